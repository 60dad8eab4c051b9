// Answers `why` for ReplicaSets and ReplicationControllers.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore

extension ReplicaSetController {
  public func reasons(for key: ObjectKey) -> [Reason] {
    guard key.kind == kind, let set = registry.store.object(key) else { return [] }
    let words = PodReasons(key, shortName: flavor == .replicaSet ? "rs" : "rc")
    let minReady = TimeSpan.seconds(set[.spec][.minReadySeconds].number)
    let unready = words.unready(pods.owned(by: set[.metadata][.uid].text), minReady: minReady, now: registry.now)
    return [failures[key].map { words.refusal($0.message) }, unready].compactMap { $0 }
  }
}
