// Swift code without what is only text: comments and strings are blanked out, so that checks see code alone.

/// Blanks comments and string literals, keeping every line where it is.
struct BlankedCode {
  private let bytes: [UInt8]
  private var result: [UInt8] = []
  private var position = 0

  static func blank(_ text: String) -> String {
    var reader = BlankedCode(bytes: Array(text.utf8))
    reader.code(until: nil)
    return String(decoding: reader.result, as: UTF8.self)
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private func starts(_ text: String) -> Bool {
    bytes[position] == text.utf8.first && bytes[position...].starts(with: text.utf8)
  }

  private mutating func take(_ count: Int = 1, blank: Bool) {
    for byte in bytes[position..<min(position + count, bytes.count)] {
      result.append(blank && byte != UInt8(ascii: "\n") ? 32 : byte)
    }
    position += count
  }

  /// Code, up to the closing bracket of an interpolation where one was opened.
  private mutating func code(until closer: UInt8?) {
    var depth = 0
    while position < bytes.count {
      if starts("//") {
        while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { take(blank: true) }
      } else if starts("/*") {
        while position < bytes.count, !starts("*/") { take(blank: true) }
        take(2, blank: true)
      } else if bytes[position] == UInt8(ascii: "\"") || startsRawString {
        string()
      } else {
        if bytes[position] == UInt8(ascii: "(") { depth += 1 }
        if bytes[position] == UInt8(ascii: ")") {
          depth -= 1
          if closer != nil && depth == 0 { return take(blank: false) }
        }
        take(blank: false)
      }
    }
  }

  private var startsRawString: Bool {
    guard bytes[position] == UInt8(ascii: "#") else { return false }
    let rest = bytes[position...].drop { $0 == UInt8(ascii: "#") }
    return rest.first == UInt8(ascii: "\"")
  }

  private mutating func string() {
    let hashes = String(repeating: "#", count: bytes[position...].prefix { $0 == UInt8(ascii: "#") }.count)
    take(hashes.count, blank: true)
    let quote = starts("\"\"\"") ? "\"\"\"" : "\""
    take(quote.count, blank: true)
    while position < bytes.count, !starts(quote + hashes) {
      if starts("\\\(hashes)(") {
        take(1 + hashes.count, blank: true)
        code(until: UInt8(ascii: ")"))
      } else {
        take(starts("\\") && hashes.isEmpty ? 2 : 1, blank: true)
      }
    }
    take(quote.count + hashes.count, blank: true)
  }
}
