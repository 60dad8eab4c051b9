// What the API server does with volumes and claims of them.
import KubeObjects

struct PersistentVolumeRules: KindRules {
  func prepareForCreate(_ volume: inout Value) {
    volume[.status] = [.phase: "Pending", .lastPhaseTransitionTime: volume[.metadata][.creationTimestamp]]
  }
}

struct PersistentVolumeClaimRules: KindRules {}
