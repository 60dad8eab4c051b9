// Base64 as Go's base64.StdEncoding has it: padded, line breaks ignored when read.

public enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let padding = UInt8(ascii: "=")

  public static func encode(_ bytes: some Collection<UInt8>) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    var rest = bytes[...]
    while !rest.isEmpty {
      let group = Array(rest.prefix(3))
      rest = rest.dropFirst(3)
      let bits = group.enumerated().reduce(0) { $0 | Int($1.element) << (16 - 8 * $1.offset) }
      for position in 0..<4 {
        text.append(position <= group.count ? alphabet[bits >> (18 - 6 * position) & 63] : padding)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes a text stands for, or where (in bytes) it stops being base64.
  public static func decoded(_ text: some Sequence<UInt8>) -> Result<[UInt8], Base64Error> {
    var reader = Base64Reader()
    for (offset, byte) in text.enumerated() where byte != 10 && byte != 13 {
      guard reader.take(byte) else { return .failure(Base64Error(offset: offset)) }
    }
    return reader.isComplete ? .success(reader.bytes) : .failure(Base64Error(offset: reader.taken / 4 * 4))
  }

  public static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? { try? decoded(text).get() }
}

/// A text that is not base64.
public struct Base64Error: Error, Equatable, Sendable {
  /// How many bytes of the text were good.
  public var offset: Int

  /// The message of Go's `base64.CorruptInputError`.
  public var message: String { "illegal base64 data at input byte \(offset)" }
}

/// Gathers six bits a sign.
private struct Base64Reader {
  var bytes: [UInt8] = []
  var taken = 0
  private var bits = 0
  private var paddings = 0

  var isComplete: Bool { taken % 4 == 0 }

  /// Takes one sign; false when it may not stand here.
  mutating func take(_ byte: UInt8) -> Bool {
    if byte == UInt8(ascii: "=") {
      guard taken % 4 >= 2 else { return false }
      paddings += 1
      taken += 1
      return true
    }
    guard paddings == 0, let value = Self.value(byte) else { return false }
    bits = bits << 6 | value
    taken += 1
    if taken % 4 != 1 { bytes.append(UInt8(truncatingIfNeeded: bits >> (4 - 2 * ((taken + 2) % 4)))) }
    return true
  }

  private static func value(_ byte: UInt8) -> Int? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(byte) - 65
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte) - 71
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte) + 4
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
