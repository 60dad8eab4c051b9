// Floating point numbers as Go prints them.

/// Number forms of Go's standard library.
public enum GoNumber {
  /// `encoding/json`: shortest digits, plain from 1e-6 up to 1e21, otherwise `1e+21`, `1e-7`.
  public static func json(_ value: Double) -> String {
    let magnitude = value.magnitude
    if magnitude != 0, magnitude < 1e-6 || magnitude >= 1e21 {
      return exponent(value, decimal(magnitude.description), leastDigits: 1)
    }
    return plain(value, decimal(magnitude.description))
  }

  /// `fmt.Sprint` (`%v`) and `strconv`'s `'g'` with shortest digits: plain from 1e-4 up to 1e6,
  /// otherwise an exponent of at least two digits.
  public static func sprint(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
    return shortest(value, decimal(value.magnitude.description))
  }

  /// `strconv.FormatFloat(value, 'g', -1, 32)`: as `sprint`, with the digits that a `float32` needs.
  public static func sprint32(_ value: Double) -> String {
    let narrow = Float(value)
    return narrow.isFinite ? shortest(value, decimal(narrow.magnitude.description)) : sprint(Double(narrow))
  }

  /// `strconv.FormatFloat(value, 'f', places, 64)` of a finite number.
  public static func fixed(_ value: Double, places: Int) -> String {
    (value < 0 ? "-" : "") + ExactDecimal(value.magnitude).rounded(toPlaces: places).fixed(places)
  }

  private static func shortest(_ value: Double, _ number: (digits: String, exponent: Int)) -> String {
    number.exponent < -4 || number.exponent >= 6
      ? exponent(value, number, leastDigits: 2) : plain(value, number)
  }

  /// The shortest digits that read back as this number, and the power of ten of the first one.
  private static func decimal(_ description: String) -> (digits: String, exponent: Int) {
    var mantissa = description
    var power = 0
    if let e = mantissa.firstIndex(of: "e") {
      power = Int(mantissa[mantissa.index(after: e)...]) ?? 0
      mantissa = String(mantissa[..<e])
    }
    let parts = mantissa.split(separator: ".", omittingEmptySubsequences: false)
    let whole = String(parts[0])
    var digits = whole + (parts.count > 1 ? String(parts[1]) : "")
    var first = whole.count - 1 + power
    while digits.count > 1, digits.first == "0" {
      digits.removeFirst()
      first -= 1
    }
    while digits.count > 1, digits.last == "0" { digits.removeLast() }
    return (digits, digits == "0" ? 0 : first)
  }

  private static func plain(_ value: Double, _ number: (digits: String, exponent: Int)) -> String {
    let (digits, exponent) = number
    let sign = value.sign == .minus ? "-" : ""
    if exponent < 0 { return sign + "0." + String(repeating: "0", count: -exponent - 1) + digits }
    if digits.count <= exponent + 1 {
      return sign + digits + String(repeating: "0", count: exponent + 1 - digits.count)
    }
    return sign + digits.prefix(exponent + 1) + "." + digits.dropFirst(exponent + 1)
  }

  private static func exponent(
    _ value: Double, _ number: (digits: String, exponent: Int), leastDigits: Int
  ) -> String {
    let (digits, exponent) = number
    let fraction = digits.count > 1 ? "." + digits.dropFirst() : ""
    let power = String(exponent.magnitude)
    let zeros = String(repeating: "0", count: max(0, leastDigits - power.count))
    let sign = value.sign == .minus ? "-" : ""
    return "\(sign)\(digits.prefix(1))\(fraction)e\(exponent < 0 ? "-" : "+")\(zeros)\(power)"
  }
}
