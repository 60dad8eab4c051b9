// What the API server does with ReplicaSets and their predecessors.
import KubeObjects

struct ReplicaSetRules: KindRules {
  var tracksGeneration: Bool { true }

  func applyDefaults(_ set: inout Value) { set.amend(.spec, PodDefaults.applyTemplate) }

  func validateStatusUpdate(_ object: Value, old: Value) -> [FieldError] {
    StatusValidation.check(object, old: old, .replicaSet)
  }

  func validate(_ set: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.check(set[.metadata], NameRules.dnsSubdomain, &findings)
    Self.checkSpec(set[.spec], &findings)
    return findings.errors
  }

  func validateUpdate(_ set: Value, old: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.checkUpdate(set[.metadata], old: old[.metadata], &findings)
    Self.checkSpec(set[.spec], &findings)
    findings.immutable(
      set[.spec][.selector], old[.spec][.selector], as: "meta/v1.LabelSelector", at: FieldPath("spec.selector"))
    return findings.errors
  }

  private static func checkSpec(_ spec: Value, _ findings: inout Findings) {
    let path = FieldPath("spec")
    findings.nonNegative(spec[.replicas], at: path.child("replicas"))
    findings.nonNegative(spec[.minReadySeconds], at: path.child("minReadySeconds"))
    checkSelectorAndTemplate(spec, of: "deployment", at: path, &findings)
  }

  /// Selector and template, of a ReplicaSet or of a Deployment, which makes ReplicaSets.
  static func checkSelectorAndTemplate(
    _ spec: Value, of workload: String, at path: FieldPath, _ findings: inout Findings
  ) {
    PodTemplateValidation.selector(spec[.selector], at: path.child("selector"), of: workload, &findings)
    guard SelectorValidation.isUsable(spec[.selector]) else {
      return findings.invalid(
        path.child("selector"), shown: SelectorValidation.shown(spec[.selector]), "invalid label selector")
    }
    let path = path.child("template")
    PodTemplateValidation.match(spec[.selector], spec[.template], at: path, &findings)
    PodTemplateValidation.check(spec[.template], at: path, &findings)
    PodTemplateValidation.longRunning(
      spec[.template][.spec], at: path.child("spec"), of: "ReplicaSet", &findings)
  }
}

struct ReplicationControllerRules: KindRules {
  var tracksGeneration: Bool { true }

  /// Selector and labels are the template's where they are left out.
  func applyDefaults(_ controller: inout Value) {
    controller.amend(.spec, PodDefaults.applyTemplate)
    let labels = controller[.spec][.template][.metadata][.labels]
    guard !labels.fields.isEmpty else { return }
    if controller[.spec][.selector].fields.isEmpty { controller[.spec][.selector] = labels }
    if controller[.metadata][.labels].fields.isEmpty { controller[.metadata][.labels] = labels }
  }

  func validateStatusUpdate(_ object: Value, old: Value) -> [FieldError] {
    StatusValidation.check(object, old: old, .replicaSet)
  }

  func validate(_ controller: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.check(controller[.metadata], NameRules.dnsSubdomain, &findings)
    let spec = controller[.spec]
    let path = FieldPath("spec")
    findings.nonNegative(spec[.minReadySeconds], at: path.child("minReadySeconds"))
    if spec[.selector].fields.isEmpty { findings.required(path.child("selector")) }
    findings.nonNegative(spec[.replicas], at: path.child("replicas"))
    let template = path.child("template")
    if spec[.template].isNull {
      findings.required(template)
    } else {
      PodTemplateValidation.match([.matchLabels: spec[.selector]], spec[.template], at: template, &findings)
      PodTemplateValidation.check(spec[.template], at: template, &findings)
      PodTemplateValidation.longRunning(
        spec[.template][.spec], at: template.child("spec"), of: "ReplicationController", &findings)
    }
    return findings.errors
  }
}
