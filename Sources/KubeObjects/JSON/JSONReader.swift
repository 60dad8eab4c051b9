// Reads JSON into value trees. Errors are in the words of Go's encoding/json, which users of kubectl know.

/// Why a text is not JSON, in the words of Go's `encoding/json`, and after how many bytes that showed.
public struct JSONError: Error, Equatable, Sendable {
  public var message: String
  public var offset: Int

  /// Whether the text ended before the value did.
  public var isEarlyEnd: Bool { message == JSONReader.earlyEnd }
}

/// A reader of one JSON text.
public struct JSONReader {
  /// How deeply arrays and objects may nest. Go allows 10,000; no manifest comes near, and a thousand keeps the
  /// recursion within the stack of any thread.
  public static let maximumDepth = 1_000

  let bytes: UnsafeBufferPointer<UInt8>
  var position = 0
  var depth = 0
  var keys = KeyCache()
  /// Whether some object has a key twice. The last one wins, and strict readers of objects complain.
  var hasDuplicates = false

  /// Reads a whole text; anything but white space after the value is an error.
  public static func read(_ text: some StringProtocol) throws(JSONError) -> Value {
    try read(bytes: Array(text.utf8))
  }

  public static func read(bytes: [UInt8]) throws(JSONError) -> Value { try readStrictly(bytes).value }

  /// Reads a whole text, and says which fields stand twice in it: `metadata.name`, `spec.containers[0].image`.
  public static func readStrictly(
    _ bytes: [UInt8]
  ) throws(JSONError) -> (value: Value, duplicates: [String]) {
    let result = bytes.withUnsafeBufferPointer { buffer -> Result<(Value, [String]), JSONError> in
      var reader = JSONReader(bytes: buffer)
      do throws(JSONError) {
        let value = try reader.value()
        reader.skipSpace()
        if let extra = reader.peek {
          throw reader.unexpected(extra, "after top-level value")
        }
        return .success((value, reader.hasDuplicates ? try DuplicateFields.found(in: buffer) : []))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  /// Reads one value out of a stream of them, and says where it stands; `nil` when only white space is left.
  public static func readNext(
    _ bytes: [UInt8], from start: Int
  ) throws(JSONError) -> (value: Value, range: Range<Int>)? {
    let result = bytes.withUnsafeBufferPointer { buffer -> Result<(Value, Range<Int>)?, JSONError> in
      var reader = JSONReader(bytes: buffer)
      reader.position = start
      reader.skipSpace()
      guard reader.peek != nil else { return .success(nil) }
      let begin = reader.position
      do throws(JSONError) {
        let value = try reader.value()
        return .success((value, begin..<reader.position))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  static let earlyEnd = "unexpected end of JSON input"

  init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func skipSpace() {
    while position < bytes.count, bytes[position] <= 32,
      bytes[position] == 32 || bytes[position] == 10 || bytes[position] == 13 || bytes[position] == 9
    { position += 1 }
  }

  func unexpected(_ byte: UInt8, _ context: String) -> JSONError {
    JSONError(message: "invalid character \(Self.quoted(byte)) \(context)", offset: position + 1)
  }

  var endedEarly: JSONError {
    JSONError(message: Self.earlyEnd, offset: bytes.count)
  }

  /// Go's `quoteChar`.
  private static func quoted(_ byte: UInt8) -> String {
    switch byte {
    case UInt8(ascii: "'"): return #"'\''"#
    case UInt8(ascii: "\""): return #"'"'"#
    case UInt8(ascii: "\\"): return #"'\\'"#
    case 10: return #"'\n'"#
    case 13: return #"'\r'"#
    case 9: return #"'\t'"#
    case 0..<32, 127:
      let digits = String(byte, radix: 16)
      return "'\\x\(digits.count < 2 ? "0" : "")\(digits)'"
    default: return "'\(Character(Unicode.Scalar(byte)))'"
    }
  }
}

// MARK: Values

extension JSONReader {
  mutating func value() throws(JSONError) -> Value {
    skipSpace()
    guard let byte = peek else { throw endedEarly }
    switch byte {
    case UInt8(ascii: "{"): return try nested { (reader) throws(JSONError) in try reader.objectBody() }
    case UInt8(ascii: "["): return try nested { (reader) throws(JSONError) in try reader.arrayBody() }
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try literal("true", .bool(true))
    case UInt8(ascii: "f"): return try literal("false", .bool(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw unexpected(byte, "looking for beginning of value")
    }
  }

  private mutating func nested(
    _ body: (inout JSONReader) throws(JSONError) -> Value
  ) throws(JSONError) -> Value {
    position += 1
    depth += 1
    guard depth <= Self.maximumDepth else { throw JSONError(message: "exceeded max depth", offset: position) }
    defer { depth -= 1 }
    return try body(&self)
  }

  private mutating func objectBody() throws(JSONError) -> Value {
    var entries: [Object.Entry] = []
    skipSpace()
    if peek == UInt8(ascii: "}") {
      position += 1
      return .object(Object())
    }
    entries.reserveCapacity(4)
    while true {
      skipSpace()
      guard let byte = peek else { throw endedEarly }
      guard byte == UInt8(ascii: "\"") else {
        throw unexpected(byte, "looking for beginning of object key string")
      }
      let key = try key()
      skipSpace()
      guard let colon = peek else { throw endedEarly }
      guard colon == UInt8(ascii: ":") else { throw unexpected(colon, "after object key") }
      position += 1
      entries.append(Object.Entry(key, try value()))
      skipSpace()
      guard let next = peek else { throw endedEarly }
      guard next == UInt8(ascii: ",") || next == UInt8(ascii: "}") else {
        throw unexpected(next, "after object key:value pair")
      }
      position += 1
      if next == UInt8(ascii: "}") {
        let count = entries.count
        let object = Object(unsorted: entries)
        if object.count < count { hasDuplicates = true }
        return .object(object)
      }
    }
  }

  private mutating func arrayBody() throws(JSONError) -> Value {
    var elements: [Value] = []
    skipSpace()
    if peek == UInt8(ascii: "]") {
      position += 1
      return .array([])
    }
    while true {
      elements.append(try value())
      skipSpace()
      guard let next = peek else { throw endedEarly }
      guard next == UInt8(ascii: ",") || next == UInt8(ascii: "]") else {
        throw unexpected(next, "after array element")
      }
      position += 1
      if next == UInt8(ascii: "]") { return .array(elements) }
    }
  }

  private mutating func literal(_ word: StaticString, _ value: Value) throws(JSONError) -> Value {
    for index in 0..<word.utf8CodeUnitCount {
      guard let byte = peek else { throw endedEarly }
      let wanted = word.utf8Start[index]
      guard byte == wanted else {
        throw unexpected(byte, "in literal \(word) (expecting '\(Character(Unicode.Scalar(wanted)))')")
      }
      position += 1
    }
    return value
  }

  private mutating func number() throws(JSONError) -> Value {
    let start = position
    if peek == UInt8(ascii: "-") { position += 1 }
    guard let first = peek else { throw endedEarly }
    guard isDigit(first) else { throw unexpected(first, "in numeric literal") }
    if first == UInt8(ascii: "0") { position += 1 } else { skipDigits() }
    var isInteger = true
    if peek == UInt8(ascii: ".") {
      isInteger = false
      position += 1
      try requireDigits("after decimal point in numeric literal")
    }
    if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
      isInteger = false
      position += 1
      if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { position += 1 }
      try requireDigits("in exponent of numeric literal")
    }
    return numberValue(start, isInteger)
  }

  private func numberValue(_ start: Int, _ isInteger: Bool) -> Value {
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isInteger, let integer = Int64(text) { return .int(integer) }
    return .double(Double(text) ?? .infinity)
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

  private mutating func skipDigits() {
    while let byte = peek, isDigit(byte) { position += 1 }
  }

  private mutating func requireDigits(_ context: String) throws(JSONError) {
    guard let byte = peek else { throw endedEarly }
    guard isDigit(byte) else { throw unexpected(byte, context) }
    skipDigits()
  }
}
