// Numbers that may be given as a part of another: `maxUnavailable: 25%` (`intstr.IntOrString`).
import KubeObjects

public enum IntOrPercent {
  /// The number that a value means of a total; `nil` for a text that is no percentage.
  public static func scaled(_ value: Value, of total: Int64, roundUp: Bool) -> Int64? {
    switch value {
    case .int(let number): return number
    case .string(let text):
      guard text.hasSuffix("%"), let percent = Int64(text.dropLast()) else { return nil }
      let product = percent.multipliedReportingOverflow(by: total)
      guard !product.overflow else { return nil }
      return roundUp ? (product.partialValue + 99) / 100 : product.partialValue / 100
    default: return nil
    }
  }
}
