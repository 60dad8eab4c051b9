// What happened to pods and claims between the steps of a script, seen by watching through the one door.
import ClusterAPI
import KubeKinds
import KubeObjects
import SimCore

/// Follows the pods and claims of a cluster and tells their story in words: `created web-0`, `ready web-0`.
final class ActivityLog {
  /// What has been told since the last `take`.
  private(set) var pods: [String] = []
  private(set) var claims: [String] = []
  private let api: any ClusterAPI
  private var podWatch: any WatchStream
  private var claimWatch: any WatchStream
  private var known: [ObjectKey: PodState] = [:]

  private struct PodState {
    var isReady = false
    var isTerminating = false
    var phase = ""

    init() {}

    init(_ pod: Value) {
      isReady = pod[.status][.conditions].first(where: .type, is: "Ready")?[.status].text == "True"
      isTerminating = !pod[.metadata][.deletionTimestamp].isNull
      phase = pod[.status][.phase].text
    }
  }

  /// Begins with what exists now.
  /// - Throws: when the cluster can't be watched.
  init(_ api: any ClusterAPI) throws(APIStatus) {
    self.api = api
    podWatch = try api.watch(api.kind(.pod), namespace: nil, ListOptions())
    claimWatch = try api.watch(api.kind(.persistentVolumeClaim), namespace: nil, ListOptions())
    catchUp()
    _ = take()
  }

  /// Reads what has happened so far; lets no time pass.
  func catchUp() {
    while let event = next(podWatch) { notePod(event) }
    while let event = next(claimWatch) { noteClaim(event) }
  }

  /// What has been told, once.
  func take() -> (pods: [String], claims: [String]) {
    defer { (pods, claims) = ([], []) }
    return (pods, claims)
  }

  private func next(_ watch: any WatchStream) -> WatchEvent? {
    do throws(Interruption) { return try watch.next(until: api.now) } catch { return nil }
  }

  private func notePod(_ event: WatchEvent) {
    let name = event.object[.metadata][.name].text
    let key = ObjectKey(.pod, event.object[.metadata][.namespace].text, name)
    switch event.change {
    case .added:
      pods.append("created \(name)")
      tell(name, from: PodState(), to: PodState(event.object))
      known[key] = PodState(event.object)
    case .modified:
      tell(name, from: known[key] ?? PodState(), to: PodState(event.object))
      known[key] = PodState(event.object)
    case .deleted:
      if known.removeValue(forKey: key)?.isTerminating != true { pods.append("terminating \(name)") }
      pods.append("deleted \(name)")
    case .bookmark, .error: break
    }
  }

  /// Tells what changed for a pod. What a pod does while it ends is part of its ending.
  private func tell(_ name: String, from old: PodState, to new: PodState) {
    if old.isTerminating { return }
    if new.isTerminating {
      pods.append("terminating \(name)")
    } else if new.phase != old.phase, new.phase == "Succeeded" || new.phase == "Failed" {
      pods.append("\(new.phase.lowercased()) \(name)")
    } else if new.isReady != old.isReady {
      pods.append("\(new.isReady ? "ready" : "unready") \(name)")
    }
  }

  private func noteClaim(_ event: WatchEvent) {
    let name = event.object[.metadata][.name].text
    if event.change == .added { claims.append("created \(name)") }
    if event.change == .deleted { claims.append("deleted \(name)") }
  }
}

extension ClusterAPI {
  /// A built-in kind, which every cluster offers.
  fileprivate func kind(_ id: KindID) -> Kind {
    guard let kind = catalog.kind(id) else { preconditionFailure("every cluster has the built-in kinds") }
    return kind
  }
}
