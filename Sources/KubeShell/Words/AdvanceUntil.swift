// `advance until sts/web ready`: moves the cluster ahead to the moment when something is true.
import ClusterAPI
import KubeCommands
import KubeKinds
import KubeObjects
import SimCore

extension Session {
  /// Runs `advance until OBJECT CONDITION [LIMIT]`.
  func advance(until arguments: [String]) throws(Departure) -> Int32 {
    var words = arguments
    var limit = Timing.settleLimit
    if words.count > 2, let span = TimeSpan(wordText: words[words.count - 1]) {
      limit = span
      words.removeLast()
    }
    if words.count == 1, let subject { words.insert(subject, at: 0) }
    guard words.count == 2, case let parts = words[0].split(separator: "/").map(String.init), parts.count == 2 else {
      fail("advance: write what to wait for: advance until sts/web ready")
      return 1
    }
    if words[1] == "ready" || words[1] == "gone" { return try advance(parts, words[1], limit) }
    var status: Int32 = 1
    try runningAhead { () throws(Departure) in
      status = try run(words: ["wait", "--for=\(words[1])", words[0], "--timeout=\(limit.goText)"])
    }
    return status
  }

  private func advance(_ parts: [String], _ goal: String, _ limit: TimeSpan) throws(Departure) -> Int32 {
    guard let (kind, object) = object(parts[0], parts[1], of: goal == "gone" ? nil : "advance") else {
      return goal == "gone" ? 0 : 1
    }
    let start = context.api.now
    var isReached = goal == "ready" && Readiness.isReady(object)
    try runningAhead { () throws(Departure) in
      try interruptible { () throws(Interruption) in
        if !isReached { isReached = try follow(kind, object, goal, until: start + limit) }
      }
    }
    if isReached { return 0 }
    let name = "\(parts[0])/\(parts[1])"
    fail("advance: \(name) was not \(goal) within \(limit.goText); `why \(name)` may say why")
    return 1
  }

  private func follow(
    _ kind: Kind, _ object: Value, _ goal: String, until deadline: Instant
  ) throws(Interruption) -> Bool {
    let metadata = object[.metadata]
    let only = FieldSelector([.init(field: "metadata.name", isNegated: false, value: metadata[.name].text)])
    let namespace = kind.isNamespaced ? metadata[.namespace].text : nil
    let stream: any WatchStream
    do throws(APIStatus) {
      stream = try context.api.watch(kind, namespace: namespace, ListOptions(fieldSelector: only))
    } catch {
      fail("advance: \(error.message)")
      return false
    }
    while let event = try stream.next(until: deadline) {
      if event.change == .deleted { return goal == "gone" }
      if goal == "ready", Readiness.isReady(event.object) { return true }
    }
    return false
  }
}

/// Whether an object is as its spec wants it.
enum Readiness {
  static func isReady(_ object: Value) -> Bool {
    let status = object[.status]
    if !object[.metadata][.deletionTimestamp].isNull { return false }
    switch object[.kind].text {
    case "StatefulSet": return isRolledOut(object) && isUpdated(object)
    case "Deployment": return isRolledOut(object) && status[.updatedReplicas].number == wanted(object)
    case "ReplicaSet", "ReplicationController": return isRolledOut(object)
    case "DaemonSet":
      return isObserved(object) && status["numberReady"].number == status["desiredNumberScheduled"].number
    case "PersistentVolumeClaim": return status[.phase].text == "Bound"
    case "PersistentVolume": return ["Bound", "Available"].contains(status[.phase].text)
    case "Namespace": return status[.phase].text == "Active"
    case "Job": return hasCondition("Complete", object)
    case "Pod", "Node": return hasCondition("Ready", object)
    default: return status[.conditions].isNull || hasCondition("Ready", object)
    }
  }

  private static func wanted(_ object: Value) -> Int64 { object[.spec][.replicas].int ?? 1 }

  private static func isObserved(_ object: Value) -> Bool {
    object[.status][.observedGeneration].number >= object[.metadata][.generation].number
  }

  private static func isRolledOut(_ object: Value) -> Bool {
    let status = object[.status]
    return isObserved(object) && status[.readyReplicas].number == wanted(object)
      && status[.replicas].number == wanted(object)
  }

  /// Members from the partition on have the set's latest revision.
  private static func isUpdated(_ set: Value) -> Bool {
    let strategy = set[.spec][.updateStrategy]
    if strategy[.type].text == "OnDelete" { return true }
    let partition = strategy[.rollingUpdate][.partition].number
    return set[.status][.updatedReplicas].number >= max(0, wanted(set) - partition)
  }

  private static func hasCondition(_ type: String, _ object: Value) -> Bool {
    object[.status][.conditions].first(where: .type, is: type)?[.status].text == "True"
  }

  /// Whether every workload of a cluster is as it should be and no pod is on its way.
  static func isAtRest(_ api: any ClusterAPI) -> Bool {
    let workloads: [KindID] = [.statefulSet, .deployment, .daemonSet]
    return workloads.allSatisfy { objects(of: $0, api).allSatisfy(isReady) }
      && objects(of: .pod, api).allSatisfy(isSteady)
  }

  private static func objects(of id: KindID, _ api: any ClusterAPI) -> [Value] {
    guard let kind = api.catalog.kind(id) else { return [] }
    do throws(APIStatus) { return try api.list(kind, namespace: nil, ListOptions()).items } catch { return [] }
  }

  private static func isSteady(_ pod: Value) -> Bool {
    if !pod[.metadata][.deletionTimestamp].isNull { return false }
    switch pod[.status][.phase].text {
    case "Succeeded", "Failed": return true
    default: return hasCondition("Ready", pod)
    }
  }
}
