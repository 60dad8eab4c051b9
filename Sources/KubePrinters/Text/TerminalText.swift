// Text that objects bring along, made harmless: control characters must neither move the cursor nor break a table.

enum TerminalText {
  /// Replaces escape and carriage return by visible text, as kubectl's `EscapeTerminal` does.
  static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x1B || $0 == 13 }) else { return text }
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case 0x1B: bytes.append(contentsOf: "^[".utf8)
      case 13: bytes.append(contentsOf: "\\r".utf8)
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The text of a table's cell: it ends, with `...`, where a line would.
  static func cell(_ text: String) -> String {
    var text = text
    let isHarmless = text.withUTF8 { bytes in
      for byte in bytes where byte < 32 && (byte == 0x1B || byte == 10 || byte == 12 || byte == 13) { return false }
      return true
    }
    if isHarmless { return text }
    guard let end = text.utf8.firstIndex(where: { $0 == 10 || $0 == 12 || $0 == 13 }) else { return escaped(text) }
    return escaped(String(decoding: text.utf8[..<end], as: UTF8.self)) + "..."
  }
}
