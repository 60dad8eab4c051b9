// Writes value trees as JSON, byte for byte as Go's encoding/json does: sorted keys, escaped HTML characters,
// Go's number forms. ControllerRevision names are hashes of such bytes.

/// A writer of JSON text.
public struct JSONWriter {
  /// The layout of the text.
  public enum Layout: Sendable {
    /// No white space.
    case compact
    /// One entry a line, indented by four spaces a level: `kubectl -o json`.
    case indented
  }

  public private(set) var bytes: [UInt8] = []
  private let layout: Layout
  private let escapesHTML: Bool

  /// - Parameter escapesHTML: writes `<`, `>` and `&` as `\u003c`, `\u003e` and `\u0026`, as `json.Marshal` does.
  public static func write(_ value: Value, _ layout: Layout = .compact, escapesHTML: Bool = true) -> String {
    String(decoding: bytes(value, layout, escapesHTML: escapesHTML), as: UTF8.self)
  }

  public static func bytes(
    _ value: Value, _ layout: Layout = .compact, escapesHTML: Bool = true
  ) -> [UInt8] {
    var writer = JSONWriter(layout: layout, escapesHTML: escapesHTML)
    writer.write(value, level: 0)
    return writer.bytes
  }

  /// A writer for those who know of another order of fields: it is given one piece after the other.
  public init(escapesHTML: Bool) { self.init(layout: .compact, escapesHTML: escapesHTML) }

  /// Writes a value whose fields come in the order of their names.
  public mutating func append(_ value: Value) { write(value, level: 0) }

  /// Writes the name of a field, and the colon after it.
  public mutating func append(name: String) {
    quote(name)
    bytes.append(UInt8(ascii: ":"))
  }

  /// Writes what is JSON already.
  public mutating func append(_ raw: some Sequence<UInt8>) { bytes.append(contentsOf: raw) }

  private init(layout: Layout, escapesHTML: Bool) {
    self.layout = layout
    self.escapesHTML = escapesHTML
  }

  private mutating func write(_ value: Value, level: Int) {
    switch value {
    case .null: append("null")
    case .bool(let value): append(value ? "true" : "false")
    case .int(let value): append(String(value))
    case .double(let value): append(GoNumber.json(value))
    case .string(let value): quote(value)
    case .array(let elements): write(elements, level)
    case .object(let object): write(object, level)
    }
  }

  private mutating func write(_ elements: [Value], _ level: Int) {
    guard !elements.isEmpty else { return append("[]") }
    bytes.append(UInt8(ascii: "["))
    for (index, element) in elements.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      breakLine(level + 1)
      write(element, level: level + 1)
    }
    breakLine(level)
    bytes.append(UInt8(ascii: "]"))
  }

  private mutating func write(_ object: Object, _ level: Int) {
    guard !object.isEmpty else { return append("{}") }
    bytes.append(UInt8(ascii: "{"))
    for (index, entry) in object.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      breakLine(level + 1)
      quote(entry.key.text)
      bytes.append(UInt8(ascii: ":"))
      if layout == .indented { bytes.append(32) }
      write(entry.value, level: level + 1)
    }
    breakLine(level)
    bytes.append(UInt8(ascii: "}"))
  }

  private mutating func breakLine(_ level: Int) {
    guard layout == .indented else { return }
    bytes.append(10)
    for _ in 0..<level * 4 { bytes.append(32) }
  }

  private mutating func append(_ text: some StringProtocol) { bytes.append(contentsOf: text.utf8) }

  private mutating func quote(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { buffer in
      if buffer.allSatisfy(isPlain) { bytes.append(contentsOf: buffer) } else { escape(buffer) }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Bytes that need no escape; 0xE2 may begin U+2028, so the slow path looks at it.
  private func isPlain(_ byte: UInt8) -> Bool {
    byte >= 32 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\") && byte != 0xE2
      && !(escapesHTML && (byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "&")))
  }

  private mutating func escape(_ buffer: UnsafeBufferPointer<UInt8>) {
    var index = 0
    while index < buffer.count {
      let byte = buffer[index]
      index += 1
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(contentsOf: [UInt8(ascii: "\\"), byte])
      case 8: append("\\b")
      case 9: append("\\t")
      case 10: append("\\n")
      case 12: append("\\f")
      case 13: append("\\r")
      case 0xE2 where index + 1 < buffer.count && buffer[index] == 0x80 && buffer[index + 1] & 0xFE == 0xA8:
        append("\\u202\(buffer[index + 1] & 1 == 0 ? 8 : 9)")
        index += 2
      default: isPlain(byte) || byte == 0xE2 ? bytes.append(byte) : escapeByNumber(byte)
      }
    }
  }

  private mutating func escapeByNumber(_ byte: UInt8) {
    let digits = Array("0123456789abcdef".utf8)
    append("\\u00")
    bytes.append(digits[Int(byte >> 4)])
    bytes.append(digits[Int(byte & 15)])
  }
}
