// What the API server does with CronJobs.
import KubeObjects

struct CronJobRules: KindRules {
  var tracksGeneration: Bool { true }

  func applyDefaults(_ job: inout Value) {
    job.amend(.spec) { $0.amend(.jobTemplate) { $0.amend(.spec, PodDefaults.applyTemplate) } }
  }

  func validate(_ job: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.check(job[.metadata], NameRules.dnsSubdomain, &findings)
    checkSpec(job[.spec], &findings)
    let name = job[.metadata][.name].text
    if name.utf8.count > 52 {
      findings.invalid(FieldPath("metadata.name"), .string(name), "must be no more than 52 characters")
    }
    return findings.errors
  }

  func validateUpdate(_ job: Value, old: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.checkUpdate(job[.metadata], old: old[.metadata], &findings)
    checkSpec(job[.spec], &findings)
    return findings.errors
  }

  private func checkSpec(_ spec: Value, _ findings: inout Findings) {
    let path = FieldPath("spec")
    checkSchedule(spec["schedule"].text, at: path.child("schedule"), &findings)
    findings.nonNegative(spec["startingDeadlineSeconds"], at: path.child("startingDeadlineSeconds"))
    findings.oneOf(
      ["Allow", "Forbid", "Replace"], spec["concurrencyPolicy"].text, at: path.child("concurrencyPolicy"))
    let template = path.child("jobTemplate").child("spec")
    JobValidation.spec(spec[.jobTemplate][.spec], at: template, &findings)
    let selector = spec[.jobTemplate][.spec][.selector]
    if !selector.isNull {
      findings.invalid(
        template.child("selector"), shown: SelectorValidation.shown(selector), "`selector` will be auto-generated")
    }
    if spec[.jobTemplate][.spec][.manualSelector].isTrue {
      findings.notSupported(template.child("manualSelector"), true, ["nil", "false"])
    }
    findings.nonNegative(spec["successfulJobsHistoryLimit"], at: path.child("successfulJobsHistoryLimit"))
    findings.nonNegative(spec["failedJobsHistoryLimit"], at: path.child("failedJobsHistoryLimit"))
  }

  private func checkSchedule(_ text: String, at path: FieldPath, _ findings: inout Findings) {
    if text.isEmpty { return findings.required(path) }
    do throws(CronScheduleError) {
      _ = try CronSchedule(text)
    } catch {
      findings.invalid(path, .string(text), error.message)
    }
  }
}
