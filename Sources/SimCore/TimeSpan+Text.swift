// Time spans as text, in Go's notation: `1h30m`, `250ms`, `1.5s`. Flags such as --timeout are written so.

extension TimeSpan {
  /// Go's `time.Duration.String`: `0s`, `1.5s`, `2m0s`, `1h0m0.25s`, `250ms`, `10µs`.
  public var goText: String {
    if nanoseconds == 0 { return "0s" }
    let sign = nanoseconds < 0 ? "-" : ""
    let magnitude = nanoseconds.magnitude
    if magnitude < 1_000 { return "\(sign)\(magnitude)ns" }
    if magnitude < 1_000_000 { return sign + Self.decimal(magnitude, 1_000) + "µs" }
    if magnitude < 1_000_000_000 { return sign + Self.decimal(magnitude, 1_000_000) + "ms" }
    let minutes = magnitude / 60_000_000_000
    let seconds = Self.decimal(magnitude % 60_000_000_000, 1_000_000_000) + "s"
    if minutes == 0 { return sign + seconds }
    if minutes < 60 { return "\(sign)\(minutes)m\(seconds)" }
    return "\(sign)\(minutes / 60)h\(minutes % 60)m\(seconds)"
  }

  /// `value / unit` without trailing zeros.
  private static func decimal(_ value: UInt64, _ unit: UInt64) -> String {
    var fraction = String(value % unit + unit).dropFirst()
    while fraction.last == "0" { fraction.removeLast() }
    return fraction.isEmpty ? "\(value / unit)" : "\(value / unit).\(fraction)"
  }

  /// Reads Go's notation: a sequence of numbers with units (`h m s ms us µs ns`), or a bare `0`.
  /// `nil` for anything else, a bare `5` included, as Go's `time.ParseDuration` refuses it.
  public init?(goText text: String) {
    var rest = text[...]
    var negative = false
    if let first = rest.first, first == "-" || first == "+" {
      negative = first == "-"
      rest.removeFirst()
    }
    if rest == "0" {
      self = .zero
      return
    }
    guard !rest.isEmpty else { return nil }
    var total: Double = 0
    var whole: Int64 = 0
    while !rest.isEmpty {
      let number = rest.prefix { $0.isASCII && $0.isNumber || $0 == "." }
      rest.removeFirst(number.count)
      let unit = rest.prefix { !($0.isASCII && $0.isNumber) && $0 != "." }
      rest.removeFirst(unit.count)
      guard let scale = Self.units[String(unit)], let part = Double(number), number != "." else { return nil }
      if let integer = Int64(number) {
        whole = Self.saturatingSum(whole, Self.saturatingProduct(integer, scale))
      } else {
        total += part * Double(scale)
      }
    }
    let sum = Self.saturatingSum(whole, TimeSpan(seconds: total / 1e9).nanoseconds)
    self.init(nanoseconds: negative ? -sum : sum)
  }

  private static let units: [String: Int64] = [
    "ns": 1, "us": 1_000, "µs": 1_000, "μs": 1_000, "ms": 1_000_000, "s": 1_000_000_000,
    "m": 60_000_000_000, "h": 3_600_000_000_000,
  ]
}
