// What is wrong with the specification of Jobs, alone or as the template of CronJobs (pkg/apis/batch/validation).
import KubeObjects

enum JobValidation {
  /// What a Job and a template of Jobs have in common.
  static func spec(_ spec: Value, at path: FieldPath, _ findings: inout Findings) {
    for key in [Key.parallelism, .completions, .activeDeadlineSeconds, .backoffLimit, "ttlSecondsAfterFinished"] {
      findings.nonNegative(spec[key], at: path.child(key.text))
    }
    findings.nonNegative(spec[.backoffLimitPerIndex], at: path.child("backoffLimitPerIndex"))
    indexed(spec, at: path, &findings)
    if let policy = spec[.podReplacementPolicy].string {
      findings.oneOf(["Failed", "TerminatingOrFailed"], policy, at: path.child("podReplacementPolicy"))
    }
    let template = path.child("template")
    PodTemplateValidation.check(spec[.template], at: template, &findings)
    let restart = spec[.template][.spec][.restartPolicy].text
    if restart != "OnFailure", restart != "Never" {
      findings.add(
        FieldError(
          .required, template.child("spec").child("restartPolicy"),
          detail: "valid values: \"OnFailure\", \"Never\""))
    }
  }

  private static func indexed(_ spec: Value, at path: FieldPath, _ findings: inout Findings) {
    if let mode = spec[.completionMode].string {
      findings.oneOf(["NonIndexed", "Indexed"], mode, at: path.child("completionMode"))
    }
    guard spec[.completionMode] == "Indexed" else {
      if !spec[.backoffLimitPerIndex].isNull {
        findings.invalid(
          path.child("backoffLimitPerIndex"), spec[.backoffLimitPerIndex],
          "requires indexed completion mode")
      }
      return
    }
    if spec[.completions].isNull {
      findings.required(path.child("completions"), "when completion mode is Indexed")
    }
    if let parallelism = spec[.parallelism].int, parallelism > 100_000 {
      findings.invalid(
        path.child("parallelism"), .int(parallelism),
        "must be less than or equal to 100000 when completion mode is Indexed")
    }
  }

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
    if job[.spec][.manualSelector].isTrue { return }
    let labels = job[.spec][.template][.metadata][.labels]
    let wanted: [(Key, Value)] = [
      (.batchControllerUID, job[.metadata][.uid]), (.batchJobName, job[.metadata][.name]),
    ]
    for (key, value) in wanted where labels[key] != value {
      let path = FieldPath("spec.template.metadata.labels").key(key.text)
      if labels[key].isNull {
        findings.required(path, "must be '\(value.text)'")
      } else {
        findings.invalid(path, labels, "must be '\(value.text)'")
      }
    }
    let matches = LabelSelector(spec: job[.spec][.selector])?.matches(
      [.batchControllerUID: job[.metadata][.uid], .batchJobName: job[.metadata][.name]])
    if matches == false {
      findings.invalid(
        FieldPath("spec.selector"), shown: SelectorValidation.shown(job[.spec][.selector]),
        "`selector` not auto-generated")
    }
  }

  /// What of a Job can't be changed; the template can while the Job is suspended and has not run.
  static func update(_ job: Value, old: Value, _ findings: inout Findings) {
    let path = FieldPath("spec")
    let spec = job[.spec]
    let oldSpec = old[.spec]
    if spec[.completionMode] != "Indexed" || spec[.completions] != spec[.parallelism] {
      findings.immutable(spec[.completions], oldSpec[.completions], at: path.child("completions"))
    }
    findings.immutable(
      spec[.selector], oldSpec[.selector], as: "meta/v1.LabelSelector", at: path.child("selector"))
    findings.immutable(
      template(spec, old), oldSpec[.template], as: "core/v1.PodTemplateSpec", at: path.child("template"))
    findings.immutable(spec[.completionMode], oldSpec[.completionMode], at: path.child("completionMode"))
    findings.immutable(
      spec[.backoffLimitPerIndex], oldSpec[.backoffLimitPerIndex], at: path.child("backoffLimitPerIndex"))
  }

  private static func template(_ spec: Value, _ old: Value) -> Value {
    var template = spec[.template]
    guard old[.spec][.suspend].isTrue, old[.status][.startTime].isNull else { return template }
    let before = old[.spec][.template]
    for key in [Key.annotations, .labels] { template[.metadata].set(key, before[.metadata].fields[key]) }
    for key in [Key.nodeSelector, .affinity, .tolerations, "schedulingGates"] {
      template[.spec].set(key, before[.spec].fields[key])
    }
    return template
  }
}
