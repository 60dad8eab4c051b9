// Quantities as whole numbers, for sums that are made very often.
import KubeObjects

enum ResourceAmount {
  private static let factors: [(suffix: String, factor: Double)] = [
    ("Ki", 1_024), ("Mi", 1_048_576), ("Gi", 1_073_741_824), ("Ti", 1_099_511_627_776),
    ("Pi", 1_125_899_906_842_624), ("m", 0.001), ("k", 1e3), ("M", 1e6), ("G", 1e9), ("T", 1e12), ("P", 1e15),
  ]

  /// The amount in thousandths for CPU, in units for everything else, rounded up.
  static func of(_ quantity: Value, isCPU: Bool) -> Int64 {
    let scale: Double = isCPU ? 1_000 : 1
    switch quantity {
    case .int(let number): return isCPU ? number * 1_000 : number
    case .double(let number): return Int64((number * scale).rounded(.up))
    case .string(let text):
      for (suffix, factor) in factors where text.hasSuffix(suffix) {
        return Int64(((Double(text.dropLast(suffix.count)) ?? 0) * factor * scale).rounded(.up))
      }
      return Int64(((Double(text) ?? 0) * scale).rounded(.up))
    default: return 0
    }
  }
}
