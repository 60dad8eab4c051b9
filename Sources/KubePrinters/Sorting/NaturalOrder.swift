// The order of texts with numbers in them: `web-2` comes before `web-10`.

enum NaturalOrder {
  /// Whether one text comes before another: numbers in them are compared as numbers, the rest byte by byte. Of two
  /// equal numbers the one with fewer leading zeros comes first, if nothing after them decides.
  static func precedes(_ a: String, _ b: String) -> Bool {
    let (a, b) = (Array(a.utf8), Array(b.utf8))
    var (i, j) = (0, 0)
    while i < a.count, j < b.count {
      let isNumber = isDigit(a[i])
      if isNumber != isDigit(b[j]) { return isNumber }
      guard isNumber else {
        if a[i] != b[j] { return a[i] < b[j] }
        i += 1
        j += 1
        continue
      }
      let first = Number(a, from: i)
      let second = Number(b, from: j)
      if first.digits != second.digits { return first.isLess(than: second) }
      if first.zeros != second.zeros { return first.zeros < second.zeros }
      i = first.end
      j = second.end
    }
    return a.count - i < b.count - j
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

  /// A run of digits.
  private struct Number {
    let zeros: Int
    let digits: ArraySlice<UInt8>
    var end: Int { digits.endIndex }

    init(_ bytes: [UInt8], from start: Int) {
      var index = start
      while index < bytes.count, bytes[index] == 48 { index += 1 }
      zeros = index - start
      let first = index
      while index < bytes.count, isDigit(bytes[index]) { index += 1 }
      digits = bytes[first..<index]
    }

    func isLess(than other: Number) -> Bool {
      digits.count == other.digits.count
        ? digits.lexicographicallyPrecedes(other.digits) : digits.count < other.digits.count
    }
  }
}
