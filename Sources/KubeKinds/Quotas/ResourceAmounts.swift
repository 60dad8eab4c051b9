// Amounts of several resources together, as quotas count them.
import KubeObjects

/// How much of each resource, by name.
public struct ResourceAmounts: Equatable, Sendable {
  public private(set) var amounts: [Key: Quantity] = [:]

  public init() {}

  /// Reads a list of resources: `{cpu: 100m, memory: 1Gi}`.
  public init(_ list: Value) {
    for (name, amount) in list.fields { amounts[name] = Quantity(value: amount) ?? .zero }
  }

  public subscript(name: Key) -> Quantity? {
    get { amounts[name] }
    set { amounts[name] = newValue }
  }

  public var isEmpty: Bool { amounts.isEmpty }

  /// The names in the order of the alphabet.
  public var names: [Key] { amounts.keys.sorted { $0.text.utf8.lexicographicallyPrecedes($1.text.utf8) } }

  public static func += (a: inout ResourceAmounts, b: ResourceAmounts) {
    for (name, amount) in b.amounts { a.amounts[name, default: .zero] += amount }
  }

  public static func -= (a: inout ResourceAmounts, b: ResourceAmounts) {
    for (name, amount) in b.amounts { a.amounts[name, default: .zero] -= amount }
  }

  /// Raises every amount to at least that of another list.
  public mutating func raise(to other: ResourceAmounts) {
    for (name, amount) in other.amounts where amounts[name].map({ $0 < amount }) ?? true { amounts[name] = amount }
  }

  /// Only the resources of the given names.
  public func masked(_ names: some Sequence<Key>) -> ResourceAmounts {
    var result = ResourceAmounts()
    for name in names { result.amounts[name] = amounts[name] }
    return result
  }

  /// Only what is more than nothing.
  public var positive: ResourceAmounts {
    var result = ResourceAmounts()
    result.amounts = amounts.filter { $0.value > .zero }
    return result
  }

  /// `pods=1,requests.cpu=100m`, in the order of the names.
  public var text: String { names.map { "\($0.text)=\((amounts[$0] ?? .zero).text)" }.joined(separator: ",") }

  /// The list as an object holds it.
  public var value: Value {
    .object(Object(ascending: names.map { Object.Entry($0, .string((amounts[$0] ?? .zero).text)) }))
  }
}
