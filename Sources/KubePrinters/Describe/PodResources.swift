// How much a pod asks for, and what its containers are told of it.
import KubeKinds
import KubeObjects

/// Amounts of resources, by name.
struct ResourceAmounts {
  private(set) var amounts: [String: Quantity] = [:]

  init() {}

  init(_ value: Value) {
    for field in value.fields { amounts[field.key.text] = Quantity(value: field.value) }
  }

  subscript(resource: String) -> Quantity { amounts[resource] ?? .zero }

  mutating func add(_ other: ResourceAmounts) {
    for (name, amount) in other.amounts { amounts[name] = amounts[name].map { $0 + amount } ?? amount }
  }

  /// Keeps the larger amount of each.
  mutating func raise(to other: ResourceAmounts) {
    for (name, amount) in other.amounts where amount > self[name] || amounts[name] == nil { amounts[name] = amount }
  }

  mutating func set(_ other: ResourceAmounts) {
    amounts.merge(other.amounts) { _, new in new }
  }
}

/// What a pod asks for as a whole: its containers together, or an init container that asks for more.
enum PodResources {
  static func requests(of pod: Value) -> ResourceAmounts {
    var total = sum(pod, .requests)
    total.add(ResourceAmounts(pod[.spec]["overhead"]))
    return total
  }

  static func limits(of pod: Value) -> ResourceAmounts {
    var total = sum(pod, .limits)
    // The overhead of a runtime only raises limits that there are.
    for (name, amount) in ResourceAmounts(pod[.spec]["overhead"]).amounts where total.amounts[name] != nil {
      total.add(ResourceAmounts([Key(name): .string(amount.text)]))
    }
    return total
  }

  private static func sum(_ pod: Value, _ key: Key) -> ResourceAmounts {
    var total = ResourceAmounts()
    for container in pod[.spec][.containers].elements { total.add(ResourceAmounts(container[.resources][key])) }
    var sidecars = ResourceAmounts()
    var largest = ResourceAmounts()
    for container in pod[.spec][.initContainers].elements {
      var amounts = ResourceAmounts(container[.resources][key])
      if container[.restartPolicy].string == "Always" {
        total.add(amounts)
        sidecars.add(amounts)
        amounts = sidecars
      } else {
        amounts.add(sidecars)
      }
      largest.raise(to: amounts)
    }
    total.raise(to: largest)
    total.set(ResourceAmounts(pod[.spec][.resources][key]))
    return total
  }
}

/// The resource of a container that one of its environment variables shows.
enum ContainerResource {
  /// The amount in units of the divisor, rounded up; processors are counted in thousandths before.
  static func value(of reference: Value, in container: Value) -> String {
    let parts = reference["resource"].text.split(separator: ".", maxSplits: 1)
    guard parts.count == 2, parts[0] == "limits" || parts[0] == "requests" else { return "" }
    let amounts = container[.resources][parts[0] == "limits" ? .limits : .requests]
    let amount = Quantity(value: amounts[Key(parts[1])]) ?? .zero
    var divisor = Quantity(value: reference["divisor"]) ?? .zero
    if divisor.isZero { divisor = Quantity(nanos: 1_000_000_000) }
    func count(_ quantity: Quantity) -> Double { Double(parts[1] == "cpu" ? quantity.millis : quantity.wholes) }
    return String(Int64((count(amount) / count(divisor)).rounded(.up)))
  }
}
