// Reading single values: what Go's decoder takes for each type, and what it says of the rest.
import KubeObjects
import SimCore

extension ObjectReader {
  /// Notes a value of the wrong type; only the first is reported.
  mutating func refuse(_ value: Value, _ goType: GoTypeName, literal: String? = nil) {
    guard mismatch == nil else { return }
    mismatch = mismatchMessage(value.jsonKind + (literal.map { " " + $0 } ?? ""), goType.text(table))
  }

  private func mismatchMessage(_ what: String, _ goType: String) -> String {
    if let field = path.goField(table) {
      return "json: cannot unmarshal \(what) into Go struct field \(field) of type \(goType)"
    }
    return "json: cannot unmarshal \(what) into Go value of type \(goType)"
  }

  mutating func string(_ value: Value, _ goType: GoTypeName) -> Value? {
    if case .string = value { return nil }
    refuse(value, goType)
    return ""
  }

  mutating func bool(_ value: Value, _ goType: GoTypeName) -> Value? {
    if case .bool = value { return nil }
    refuse(value, goType)
    return false
  }

  mutating func integer(_ value: Value, _ goType: GoTypeName, _ range: ClosedRange<Int64>) -> Value? {
    switch value {
    case .int(let number):
      if range.contains(number) { return nil }
      refuse(value, goType, literal: String(number))
    case .double(let number):
      if let whole = Int64(exactly: number), range.contains(whole) { return .int(whole) }
      refuse(value, goType, literal: GoNumber.json(number))
    default:
      refuse(value, goType)
    }
    return 0
  }

  /// `intstr.IntOrString` has a reader of its own, whose errors end the reading.
  mutating func intOrString(_ value: Value) throws(ReadingError) -> Value? {
    switch value {
    case .string: return nil
    case .int(let number) where Int64(Int32.min)...Int64(Int32.max) ~= number: return nil
    case .int(let number):
      throw ReadingError(message: mismatchMessage("number \(number)", "int32"))
    case .double(let number):
      if let whole = Int32(exactly: number) { return .int(Int64(whole)) }
      throw ReadingError(message: mismatchMessage("number \(GoNumber.json(number))", "int32"))
    default:
      throw ReadingError(message: mismatchMessage(value.jsonKind, "int32"))
    }
  }

  mutating func quantity(_ value: Value, isResource: Bool = false) throws(ReadingError) -> Value? {
    let text: String
    switch value {
    case .string(let string): text = string
    case .int(let number): text = String(number)
    case .double(let number): text = GoNumber.json(number)
    default: text = JSONWriter.write(value)
    }
    do throws(QuantityError) {
      let quantity = try Quantity(parsing: text.trimmingGoSpace)
      let canonical = (isResource ? quantity.roundedUpToMillis : quantity).text
      return value == .string(canonical) ? nil : .string(canonical)
    } catch {
      throw ReadingError(message: error.message)
    }
  }

  mutating func time(_ value: Value, _ goType: GoTypeName, micro: Bool) throws(ReadingError) -> Value? {
    guard case .string(let text) = value else {
      throw ReadingError(message: mismatchMessage(value.jsonKind, "string"))
    }
    guard let instant = Instant(rfc3339: text) else {
      throw ReadingError(message: GoTimeError.message(text, micro: micro))
    }
    let canonical = micro ? instant.rfc3339Micro : instant.rfc3339
    return canonical == text ? nil : .string(canonical)
  }

  /// Base64, written again without what readers may ignore (line breaks).
  mutating func bytes(_ value: Value, _ goType: GoTypeName) throws(ReadingError) -> Value? {
    guard case .string(let text) = value else {
      refuse(value, goType)
      return ""
    }
    switch Base64.decoded(text.utf8) {
    case .success(let bytes):
      let canonical = Base64.encode(bytes)
      return canonical == text ? nil : .string(canonical)
    case .failure(let error):
      if mismatch == nil { mismatch = error.message }
      return ""
    }
  }
}

/// What Go's `time.Parse` says of a text that is no RFC 3339 time.
enum GoTimeError {
  static func message(_ text: String, micro: Bool) -> String {
    let layout = micro ? "2006-01-02T15:04:05.000000Z07:00" : "2006-01-02T15:04:05Z07:00"
    let (rest, element) = failure(Array(text.utf8))
    return "parsing time \(GoText.quoted(text)) as \(GoText.quoted(layout)): "
      + "cannot parse \(GoText.quoted(rest)) as \(GoText.quoted(element))"
  }

  /// The part of the text that is wrong, and the part of the layout it was read as.
  private static func failure(_ bytes: [UInt8]) -> (String, String) {
    let layout: [(String, Int)] = [
      ("2006", 4), ("-", 1), ("01", 2), ("-", 1), ("02", 2), ("T", 1), ("15", 2), (":", 1), ("04", 2), (":", 1),
      ("05", 2), ("Z07:00", 1),
    ]
    var rest = bytes[...]
    for (element, width) in layout {
      let part = rest.prefix(width)
      let isNumber = width > 1 || element == "Z07:00"
      let fits =
        element == "Z07:00"
        ? part.first.map { "Z+-.".utf8.contains($0) } ?? false
        : isNumber
          ? part.count == width && part.allSatisfy { $0 >= 48 && $0 <= 57 } : Array(part) == Array(element.utf8)
      if !fits { return (String(decoding: rest, as: UTF8.self), element) }
      rest = rest.dropFirst(width)
    }
    return (String(decoding: rest, as: UTF8.self), "")
  }
}

extension String {
  /// Without white space at both ends, as Go's `strings.TrimSpace` leaves it.
  var trimmingGoSpace: String {
    guard let first = utf8.first, let last = utf8.last, first <= 32 || last <= 32 else { return self }
    let kept = drop { $0.isWhitespace }
    return String(kept.reversed().drop { $0.isWhitespace }.reversed())
  }
}
