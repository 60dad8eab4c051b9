// What the API server does with Jobs.
import KubeObjects

struct JobRules: KindRules {
  var tracksGeneration: Bool { true }

  func prepareForCreate(_ job: inout Value) {
    job.remove(.status)
    if !job[.spec][.manualSelector].isTrue { Self.generateSelector(&job) }
  }

  func applyDefaults(_ job: inout Value) {
    job.amend(.spec) { spec in
      Self.defaultCounts(&spec)
      spec.setDefault(.completionMode, "NonIndexed")
      spec.setDefault(.manualSelector, false)
      spec.setDefault(.suspend, false)
      spec.setDefault(.podReplacementPolicy) { $0[.podFailurePolicy].isNull ? "TerminatingOrFailed" : "Failed" }
      PodDefaults.applyTemplate(&spec)
    }
    let labels = job[.spec][.template][.metadata][.labels]
    if !labels.fields.isEmpty, job[.metadata][.labels].fields.isEmpty { job[.metadata][.labels] = labels }
  }

  /// One pod that must succeed, unless something is said of either number.
  private static func defaultCounts(_ spec: inout Value) {
    if spec[.completions].isNull, spec[.parallelism].isNull { spec[.completions] = 1 }
    spec.setDefault(.parallelism, 1)
    let limitsByIndex = !spec[.backoffLimitPerIndex].isNull
    spec.setDefault(.backoffLimit, limitsByIndex ? 2_147_483_647 : 6)
  }

  /// The labels that tell this job's pods apart, and the selector for them.
  private static func generateSelector(_ job: inout Value) {
    let uid = job[.metadata][.uid]
    let name = job[.metadata][.name]
    job.amend(.spec) { spec in
      spec.amend(.template) { template in
        template[.metadata].setDefault(.labels, [:])
        template[.metadata].amend(.labels) { labels in
          for key in [Key.batchJobName, .jobName] { labels.setDefault(key, name) }
          for key in [Key.batchControllerUID, .controllerUID] { labels.setDefault(key, uid) }
        }
      }
      spec.setDefault(.selector, [:])
      spec[.selector].setDefault(.matchLabels, [:])
      spec[.selector][.matchLabels].setDefault(.batchControllerUID, uid)
    }
    if job[.metadata][.labels].fields.isEmpty { job[.metadata][.labels] = job[.spec][.template][.metadata][.labels] }
  }

  func validateStatusUpdate(_ object: Value, old: Value) -> [FieldError] {
    StatusValidation.check(object, old: old, .job)
  }

  func validate(_ job: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.check(job[.metadata], NameRules.dnsSubdomain, &findings)
    JobValidation.generatedLabels(job, &findings)
    JobValidation.spec(job[.spec], at: FieldPath("spec"), &findings)
    JobValidation.selector(job, &findings)
    JobValidation.names(job, &findings)
    return findings.errors
  }

  func validateUpdate(_ job: Value, old: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.checkUpdate(job[.metadata], old: old[.metadata], &findings)
    JobValidation.spec(job[.spec], at: FieldPath("spec"), &findings)
    JobValidation.selector(job, &findings)
    JobValidation.update(job, old: old, &findings)
    return findings.errors
  }
}
