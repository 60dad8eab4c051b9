// The wire format of protocol buffers: fields by number, each a number or a run of bytes.

/// Why bytes are no message.
struct ProtobufError: Error, Equatable {
  let message: String

  static let early = ProtobufError(message: "unexpected EOF")
}

/// Reads one message field by field.
struct ProtobufReader {
  enum Content {
    case number(UInt64)
    case bytes(ArraySlice<UInt8>)
  }

  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  /// The next field; `nil` at the end.
  mutating func next() throws(ProtobufError) -> (number: Int, content: Content)? {
    if rest.isEmpty { return nil }
    let tag = try varint()
    let number = Int(truncatingIfNeeded: tag >> 3)
    guard number > 0, number < 1 << 29 else { throw ProtobufError(message: "illegal tag \(number)") }
    switch tag & 7 {
    case 0: return (number, .number(try varint()))
    case 1: return (number, .number(Self.number(try take(8))))
    case 2: return (number, .bytes(try take(try varint())))
    case 5: return (number, .number(Self.number(try take(4))))
    default: throw ProtobufError(message: "illegal wireType \(tag & 7)")
    }
  }

  private mutating func varint() throws(ProtobufError) -> UInt64 {
    var result: UInt64 = 0
    var shift: UInt64 = 0
    while let byte = rest.popFirst() {
      if shift > 63 { throw ProtobufError(message: "integer overflow") }
      result |= UInt64(byte & 127) << shift
      if byte < 128 { return result }
      shift += 7
    }
    throw .early
  }

  private mutating func take(_ count: UInt64) throws(ProtobufError) -> ArraySlice<UInt8> {
    guard count <= UInt64(rest.count) else { throw .early }
    defer { rest = rest.dropFirst(Int(count)) }
    return rest.prefix(Int(count))
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}
