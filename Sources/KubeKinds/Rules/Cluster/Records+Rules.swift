// What the API server does with kinds that other programs keep records in: revisions, leases, events.
import KubeObjects

struct ControllerRevisionRules: StatuslessRules {
  func validate(_ revision: Value) -> [FieldError] {
    var findings = Findings()
    check(revision, &findings)
    return findings.errors
  }

  func validateUpdate(_ revision: Value, old: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.checkUpdate(revision[.metadata], old: old[.metadata], &findings)
    check(revision, &findings)
    findings.immutable(revision[.data], old[.data], at: FieldPath("data"))
    return findings.errors
  }

  private func check(_ revision: Value, _ findings: inout Findings) {
    MetadataValidation.check(revision[.metadata], NameRules.dnsSubdomain, &findings)
    if revision[.data].isNull { findings.required(FieldPath("data"), "data is mandatory") }
    findings.nonNegative(revision[.revision], at: FieldPath("revision"))
  }
}

struct LeaseRules: StatuslessRules {
  func validate(_ lease: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.check(lease[.metadata], NameRules.dnsSubdomain, &findings)
    let spec = lease[.spec]
    let path = FieldPath("spec")
    if let seconds = spec["leaseDurationSeconds"].int, seconds <= 0 {
      findings.invalid(path.child("leaseDurationSeconds"), .int(seconds), "must be greater than 0")
    }
    if let count = spec["leaseTransitions"].int, count < 0 {
      findings.invalid(path.child("leaseTransitions"), .int(count), "must be greater than or equal to 0")
    }
    return findings.errors
  }
}

/// Rules of events, which come by the thousand and are kept as they are written.
struct EventRules: StatuslessRules {}
