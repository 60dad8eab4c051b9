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
    checkSpec(job[.spec], old: nil, &findings)
    let name = job[.metadata][.name].text
    if name.utf8.count > 52 {
      findings.invalid(FieldPath("metadata.name"), .string(name), "must be no more than 52 characters")
    }
    return findings.errors
  }

  func validateUpdate(_ job: Value, old: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.checkUpdate(job[.metadata], old: old[.metadata], &findings)
    checkSpec(job[.spec], old: old[.spec], &findings)
    return findings.errors
  }

  private func checkSpec(_ spec: Value, old: Value?, _ findings: inout Findings) {
    let path = FieldPath("spec")
    checkSchedule(spec, mayNameZone: old?["schedule"].text.contains("TZ") ?? false, &findings)
    findings.nonNegative(spec["startingDeadlineSeconds"], at: path.child("startingDeadlineSeconds"))
    if old?["timeZone"] != spec["timeZone"] { checkZone(spec["timeZone"], at: path.child("timeZone"), &findings) }
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

  private func checkSchedule(_ spec: Value, mayNameZone: Bool, _ findings: inout Findings) {
    let text = spec["schedule"].text
    let path = FieldPath("spec.schedule")
    if text.isEmpty { return findings.required(path) }
    do throws(CronScheduleError) {
      _ = try CronSchedule(text)
    } catch {
      findings.invalid(path, .string(text), error.message)
    }
    guard text.contains("TZ") else { return }
    if !mayNameZone {
      findings.invalid(
        path, .string(text), "cannot use TZ or CRON_TZ in schedule, use timeZone field instead")
    } else if !spec["timeZone"].isNull {
      findings.invalid(
        path, .string(text), "cannot use both timeZone field and TZ or CRON_TZ in schedule")
    }
  }

  /// A time zone of which there is a name.
  private func checkZone(_ zone: Value, at path: FieldPath, _ findings: inout Findings) {
    guard let name = zone.string else { return }
    if name.isEmpty { return findings.invalid(path, zone, "timeZone must be nil or non-empty string") }
    let isWellFormed = name.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
      ![".", ".."].contains(part) && !part.hasPrefix("-") && (1...14).contains(part.utf8.count)
        && part.utf8.allSatisfy { byte in
          (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte & ~32) || (48...57).contains(byte)
            || ".-_+".utf8.contains(byte)
        }
    }
    if !isWellFormed { return findings.invalid(path, zone, "unknown time zone \(name)") }
    if name.lowercased() == "local" {
      findings.invalid(
        path, zone, "timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones")
    }
    if name != "Local", !TimeZones.contains(name) { findings.invalid(path, zone, "unknown time zone \(name)") }
  }
}
