// The bytes of an archive: whole numbers in as few bytes as they need, texts with their length before them.

/// Bytes that are being written.
final class ArchiveSink {
  var bytes: [UInt8] = []

  /// A whole number: small ones of either sign take one byte (zigzag and base 128).
  func write(_ number: Int64) {
    var rest = UInt64(bitPattern: (number << 1) ^ (number >> 63))
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  func write(_ text: String) {
    var text = text
    text.withUTF8 { utf8 in
      write(Int64(utf8.count))
      bytes.append(contentsOf: utf8)
    }
  }

  func write(_ slice: ArraySlice<UInt8>) {
    write(Int64(slice.count))
    bytes.append(contentsOf: slice)
  }

  /// Room for a number that is known later.
  func reserve() -> Int {
    bytes.append(contentsOf: [0, 0, 0, 0])
    return bytes.count - 4
  }

  func fill(_ place: Int, _ number: Int) {
    for index in 0..<4 { bytes[place + index] = UInt8(truncatingIfNeeded: number >> (8 * index)) }
  }
}

/// Bytes that are being read.
final class ArchiveSource {
  private let bytes: [UInt8]
  var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }

  func number() throws -> Int64 {
    var result: UInt64 = 0
    var shift: UInt64 = 0
    while position < bytes.count, shift < 64 {
      let byte = bytes[position]
      position += 1
      result |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return Int64(bitPattern: (result >> 1) ^ (0 &- (result & 1))) }
      shift += 7
    }
    throw ArchiveError.damaged
  }

  func text() throws -> String { String(decoding: try slice(), as: UTF8.self) }

  func slice() throws -> ArraySlice<UInt8> {
    let count = try number()
    guard count >= 0, count <= Int64(bytes.count - position) else { throw ArchiveError.damaged }
    defer { position += Int(count) }
    return bytes[position..<(position + Int(count))]
  }

  /// A number that room was reserved for.
  func filled() throws -> Int {
    guard bytes.count - position >= 4 else { throw ArchiveError.damaged }
    defer { position += 4 }
    return (0..<4).reduce(0) { $0 | Int(bytes[position + $1]) << (8 * $1) }
  }
}
