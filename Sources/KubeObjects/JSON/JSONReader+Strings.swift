// Strings and keys of JSON: the fast path takes bytes as they are, the slow path resolves escapes as Go does.

extension JSONReader {
  /// Reads a key. Keys without escapes are interned straight from the input.
  mutating func key() throws(JSONError) -> Key {
    let start = position + 1
    guard let end = plainEnd(from: start) else { return Key(try string()) }
    position = end + 1
    return keys.key(UnsafeBufferPointer(rebasing: bytes[start..<end]))
  }

  mutating func string() throws(JSONError) -> String {
    let start = position + 1
    if let end = plainEnd(from: start) {
      position = end + 1
      return String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self)
    }
    return try escapedString()
  }

  /// Where a string without escapes ends; `nil` when it has an escape, a control character or no end.
  private func plainEnd(from start: Int) -> Int? {
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") { return index }
      if byte == UInt8(ascii: "\\") || byte < 32 { return nil }
      index += 1
    }
    return nil
  }

  private mutating func escapedString() throws(JSONError) -> String {
    position += 1
    var text: [UInt8] = []
    while true {
      guard let byte = peek else { throw endedEarly }
      guard byte >= 32 else { throw unexpected(byte, "in string literal") }
      position += 1
      if byte == UInt8(ascii: "\"") { return String(decoding: text, as: UTF8.self) }
      if byte == UInt8(ascii: "\\") { try escape(into: &text) } else { text.append(byte) }
    }
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONError) {
    guard let byte = peek else { throw endedEarly }
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(8)
    case UInt8(ascii: "f"): text.append(12)
    case UInt8(ascii: "n"): text.append(10)
    case UInt8(ascii: "r"): text.append(13)
    case UInt8(ascii: "t"): text.append(9)
    case UInt8(ascii: "u"):
      position += 1
      text.append(contentsOf: String(try unicodeScalar()).utf8)
      return
    default: throw unexpected(byte, "in string escape code")
    }
    position += 1
  }

  /// The scalar of `\uXXXX`, joining a surrogate pair; a lone surrogate becomes U+FFFD, as in Go.
  private mutating func unicodeScalar() throws(JSONError) -> Unicode.Scalar {
    let replacement: Unicode.Scalar = "\u{FFFD}"
    let first = try hexDigits()
    guard (0xD800..<0xE000).contains(first) else { return Unicode.Scalar(first) ?? replacement }
    guard first < 0xDC00, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
      bytes[position + 1] == UInt8(ascii: "u")
    else { return replacement }
    let beforeSecond = position
    position += 2
    let second = try hexDigits()
    guard (0xDC00..<0xE000).contains(second) else {
      position = beforeSecond
      return replacement
    }
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? replacement
  }

  private mutating func hexDigits() throws(JSONError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek else { throw endedEarly }
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw unexpected(byte, "in \\u hexadecimal character escape")
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }
}

/// Keys seen lately, by a cheap hash: spares the lock of the key table for nearly every field of a large text.
struct KeyCache {
  private var slots = [Key?](repeating: nil, count: 256)

  mutating func key(_ bytes: UnsafeBufferPointer<UInt8>) -> Key {
    var hash = UInt(bytes.count)
    for byte in bytes { hash = hash &* 31 &+ UInt(byte) }
    let slot = Int((hash ^ (hash >> 8)) & 255)
    if let cached = slots[slot] {
      var text = cached.text
      if text.withUTF8({ $0.elementsEqual(bytes) }) { return cached }
    }
    let key = Key(utf8: bytes)
    slots[slot] = key
    return key
  }
}
