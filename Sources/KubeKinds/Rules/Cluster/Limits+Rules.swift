// What the API server does with LimitRanges, ResourceQuotas and PriorityClasses.
import KubeObjects

struct LimitRangeRules: KindRules {
  func prepareForCreate(_ limits: inout Value) {}

  func prepareForUpdate(_ limits: inout Value, old: Value) {}

  func applyDefaults(_ limits: inout Value) {
    limits.amend(.spec) { $0.amendElements(.limits, Self.applyDefaults(item:)) }
  }

  /// For containers the default limit is the largest allowed one, and the default request the default limit, else
  /// the smallest allowed one.
  private static func applyDefaults(item: inout Value) {
    guard item[.type].text == "Container" else { return }
    merge(item[.max], into: .default, of: &item)
    merge(item[.default], into: .defaultRequest, of: &item)
    merge(item[.min], into: .defaultRequest, of: &item)
  }

  private static func merge(_ amounts: Value, into key: Key, of item: inout Value) {
    guard !amounts.fields.isEmpty else { return }
    item.setDefault(key, [:])
    item.amend(key) { target in
      for (resource, amount) in amounts.fields { target.setDefault(resource, amount) }
    }
  }
}

struct ResourceQuotaRules: KindRules {}

struct PriorityClassRules: KindRules {
  var tracksGeneration: Bool { true }

  func prepareForCreate(_ priorityClass: inout Value) {}

  func prepareForUpdate(_ priorityClass: inout Value, old: Value) {}
}
