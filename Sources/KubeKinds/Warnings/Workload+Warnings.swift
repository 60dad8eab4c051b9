// What the authors of workloads and pods are warned of (the strategies in pkg/registry).
import KubeObjects

/// Warnings that workloads have in common.
private enum WorkloadWarnings {
  private static let template = FieldPath("spec.template")

  /// Warnings of the template, unless the write leaves it as it was.
  static func template(_ object: Value, _ old: Value?) -> [String] {
    if let old, old[.spec][.template] == object[.spec][.template] { return [] }
    return PodWarnings.template(object[.spec][.template], at: template)
  }

  /// Names that pods will take their names from had better be labels.
  static func name(_ object: Value, usedIn use: String) -> [String] {
    let complaints = NameRules.dnsLabel(object[.metadata][.name].text)
    if complaints.isEmpty { return [] }
    return [
      "metadata.name: this is used in \(use), which can result in surprising behavior; a DNS label is recommended: "
        + "[\(complaints.joined(separator: " "))]"
    ]
  }

  static let podNames = "Pod names and hostnames"
}

extension PodRules {
  func warningsAsWritten(_ pod: Value) -> [String] {
    AppArmorProfiles.deprecated(pod).map { name in
      "\(FieldPath("metadata.annotations").key(name)): \(AppArmorProfiles.advice)"
    }
  }

  func warnings(_ pod: Value, old: Value?) -> [String] {
    if old != nil { return [] }
    return WorkloadWarnings.name(pod, usedIn: "the Pod's hostname") + PodWarnings.pod(pod)
  }
}

extension StatefulSetRules {
  func warnings(_ set: Value, old: Value?) -> [String] {
    if let old, old[.spec] == set[.spec] { return [] }
    var warnings = WorkloadWarnings.template(set, nil)
    for (index, claim) in set[.spec][.volumeClaimTemplates].elements.enumerated() {
      warnings += ClaimWarnings.spec(
        claim[.spec], at: FieldPath("spec.volumeClaimTemplates").index(index).child("Spec"))
    }
    if set[.spec][.revisionHistoryLimit].number < 0 {
      warnings.append(
        "spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended")
    }
    return warnings
  }
}

extension DeploymentRules {
  func warnings(_ deployment: Value, old: Value?) -> [String] {
    let name = old == nil ? WorkloadWarnings.name(deployment, usedIn: WorkloadWarnings.podNames) : []
    return name + WorkloadWarnings.template(deployment, old)
  }
}

extension ReplicaSetRules {
  func warnings(_ set: Value, old: Value?) -> [String] {
    let name = old == nil ? WorkloadWarnings.name(set, usedIn: WorkloadWarnings.podNames) : []
    return name + WorkloadWarnings.template(set, old)
  }
}

extension ReplicationControllerRules {
  func warnings(_ controller: Value, old: Value?) -> [String] {
    let name = old == nil ? WorkloadWarnings.name(controller, usedIn: WorkloadWarnings.podNames) : []
    return name + WorkloadWarnings.template(controller, old)
  }
}

extension DaemonSetRules {
  func warnings(_ set: Value, old: Value?) -> [String] { WorkloadWarnings.template(set, old) }
}

extension JobRules {
  private static let manyCompletions: Int64 = 100_000
  private static let manyParallel: Int64 = 10_000

  func warnings(_ job: Value, old: Value?) -> [String] {
    let name = old == nil ? WorkloadWarnings.name(job, usedIn: WorkloadWarnings.podNames) : []
    let template = WorkloadWarnings.template(job, old)
    return old == nil ? name + Self.sizes(job[.spec], at: FieldPath("spec")) + template : template
  }

  /// Indexed jobs beyond what the control plane keeps up with.
  static func sizes(_ spec: Value, at path: FieldPath) -> [String] {
    guard spec[.completionMode] == "Indexed", spec[.completions].number > manyCompletions,
      spec[.parallelism].number > manyParallel
    else { return [] }
    return [
      "\(path): In Indexed Jobs with a number of completions higher than 10^5 and parallelism higher than 10^4 there "
        + "is a risk of failures."
    ]
  }
}

extension CronJobRules {
  func warnings(_ job: Value, old: Value?) -> [String] {
    var warnings = old == nil ? WorkloadWarnings.name(job, usedIn: WorkloadWarnings.podNames) : []
    let template = job[.spec][.jobTemplate][.spec][.template]
    if old?[.spec][.jobTemplate][.spec][.template] != template {
      warnings += PodWarnings.template(template, at: FieldPath("spec.jobTemplate.spec.template"))
    }
    if job[.spec]["schedule"].text.contains("TZ"), old?[.spec] != job[.spec] {
      warnings.append(
        "CRON_TZ or TZ used in spec.schedule is not officially supported, see "
          + "https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ for more details")
    }
    return warnings
  }
}
