// The quality of service class of a pod, by what its containers request and may use
// (pkg/apis/core/v1/helper/qos).
import KubeObjects

public enum QualityOfService {
  /// The class of a pod with this spec.
  public static func of(_ spec: Value) -> String {
    if case .object = spec[.resources] { return of([spec]) }
    return of(spec[.containers].elements + spec[.initContainers].elements)
  }

  /// The class of holders of `resources` together: BestEffort when nothing is said of processors and memory,
  /// Guaranteed when all of them are limited to what they request.
  private static func of(_ holders: [Value]) -> String {
    var requests: [Key: Quantity] = [:]
    var limits: [Key: Quantity] = [:]
    var everyOneIsLimited = true
    for holder in holders {
      let resources = holder[.resources]
      add(resources[.requests], to: &requests)
      let limited = add(resources[.limits], to: &limits)
      if limited != [.cpu, .memory] { everyOneIsLimited = false }
    }
    if requests.isEmpty, limits.isEmpty { return "BestEffort" }
    if everyOneIsLimited, requests == limits { return "Guaranteed" }
    return "Burstable"
  }

  @discardableResult
  private static func add(_ amounts: Value, to sums: inout [Key: Quantity]) -> Set<Key> {
    var named: Set<Key> = []
    for key in [Key.cpu, .memory] {
      guard let amount = Quantity(value: amounts[key]), amount > .zero else { continue }
      named.insert(key)
      sums[key, default: .zero] += amount
    }
    return named
  }
}
