// How many columns text takes on a terminal: Chinese characters take two.

enum TextWidth {
  /// The columns of a text without control characters.
  static func of(_ text: some StringProtocol) -> Int {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
    return text.unicodeScalars.reduce(0) { $0 + width($1) }
  }

  /// The beginning of a text that fits into so many columns.
  static func prefix(_ text: some StringProtocol, columns: Int) -> String {
    var used = 0
    var fitting = ""
    for character in text {
      used += of(String(character))
      if used > columns { break }
      fitting.append(character)
    }
    return fitting
  }

  private static func width(_ scalar: Unicode.Scalar) -> Int {
    if scalar.properties.generalCategory == .nonspacingMark || scalar.value == 0x200D { return 0 }
    return wide.contains { $0.contains(scalar.value) } ? 2 : 1
  }

  /// What Unicode calls wide or full: East Asian scripts, their punctuation, and pictures.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
    0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F,
    0x1F900...0x1F9FF, 0x20000...0x3FFFD,
  ]
}
