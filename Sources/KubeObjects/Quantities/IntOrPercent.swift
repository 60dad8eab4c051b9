// Fields that hold a number or a percentage of something: `maxUnavailable`, `maxSurge`, `minAvailable`
// (k8s.io/apimachinery pkg/util/intstr).

/// Why a text is no percentage, in Kubernetes' words.
public struct IntOrPercentError: Error, Equatable, Sendable {
  public var message: String
}

public enum IntOrPercent {
  /// The number that a field stands for, of a total: itself, or its share, rounded up or down.
  ///
  /// A number may be negative or above the total; callers decide what that means.
  public static func number(
    _ value: Value, of total: Int64, roundingUp: Bool
  ) throws(IntOrPercentError) -> Int64 {
    if case .int(let number) = value { return number }
    guard case .string(let text) = value else {
      throw IntOrPercentError(message: "invalid type: neither int nor percentage")
    }
    guard text.hasSuffix("%") else {
      throw IntOrPercentError(
        message: "invalid value for IntOrString: invalid type: string is not a percentage")
    }
    let digits = text.dropLast()
    guard let percent = Int64(digits) else {
      let number = GoText.quoted(String(digits))
      throw IntOrPercentError(
        message: "invalid value for IntOrString: invalid value \(GoText.quoted(text)): "
          + "strconv.Atoi: parsing \(number): invalid syntax")
    }
    let (product, overflow) = percent.multipliedReportingOverflow(by: total)
    if overflow { return percent.signum() == total.signum() ? .max : .min }
    return divided(product, roundingUp: roundingUp)
  }

  /// A hundredth, rounded towards plus or minus infinity.
  private static func divided(_ product: Int64, roundingUp: Bool) -> Int64 {
    let (quotient, rest) = product.quotientAndRemainder(dividingBy: 100)
    if rest == 0 { return quotient }
    return quotient + (roundingUp ? (rest > 0 ? 1 : 0) : (rest < 0 ? -1 : 0))
  }
}
