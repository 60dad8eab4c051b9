// Writes messages of protocol buffers.

/// A message as it is put together.
struct ProtobufWriter {
  private(set) var bytes: [UInt8] = []

  mutating func add(_ number: Int, _ text: String) { add(number, bytes: Array(text.utf8)) }

  /// A message within the message.
  mutating func add(_ number: Int, _ fill: (inout ProtobufWriter) -> Void) {
    var inner = ProtobufWriter()
    fill(&inner)
    add(number, bytes: inner.bytes)
  }

  private mutating func add(_ number: Int, bytes content: [UInt8]) {
    varint(UInt64(number) << 3 | 2)
    varint(UInt64(content.count))
    bytes += content
  }

  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest > 127 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 128)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
