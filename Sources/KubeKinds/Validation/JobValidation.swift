// What is wrong with the specification of Jobs, alone or as the template of CronJobs (pkg/apis/batch/validation).
import KubeObjects

enum JobValidation {
  /// What a Job and a template of Jobs have in common.
  static func spec(_ spec: Value, at path: FieldPath, _ findings: inout Findings) {
    for key in [Key.parallelism, .completions, .activeDeadlineSeconds, .backoffLimit, "ttlSecondsAfterFinished"] {
      findings.nonNegative(spec[key], at: path.child(key.text))
    }
    findings.nonNegative(spec[.backoffLimitPerIndex], at: path.child("backoffLimitPerIndex"))
    failedIndexes(spec, at: path, &findings)
    if let manager = spec["managedBy"].string {
      findings.domainPath(manager, at: path.child("managedBy"))
      if manager.utf8.count > 63 { findings.add(.tooLong(path.child("managedBy"), maximum: 63)) }
    }
    completion(spec, at: path, &findings)
    JobPolicyValidation.failure(spec, at: path.child("podFailurePolicy"), &findings)
    JobPolicyValidation.success(spec, at: path.child("successPolicy"), &findings)
    if let policy = spec[.podReplacementPolicy].string {
      let allowed = spec[.podFailurePolicy].isNull ? ["Failed", "TerminatingOrFailed"] : ["Failed"]
      findings.among(allowed, policy, at: path.child("podReplacementPolicy"))
    }
    let template = path.child("template")
    PodTemplateValidation.check(spec[.template], at: template, &findings)
    restart(spec, at: template.child("spec").child("restartPolicy"), &findings)
  }

  private static func failedIndexes(_ spec: Value, at path: FieldPath, _ findings: inout Findings) {
    if spec[.maxFailedIndexes].isNull { return }
    findings.nonNegative(spec[.maxFailedIndexes], at: path.child("maxFailedIndexes"))
    if spec[.backoffLimitPerIndex].isNull {
      findings.required(path.child("backoffLimitPerIndex"), "when maxFailedIndexes is specified")
    }
  }

  /// Pods of Jobs come to an end.
  private static func restart(_ spec: Value, at path: FieldPath, _ findings: inout Findings) {
    let policy = spec[.template][.spec][.restartPolicy].text
    switch policy {
    case "", "Always": findings.required(path, "valid values: \"OnFailure\", \"Never\"")
    case "OnFailure":
      if spec[.podFailurePolicy].isNull { return }
      findings.invalid(path, .string(policy), "only \"Never\" is supported when podFailurePolicy is specified")
    default: findings.among(["OnFailure", "Never"], policy, at: path)
    }
  }

  private static func completion(_ spec: Value, at path: FieldPath, _ findings: inout Findings) {
    if let mode = spec[.completionMode].string {
      findings.among(["NonIndexed", "Indexed"], mode, at: path.child("completionMode"))
    }
    switch spec[.completionMode].text {
    case "Indexed": indexed(spec, at: path, &findings)
    case "", "NonIndexed":
      for key in [Key.backoffLimitPerIndex, .maxFailedIndexes] where !spec[key].isNull {
        findings.invalid(path.child(key.text), spec[key], "requires indexed completion mode")
      }
    default: return
    }
  }

  /// Many indexes are a burden to the control plane.
  private static func indexed(_ spec: Value, at path: FieldPath, _ findings: inout Findings) {
    func atMost(_ key: Key, _ limit: Int64, _ when: String) {
      guard let number = spec[key].int, number > limit else { return }
      findings.invalid(path.child(key.text), .int(number), "must be less than or equal to \(limit)\(when)")
    }
    let completions = spec[.completions].int
    if completions == nil { findings.required(path.child("completions"), "when completion mode is Indexed") }
    atMost(.parallelism, 100_000, " when completion mode is Indexed")
    if let failed = spec[.maxFailedIndexes].int, let completions, failed > completions {
      findings.invalid(path.child("maxFailedIndexes"), .int(failed), "must be less than or equal to completions")
    }
    atMost(.maxFailedIndexes, 100_000, "")
    guard let completions, completions > 100_000, !spec[.backoffLimitPerIndex].isNull else { return }
    if spec[.maxFailedIndexes].isNull {
      findings.required(path.child("maxFailedIndexes"), "must be specified when completions is above 100000")
    }
    for key in [Key.parallelism, .maxFailedIndexes] {
      atMost(key, 10_000, " when completions are above 100000 and used with backoff limit per index")
    }
  }
}

// MARK: Jobs

extension JobValidation {
  /// The selector of a Job and the labels that the pods of it get.
  static func selector(_ job: Value, _ findings: inout Findings) {
    let spec = job[.spec]
    let path = FieldPath("spec")
    if spec[.selector].isNull {
      findings.required(path.child("selector"))
    } else {
      SelectorValidation.labels(spec[.selector], at: path.child("selector"), &findings)
    }
    if SelectorValidation.isUsable(spec[.selector]) {
      PodTemplateValidation.match(spec[.selector], spec[.template], at: path.child("template"), &findings)
    }
  }

  /// Labels that a Job makes for itself can't be taken.
  static func generatedLabels(_ job: Value, _ findings: inout Findings) {
    if job[.spec][.manualSelector].isTrue || job[.spec][.selector].isNull { return }
    let labels = job[.spec][.template][.metadata][.labels]
    let (uid, name) = (job[.metadata][.uid], job[.metadata][.name])
    let wanted: [(Key, Value)] = [
      (.controllerUID, uid), (.jobName, name), (.batchControllerUID, uid), (.batchJobName, name),
    ]
    for (key, value) in wanted where labels[key] != value {
      let path = FieldPath("spec.template.metadata.labels").key(key.text)
      if labels[key].isNull {
        findings.required(path, "must be '\(value.text)'")
      } else {
        findings.invalid(path, labels, "must be '\(value.text)'")
      }
    }
    var generated: Value = [:]
    for (key, value) in wanted { generated[key] = value }
    if LabelSelector(spec: job[.spec][.selector])?.matches(generated) == false {
      findings.invalid(
        FieldPath("spec.selector"), shown: SelectorValidation.shown(job[.spec][.selector]),
        "`selector` not auto-generated")
    }
  }

  /// The pods of an indexed Job are named after it and their index.
  static func names(_ job: Value, _ findings: inout Findings) {
    let spec = job[.spec]
    guard spec[.completionMode] == "Indexed", let completions = spec[.completions].int, completions > 0 else { return }
    let name = job[.metadata][.name]
    let longest = "\(name.text)-\(completions - 1)"
    if NameRules.dnsLabel(longest).isEmpty { return }
    findings.invalid(
      FieldPath("metadata.name"), name, "will not able to create pod with invalid DNS label: \(longest)")
  }

  /// What of a Job can't be changed; the template can while the Job is suspended and has not run.
  static func update(_ job: Value, old: Value, _ findings: inout Findings) {
    let path = FieldPath("spec")
    let spec = job[.spec]
    let oldSpec = old[.spec]
    if spec[.completionMode] != "Indexed" {
      findings.immutable(spec[.completions], oldSpec[.completions], at: path.child("completions"))
    } else if spec[.completions] != oldSpec[.completions], !spec[.completions].isNull,
      spec[.completions] != spec[.parallelism]
    {
      findings.invalid(
        path.child("completions"), spec[.completions], "can only be modified in tandem with spec.parallelism")
    }
    let kept: [(Key, Value, String?)] = [
      (.selector, oldSpec[.selector], "meta/v1.LabelSelector"),
      (.template, template(spec, old), "core/v1.PodTemplateSpec"), (.completionMode, oldSpec[.completionMode], nil),
      (.podFailurePolicy, oldSpec[.podFailurePolicy], "batch/v1.PodFailurePolicy"),
      (.backoffLimitPerIndex, oldSpec[.backoffLimitPerIndex], nil), ("managedBy", oldSpec["managedBy"], nil),
      ("successPolicy", oldSpec["successPolicy"], "batch/v1.SuccessPolicy"),
    ]
    for (key, before, type) in kept {
      let path = path.child(key.text)
      if let type, !spec[key].isNull {
        findings.immutable(spec[key], before, as: type, at: path)
      } else {
        findings.immutable(spec[key], before, at: path)
      }
    }
  }

  /// The old template with what may change of it as it is to be.
  private static func template(_ spec: Value, _ old: Value) -> Value {
    var template = old[.spec][.template]
    guard old[.spec][.suspend].isTrue, old[.status][.startTime].isNull else { return template }
    let new = spec[.template]
    for key in [Key.annotations, .labels] { template[.metadata].set(key, new[.metadata].fields[key]) }
    if template[.metadata].fields.isEmpty, new[.metadata].isNull { template.remove(.metadata) }
    for key in [Key.nodeSelector, .tolerations, "schedulingGates"] {
      template[.spec].set(key, new[.spec].fields[key])
    }
    let affinity = new[.spec][.affinity]
    if !affinity.isNull {
      if template[.spec][.affinity].isNull { template[.spec][.affinity] = [:] }
      template[.spec][.affinity].set(.nodeAffinity, affinity.fields[.nodeAffinity])
    } else if template[.spec][.affinity].fields.keys.allSatisfy({ $0 == .nodeAffinity }) {
      template[.spec].remove(.affinity)
    }
    return template
  }
}
