// Amounts of resources, in whole numbers.
import KubeKinds
import KubeObjects

/// How much of each resource is asked for or there: CPU in thousandths of a core, everything else in units.
struct ResourceVector: Equatable {
  var cpu: Int64 = 0
  var memory: Int64 = 0
  var storage: Int64 = 0
  /// Everything else a node may offer (`nvidia.com/gpu`, `hugepages-2Mi`).
  var others: [Key: Int64] = [:]

  static let cpuKey: Key = "cpu"
  static let memoryKey: Key = "memory"
  static let storageKey: Key = "ephemeral-storage"
  static let podsKey: Key = "pods"

  init() {}

  var isNothing: Bool { cpu == 0 && memory == 0 && storage == 0 && others.isEmpty }

  /// Reads a resource list; the number of pods is left out.
  init(_ list: Value) {
    for (key, value) in list.fields where key != Self.podsKey {
      self[key] = ResourceAmount.of(value, isCPU: key == Self.cpuKey)
    }
  }

  subscript(key: Key) -> Int64 {
    get {
      switch key {
      case Self.cpuKey: cpu
      case Self.memoryKey: memory
      case Self.storageKey: storage
      default: others[key] ?? 0
      }
    }
    set {
      switch key {
      case Self.cpuKey: cpu = newValue
      case Self.memoryKey: memory = newValue
      case Self.storageKey: storage = newValue
      default: others[key] = newValue
      }
    }
  }

  static func += (a: inout ResourceVector, b: ResourceVector) {
    a.cpu += b.cpu
    a.memory += b.memory
    a.storage += b.storage
    for (key, amount) in b.others { a.others[key, default: 0] += amount }
  }

  static func -= (a: inout ResourceVector, b: ResourceVector) {
    a.cpu -= b.cpu
    a.memory -= b.memory
    a.storage -= b.storage
    for (key, amount) in b.others { a.others[key, default: 0] -= amount }
  }

  /// The larger amount of each resource.
  mutating func raise(to b: ResourceVector) {
    cpu = max(cpu, b.cpu)
    memory = max(memory, b.memory)
    storage = max(storage, b.storage)
    for (key, amount) in b.others { others[key] = max(others[key] ?? 0, amount) }
  }

  var isEmpty: Bool { cpu == 0 && memory == 0 && storage == 0 && others.values.allSatisfy { $0 == 0 } }
}
