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

  func validate(_ limits: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.check(limits[.metadata], NameRules.dnsSubdomain, &findings)
    LimitValidation.range(limits[.spec], &findings)
    return findings.errors
  }
}

struct ResourceQuotaRules: KindRules {
  func validate(_ quota: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.check(quota[.metadata], NameRules.dnsSubdomain, &findings)
    LimitValidation.quota(quota[.spec], &findings)
    return findings.errors
  }

  func validateUpdate(_ quota: Value, old: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.checkUpdate(quota[.metadata], old: old[.metadata], &findings)
    LimitValidation.quota(quota[.spec], &findings)
    if Set(quota[.spec]["scopes"].elements.map(\.text)) != Set(old[.spec]["scopes"].elements.map(\.text)) {
      findings.invalid(FieldPath("spec.scopes"), quota[.spec]["scopes"], Findings.immutable)
    }
    return findings.errors
  }
}

struct PriorityClassRules: KindRules {
  var tracksGeneration: Bool { true }

  func prepareForCreate(_ priorityClass: inout Value) {}

  func prepareForUpdate(_ priorityClass: inout Value, old: Value) {}

  /// Numbers above a billion are the system's.
  private static let highest: Int64 = 1_000_000_000

  func validate(_ priorityClass: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.check(priorityClass[.metadata], isNamespaced: false, NameRules.dnsSubdomain, &findings)
    let name = priorityClass[.metadata][.name].text
    let isSystem = ["system-cluster-critical", "system-node-critical"].contains(name)
    if name.hasPrefix("system-"), !isSystem {
      findings.forbidden(
        FieldPath("metadata.name"), "priority class names with 'system-' prefix are reserved for system use only. "
          + "error: \(name) is not a known system priority class")
    }
    if !isSystem, priorityClass[.value].number > Self.highest {
      findings.forbidden(
        FieldPath("value"), "maximum allowed value of a user defined priority is \(Self.highest)")
    }
    findings.oneOf(
      ["PreemptLowerPriority", "Never"], priorityClass[.preemptionPolicy].text,
      at: FieldPath("preemptionPolicy"))
    return findings.errors
  }

  func validateUpdate(_ priorityClass: Value, old: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.checkUpdate(priorityClass[.metadata], old: old[.metadata], &findings)
    for key in [Key.value, .preemptionPolicy] where priorityClass[key] != old[key] {
      findings.invalid(FieldPath(key.text), priorityClass[key], "may not be changed in an update.")
    }
    return findings.errors
  }
}
