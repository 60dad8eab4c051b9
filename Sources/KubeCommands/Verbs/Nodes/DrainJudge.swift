// Which pods of a node drain may make go, by the flags it was given (k8s.io/kubectl pkg/drain, filters.go).
import ClusterAPI
import KubeKinds
import KubeObjects
import SimCore

/// What is to become of one pod.
enum DrainVerdict {
  /// It goes, with a warning where one is due.
  case delete(warning: String?)
  /// It stays, with a warning where one is due.
  case skip(warning: String?)
  /// Nothing goes on because of it.
  case refuse(String)
}

struct DrainJudge {
  let line: CommandLine
  let context: CommandContext

  func verdict(_ info: ResourceInfo) throws -> DrainVerdict {
    let pod = info.object ?? .null
    if skipsWaiting(for: pod) { return .skip(warning: nil) }
    let isFinished = ["Succeeded", "Failed"].contains(pod[.status][.phase].text)
    if !isFinished, let owner = pod.controllerReference, owner[.kind].text == "DaemonSet" {
      return try daemonVerdict(info, owner[.name].text)
    }
    if !pod[.metadata][.annotations]["kubernetes.io/config.mirror"].isNull { return .skip(warning: nil) }
    if isFinished { return .delete(warning: nil) }
    if hasLocalStorage(pod), !line[Drain.deleteEmptyDir] {
      return .refuse("Pods with local storage (use --delete-emptydir-data to override)")
    }
    if pod.controllerReference != nil { return .delete(warning: nil) }
    if line[Drain.force] { return .delete(warning: "deleting Pods that declare no controller") }
    return .refuse("Pods that declare no controller (use --force to override)")
  }

  /// Whether the pod has been ending for longer than anybody wants to wait.
  func skipsWaiting(for pod: Value) -> Bool {
    let limit = line[Drain.skipWait]
    guard limit > 0, let since = Instant(rfc3339: pod[.metadata][.deletionTimestamp].text) else { return false }
    return context.api.now - since > .seconds(Int64(limit))
  }

  private func daemonVerdict(_ info: ResourceInfo, _ owner: String) throws -> DrainVerdict {
    guard let kind = context.api.catalog.kind(.daemonSet) else { return .delete(warning: nil) }
    do throws(APIStatus) {
      _ = try context.api.get(kind, namespace: info.namespace, name: owner, subresource: nil)
    } catch {
      if error.reason == .notFound, line[Drain.force] { return .delete(warning: error.message) }
      return .refuse(error.message)
    }
    if line[Drain.ignoreDaemonSets] { return .skip(warning: "ignoring DaemonSet-managed Pods") }
    return .refuse("DaemonSet-managed Pods (use --ignore-daemonsets to ignore)")
  }

  private func hasLocalStorage(_ pod: Value) -> Bool {
    pod[.spec][.volumes].elements.contains { !$0["emptyDir"].isNull }
  }
}

/// The verdicts on all pods of a node.
struct DrainVerdicts {
  var items: [(pod: ResourceInfo, verdict: DrainVerdict)]

  var deletable: [ResourceInfo] {
    items.compactMap { if case .delete = $0.verdict { $0.pod } else { nil } }
  }

  var warnings: String {
    grouped { verdict in
      switch verdict {
      case .delete(let warning), .skip(let warning): warning
      case .refuse: nil
      }
    }.joined(separator: "; ")
  }

  func throwErrors() throws(CommandError) {
    let failures = FailureList()
    for text in grouped({ if case .refuse(let reason) = $0 { reason } else { nil } }) {
      failures.add(CommandError.text("cannot delete \(text)"))
    }
    try failures.throwIfAny()
  }

  /// `reason: namespace/pod, namespace/pod`, in the order in which reasons first come up.
  private func grouped(_ reason: (DrainVerdict) -> String?) -> [String] {
    var reasons: [(text: String, pods: [String])] = []
    for (pod, verdict) in items {
      guard let text = reason(verdict) else { continue }
      let name = "\(pod.namespace)/\(pod.name)"
      if let index = reasons.firstIndex(where: { $0.text == text }) {
        reasons[index].pods.append(name)
      } else {
        reasons.append((text, [name]))
      }
    }
    return reasons.map { "\($0.text): \($0.pods.joined(separator: ", "))" }
  }
}
