// Pods: readiness, the one word that says how a pod is doing, and restarts.
import KubeKinds
import KubeObjects
import SimCore

extension KindColumns {
  public static let pod = KindColumns(
    [
      Column("Name", isName: true) { $0.pod.name },
      Column("Ready") { "\($0.summary.ready)/\($0.summary.total)" },
      Column("Status") { .text($0.summary.status) },
      Column("Restarts") { .text($0.restarts) },
      Column("Age") { $0.pod.age },
      .wide("IP") { .text($0.pod[.status][.podIPs].elements.first?[.ip] ?? .null, or: "<none>") },
      .wide("Node") { .text($0.pod[.spec][.nodeName], or: "<none>") },
      .wide("Nominated Node") { .text($0.pod[.status][.nominatedNodeName], or: "<none>") },
      .wide("Readiness Gates") { .text($0.readinessGates) },
    ],
    row: PodRow.init)
}

private struct PodRow: Sendable {
  let pod: PrintedObject
  let summary: PodSummary

  init(_ pod: PrintedObject) {
    self.pod = pod
    summary = PodSummary(pod.value)
  }

  /// `3 (5s ago)`: the count, and when the last of them ended.
  var restarts: String {
    guard summary.restarts != 0, let last = summary.lastRestart else { return String(summary.restarts) }
    return "\(summary.restarts) (\(Age.text(pod.now - last)) ago)"
  }

  /// How many of the pod's own readiness conditions hold.
  var readinessGates: String {
    let gates = pod[.spec][.readinessGates].elements
    if gates.isEmpty { return "<none>" }
    let conditions = pod[.status][.conditions]
    let met = gates.filter {
      conditions.first(where: .type, is: $0[.conditionType].text)?[.status].string == "True"
    }
    return "\(met.count)/\(gates.count)"
  }
}
