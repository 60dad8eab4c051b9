// The order in which go-yaml writes the keys of a map: as people sort names, `a9` before `a10`.

enum YAMLKeyOrder {
  /// The entries of an object in the order in which they are written. Nearly always that is the order of bytes, in
  /// which they are kept.
  static func sorted(_ object: Object) -> [(key: Key, value: Value)] {
    let entries = Array(object)
    guard entries.count > 1, entries.contains(where: { !isOrderedByBytes($0.key.text) }) else { return entries }
    return entries.sorted { precedes($0.key.text, $1.key.text) }
  }

  /// Whether a key has only letters and signs that stand before digits and letters in ASCII.
  private static func isOrderedByBytes(_ key: String) -> Bool {
    key.utf8.allSatisfy { $0 < 48 || ($0 >= 65 && $0 <= 90) || ($0 >= 97 && $0 <= 122) }
  }

  /// Letters by their code, everything else before letters, runs of digits by their value.
  static func precedes(_ a: String, _ b: String) -> Bool {
    let a = Array(a.unicodeScalars)
    let b = Array(b.unicodeScalars)
    guard let index = zip(a, b).enumerated().first(where: { $0.element.0 != $0.element.1 })?.offset else {
      return a.count < b.count
    }
    switch (isLetter(a[index]), isLetter(b[index])) {
    case (true, true): return a[index].value < b[index].value
    case (true, false): return false
    case (false, true): return true
    case (false, false): return precedesAsNumber(a, b, index)
    }
  }

  private static func precedesAsNumber(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar], _ index: Int) -> Bool {
    // A zero counts when digits that aren't zero stand before it.
    let hasDigitsBefore =
      (a[index] == "0" || b[index] == "0")
      && a[..<index].reversed().prefix(while: isDigit).contains { $0 != "0" }
    let (first, firstEnd) = number(a, index, hasDigitsBefore ? 1 : 0)
    let (second, secondEnd) = number(b, index, hasDigitsBefore ? 1 : 0)
    if first != second { return first < second }
    return firstEnd == secondEnd ? a[index].value < b[index].value : firstEnd < secondEnd
  }

  private static func number(_ text: [Unicode.Scalar], _ start: Int, _ first: Int64) -> (Int64, Int) {
    var value = first
    var end = start
    while end < text.count, isDigit(text[end]) {
      value = value &* 10 &+ (Int64(text[end].value) - 48)
      end += 1
    }
    return (value, end)
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII ? scalar.value >= 48 && scalar.value <= 57 : scalar.properties.generalCategory == .decimalNumber
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return (scalar.value | 32) >= 97 && (scalar.value | 32) <= 122 }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: return true
    default: return false
    }
  }
}
