// What the API server does with LimitRanges, ResourceQuotas and PriorityClasses.
import KubeObjects

struct LimitRangeRules: StatuslessRules {
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

struct PriorityClassRules: StatuslessRules {
  var tracksGeneration: Bool { true }

  /// Numbers above a billion are the system's.
  private static let highest: Int64 = 1_000_000_000
  private static let system: [String: Int64] = [
    "system-cluster-critical": 2_000_000_000, "system-node-critical": 2_000_001_000,
  ]

  func validate(_ priorityClass: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.check(priorityClass[.metadata], isNamespaced: false, NameRules.dnsSubdomain, &findings)
    if priorityClass[.metadata][.name].text.hasPrefix("system-") {
      if let fault = systemFault(priorityClass) {
        findings.forbidden(
          FieldPath("metadata.name"),
          "priority class names with 'system-' prefix are reserved for system use only. error: \(fault)")
      }
    } else if priorityClass[.value].number > Self.highest {
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
    if priorityClass[.value].number != old[.value].number {
      findings.forbidden(FieldPath("value"), "may not be changed in an update.")
    }
    findings.immutable(
      priorityClass[.preemptionPolicy], old[.preemptionPolicy], at: FieldPath("preemptionPolicy"))
    return findings.errors
  }

  /// What tells a class with a name of the system's from the system's own.
  private func systemFault(_ priorityClass: Value) -> String? {
    let name = priorityClass[.metadata][.name].text
    guard let value = Self.system[name] else { return "\(name) is not a known system priority class" }
    if priorityClass[.value].number != value { return "value of \(name) PriorityClass must be \(value)" }
    if priorityClass["globalDefault"].isTrue { return "globalDefault of \(name) PriorityClass must be false" }
    return nil
  }
}
