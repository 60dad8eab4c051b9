// What the API server does with configurations of webhooks (pkg/apis/admissionregistration/validation). They are kept,
// and nobody is asked: a simulated cluster has no network to ask over.
import KubeObjects

struct WebhookConfigurationRules: StatuslessRules {
  /// Whether the webhooks may change what they are asked about.
  let mutates: Bool

  var tracksGeneration: Bool { true }

  func changesGeneration(_ object: Value, old: Value) -> Bool { object["webhooks"] != old["webhooks"] }

  func applyDefaults(_ configuration: inout Value) {
    configuration.amendElements("webhooks") { hook in
      hook.setDefault("failurePolicy", "Fail")
      hook.setDefault("matchPolicy", "Equivalent")
      hook.setDefault("namespaceSelector", [:])
      hook.setDefault("objectSelector", [:])
      hook.setDefault("timeoutSeconds", 10)
      if mutates { hook.setDefault("reinvocationPolicy", "Never") }
      hook.amendElements("rules") { $0.setDefault("scope", "*") }
      hook.amend("clientConfig") { client in client.amend("service") { $0.setDefault("port", 443) } }
    }
  }

  func validate(_ configuration: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.check(configuration[.metadata], isNamespaced: false, NameRules.dnsSubdomain, &findings)
    check(configuration, &findings)
    return findings.errors
  }

  func validateUpdate(_ configuration: Value, old: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.checkUpdate(configuration[.metadata], old: old[.metadata], &findings)
    check(configuration, &findings)
    return findings.errors
  }

  private func check(_ configuration: Value, _ findings: inout Findings) {
    var names: Set<String> = []
    for (index, hook) in configuration["webhooks"].elements.enumerated() {
      let path = FieldPath("webhooks").index(index)
      self.hook(hook, at: path, &findings)
      versions(hook["admissionReviewVersions"], at: path.child("admissionReviewVersions"), &findings)
      let name = hook[.name].text
      if !name.isEmpty, !names.insert(name).inserted { findings.duplicate(path.child("name"), hook[.name]) }
    }
  }

  // MARK: One webhook

  private func hook(_ hook: Value, at path: FieldPath, _ findings: inout Findings) {
    AdmissionValidation.fullName(hook[.name].text, at: path.child("name"), &findings)
    for (index, rule) in hook["rules"].elements.enumerated() {
      AdmissionValidation.rule(rule, at: path.child("rules").index(index), &findings)
    }
    findings.among(["Fail", "Ignore"], hook["failurePolicy"].text, at: path.child("failurePolicy"))
    findings.among(["Equivalent", "Exact"], hook["matchPolicy"].text, at: path.child("matchPolicy"))
    let effects = hook["sideEffects"]
    if effects.isNull {
      findings.required(path.child("sideEffects"), "must specify one of None, NoneOnDryRun")
    } else {
      findings.among(["None", "NoneOnDryRun"], effects.text, at: path.child("sideEffects"))
    }
    if let seconds = hook["timeoutSeconds"].int, !(1...30).contains(seconds) {
      findings.invalid(
        path.child("timeoutSeconds"), .int(seconds), "the timeout value must be between 1 and 30 seconds")
    }
    for key: Key in ["namespaceSelector", "objectSelector"] where !hook[key].isNull {
      SelectorValidation.labels(hook[key], at: path.child(key.text), &findings)
    }
    if mutates {
      findings.among(["IfNeeded", "Never"], hook["reinvocationPolicy"].text, at: path.child("reinvocationPolicy"))
    }
    client(hook["clientConfig"], at: path.child("clientConfig"), &findings)
    AdmissionValidation.conditions(hook["matchConditions"], at: path.child("matchConditions"), &findings)
  }

  private func client(_ client: Value, at path: FieldPath, _ findings: inout Findings) {
    if client["url"].isNull == client["service"].isNull {
      findings.required(path, "exactly one of url or service is required")
    } else if let url = client["url"].string {
      WebhookTarget.checkURL(url, at: path.child("url"), &findings)
    } else {
      WebhookTarget.checkService(client["service"], at: path.child("service"), &findings)
    }
  }

  private static let reviews = ["v1", "v1beta1"]

  private func versions(_ versions: Value, at path: FieldPath, _ findings: inout Findings) {
    let all = Self.reviews.joined(separator: ", ")
    if versions.elements.isEmpty { return findings.required(path, "must specify one of \(all)") }
    var seen: Set<String> = []
    for (index, version) in versions.elements.enumerated() {
      if seen.insert(version.text).inserted {
        findings.check(version.text, at: path.index(index), NameRules.dns1035Label)
      } else {
        findings.invalid(path.index(index), version, "duplicate version")
      }
    }
    if seen.isDisjoint(with: Self.reviews) { findings.invalid(path, versions, "must include at least one of \(all)") }
  }
}
