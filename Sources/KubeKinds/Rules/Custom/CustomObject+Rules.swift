// What the API server does with objects of kinds that custom resource definitions declare.
import KubeObjects

/// The rules of one version of a custom kind.
public struct CustomObjectRules: KindRules {
  let version: CustomVersion
  let isNamespaced: Bool

  public init(_ version: CustomVersion, isNamespaced: Bool) {
    self.version = version
    self.isNamespaced = isNamespaced
  }

  public var tracksGeneration: Bool { true }

  /// Everything but metadata counts, and the status only where it can't be written apart.
  public func changesGeneration(_ object: Value, old: Value) -> Bool {
    Self.content(object, version) != Self.content(old, version)
  }

  private static func content(_ object: Value, _ version: CustomVersion) -> Object {
    var content = object.fields
    content.remove(.metadata)
    content.remove(.apiVersion)
    if version.hasStatus { content.remove(.status) }
    return content
  }

  public func prepareForCreate(_ object: inout Value) {
    if version.hasStatus { object.remove(.status) }
  }

  public func prepareForUpdate(_ object: inout Value, old: Value) {
    if version.hasStatus { object.set(.status, old.fields[.status]) }
  }

  public func prepareForStatusUpdate(_ object: inout Value, old: Value) {
    let status = object.fields[.status]
    let fields = object[.metadata].fields[.managedFields]
    object = old
    object.set(.status, status)
    object[.metadata].set(.managedFields, fields)
  }

  public func validate(_ object: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.check(
      object[.metadata], isNamespaced: isNamespaced, NameRules.dnsSubdomain, &findings)
    checkContent(object, old: nil, &findings)
    return findings.errors
  }

  public func validateUpdate(_ object: Value, old: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.checkUpdate(object[.metadata], old: old[.metadata], &findings)
    checkContent(object, old: old, &findings)
    return findings.errors
  }

  /// A status has a schema as everything else has.
  public func validateStatusUpdate(_ object: Value, old: Value) -> [FieldError] {
    validateUpdate(object, old: old)
  }

  /// Rules that an unchanged value does not keep.
  public func warnings(_ object: Value, old: Value?) -> [String] {
    guard let old, version.schema.hasRules else { return [] }
    return CustomRuleCheck(object, old: old, version.schema).kept.errors.map(\.message)
  }

  private func checkContent(_ object: Value, old: Value?, _ findings: inout Findings) {
    let (own, isBlocked) = CustomValidator.check(object, old: old, version.schema)
    findings.add(own)
    if let scale = version.scale { Self.checkScale(object, scale, &findings) }
    checkDuplicates(object, old: old, &findings)
    guard version.schema.hasRules else { return }
    if isBlocked {
      findings.invalid(
        FieldPath("<nil>"), "null",
        "some validation rules were not checked because the object was invalid; "
          + "correct the existing errors to complete validation")
    } else {
      findings.add(CustomRuleCheck(object, old: old, version.schema).findings)
    }
  }

  /// Elements that are there twice in lists that are sets or maps. Where there were such before, more may come.
  private func checkDuplicates(_ object: Value, old: Value?, _ findings: inout Findings) {
    var found = Findings()
    CustomValidator.duplicates(object, version.schema, at: FieldPath(), &found)
    if let old, !found.isEmpty {
      var before = Findings()
      CustomValidator.duplicates(old, version.schema, at: FieldPath(), &before)
      guard before.isEmpty else { return }
    }
    findings.add(found)
  }

  /// Sizes are counts.
  private static func checkScale(_ object: Value, _ scale: CustomVersion.Scale, _ findings: inout Findings) {
    for path in [scale.replicas, scale.currentReplicas] {
      guard let count = object[path: path].int else { continue }
      let field = FieldPath(path.map { ".\($0.text)" }.joined())
      if count < 0 { findings.invalid(field, .int(count), "should be a non-negative integer") }
      if count > Int64(Int32.max) {
        findings.invalid(field, .int(count), "should be less than or equal to 2147483647")
      }
    }
  }
}
