// Why a workload is not further along, as far as its pods tell: what all kinds of workloads say in the same words.
import KubeKinds
import KubeObjects
import SimCore

/// Sentences about one workload.
struct PodReasons {
  /// The workload.
  let subject: ObjectKey
  /// As commands name it: `deploy/front`.
  let name: String

  /// How many of the pods that hold something back are explained one by one.
  static let shown = 3

  init(_ subject: ObjectKey, shortName: String) {
    self.subject = subject
    name = "\(shortName)/\(subject.name)"
  }

  /// A command in the workload's namespace.
  func command(_ words: String) -> String {
    "kubectl \(words)" + (subject.namespace == "default" ? "" : " -n \(subject.namespace)")
  }

  func reason(_ rule: String, _ message: String, waitsFor: [ObjectKey] = [], _ remedies: [Remedy] = []) -> Reason {
    Reason(subject: subject, rule: rule, message: message, waitsFor: waitsFor, remedies: remedies)
  }

  /// Pods that run, or should, and are not ready for long enough; `nil` where there are none.
  func unready(_ pods: [PodView], minReady: TimeSpan, now: Instant) -> Reason? {
    let active = pods.filter(\.isActive).sorted { $0.key < $1.key }
    let waiting = active.filter { !$0.isAvailable(minReady, now) }
    guard !waiting.isEmpty else { return nil }
    let keys = waiting.filter { !$0.isReady }.map(\.key)
    if keys.isEmpty {
      let until = waiting.compactMap { $0.becomesAvailable(minReady, now) }.max() ?? now
      return reason(
        "MinReadySeconds",
        "\(Self.counted(waiting.count)) ready, but available only after \(minReady.goText); the last of them is at "
          + until.rfc3339)
    }
    return reason(
      "PodsNotReady", keys.count == active.count
        ? "\(Self.counted(keys.count)) not ready" : "\(keys.count) of \(Self.counted(active.count)) not ready",
      waitsFor: Array(keys.prefix(Self.shown)))
  }

  /// What the API server refused, with the quota that did where one did.
  func refusal(_ message: String) -> Reason {
    guard let range = message.firstRange(of: "exceeded quota: ") else {
      return reason("Refused", "the last try was refused: \(message)")
    }
    let quota = String(message[range.upperBound...].prefix { $0 != "," })
    return reason(
      "Quota", "the last try was refused: \(message)",
      waitsFor: [ObjectKey(.resourceQuota, subject.namespace, quota)],
      [Remedy(command("describe quota \(quota)"), "shows what is used and what is allowed")])
  }

  /// `1 pod is`, `3 pods are`.
  static func counted(_ number: Int) -> String { number == 1 ? "1 pod is" : "\(number) pods are" }
}
