// How far a rollout is, in one line for a terminal: `web  ███░░  2 of 3 updated, 2 ready`.
import KubeKinds
import KubeObjects

enum RolloutBar {
  private static let width: Int64 = 20

  /// The line for a set, a deployment or a daemon set.
  static func text(_ object: Value) -> String {
    let status = object[.status]
    let isDaemonSet = object[.kind].text == "DaemonSet"
    let wanted = isDaemonSet ? status["desiredNumberScheduled"].number : object[.spec][.replicas].int ?? 1
    let updated = isDaemonSet ? status["updatedNumberScheduled"].number : status[.updatedReplicas].number
    let ready = isDaemonSet ? status["numberReady"].number : status[.readyReplicas].number
    let done = wanted > 0 ? min(width, width * min(updated, ready) / wanted) : width
    let bar = String(repeating: "█", count: Int(done)) + String(repeating: "░", count: Int(width - done))
    return "\(object[.metadata][.name].text)  \(bar)  \(updated) of \(wanted) updated, \(ready) ready"
  }
}
