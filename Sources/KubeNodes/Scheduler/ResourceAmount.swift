// Quantities as whole numbers, for sums that are made very often.
import KubeObjects

enum ResourceAmount {
  /// The amount in thousandths for CPU, in units for everything else, rounded up.
  static func of(_ quantity: Value, isCPU: Bool) -> Int64 {
    if case .null = quantity { return 0 }
    guard let amount = Quantity(value: quantity) else { return 0 }
    return isCPU ? amount.millis : amount.wholes
  }
}
