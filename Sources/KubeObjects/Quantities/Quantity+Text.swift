// Writing quantities in their canonical form: no fraction, the largest suffix that leaves a whole number. Texts that
// look canonical at a glance are kept as they were typed.

extension Quantity: CustomStringConvertible {
  public var description: String { text }

  /// The canonical text: `1Gi` for 1024Mi, `1500m` for 1.5, `1e3` where an exponent was written.
  public var text: String {
    if let typed { return typed }
    if nanos == 0 { return "0" }
    if format == .binarySI, let text = binaryText { return text }
    return decimalText
  }

  /// Powers of 1024; `nil` for fractions and for amounts below 1024, which are written in powers of 1000.
  private var binaryText: String? {
    guard nanos.magnitude >= UInt128(1024 * Self.one), nanos % Self.one == 0 else { return nil }
    var number = nanos / Self.one
    var power = 0
    while number % 1024 == 0, power < Self.binarySuffixes.count - 1 {
      number /= 1024
      power += 1
    }
    return "\(number)\(Self.binarySuffixes[power])"
  }

  private var decimalText: String {
    var number = nanos
    var exponent = -9
    while number % 10 == 0 {
      number /= 10
      exponent += 1
    }
    while exponent % 3 != 0 || (format == .decimalSI && exponent > 18) {
      number *= 10
      exponent -= 1
    }
    if format == .decimalExponent { return exponent == 0 ? "\(number)" : "\(number)e\(exponent)" }
    return "\(number)\(Self.decimalSuffixes[(exponent + 9) / 3])"
  }

  private static let binarySuffixes = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"]
  private static let decimalSuffixes = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"]
}
