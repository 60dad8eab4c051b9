// What a Job says of pods that fail and of indexes that are enough (pkg/controller/job: pod_failure_policy.go,
// success_policy.go).
import KubeKinds
import KubeObjects

/// What a failed pod means for its Job.
struct JobVerdict: Equatable {
  /// Whether it counts towards `backoffLimit` and `backoffLimitPerIndex`.
  var counts = true
  /// Its index has failed, whatever may still be tried.
  var failsIndex = false
  /// Why the whole Job has failed.
  var failure: String?
}

struct JobFailurePolicy {
  private let rules: [Value]

  /// - Parameter policy: `podFailurePolicy`; without one every failure counts.
  init(_ policy: Value) { rules = policy["rules"].elements }

  /// What the first rule that fits a pod says of it.
  func verdict(_ pod: Value) -> JobVerdict {
    for (index, rule) in rules.enumerated() {
      guard let fault = fault(rule, pod) else { continue }
      switch rule[.action].text {
      case "Ignore": return JobVerdict(counts: false)
      case "FailIndex": return JobVerdict(failsIndex: true)
      case "FailJob": return JobVerdict(failure: "\(fault) matching FailJob rule at index \(index)")
      default: return JobVerdict()
      }
    }
    return JobVerdict()
  }

  /// What of a pod a rule is about; `nil` when the rule is not about it.
  private func fault(_ rule: Value, _ pod: Value) -> String? {
    let name = "\(pod[.metadata][.namespace].text)/\(pod[.metadata][.name].text)"
    if !rule["onExitCodes"].isNull {
      guard let container = container(rule["onExitCodes"], pod[.status]) else { return nil }
      let code = container[.state][.terminated][.exitCode].number
      return "Container \(container[.name].text) for pod \(name) failed with exit code \(code)"
    }
    let patterns = rule["onPodConditions"].elements
    let condition = pod[.status][.conditions].elements.first { condition in
      patterns.contains {
        $0[.type] == condition[.type] && ($0[.status].string ?? "True") == condition[.status].text
      }
    }
    return condition.map { "Pod \(name) has condition \($0[.type].text)" }
  }

  /// The first container that failed with one of the exit codes, or with another one.
  private func container(_ rule: Value, _ status: Value) -> Value? {
    let codes = rule[.values].elements.map(\.number)
    let isIn = rule[.operator] == "In"
    return (status[.containerStatuses].elements + status[.initContainerStatuses].elements).first { container in
      let end = container[.state][.terminated]
      guard !end.isNull, end[.exitCode].number != 0 else { return false }
      if let name = rule["containerName"].string, name != container[.name].text { return false }
      return codes.contains(end[.exitCode].number) == isIn
    }
  }
}

struct JobSuccessPolicy {
  private let rules: [Value]

  /// - Parameter policy: `successPolicy`; without one all indexes must succeed.
  init(_ policy: Value) { rules = policy["rules"].elements }

  /// The first rule that these indexes meet, in words; `nil` when they meet none.
  func met(by done: CompletionIndexes, of completions: Int64) -> String? {
    guard done.count > 0 else { return nil }
    let index = rules.firstIndex { rule in
      let count = rule["succeededCount"].int
      guard let text = rule["succeededIndexes"].string else { return count.map { done.count >= $0 } ?? false }
      let wanted = CompletionIndexes(text, below: completions)
      return wanted.count > 0 && wanted.count(in: done) >= Int(count ?? Int64(wanted.count))
    }
    return index.map { "Matched rules at index \($0)" }
  }
}
