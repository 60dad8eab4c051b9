// What the API server does with StatefulSets.
import KubeObjects

struct StatefulSetRules: KindRules {
  var tracksGeneration: Bool { true }

  func prepareForCreate(_ set: inout Value) {
    set.remove(.status)
    Self.dropDisabledFields(&set)
  }

  func prepareForUpdate(_ set: inout Value, old: Value) {
    set.set(.status, old.fields[.status])
    Self.dropDisabledFields(&set)
  }

  func applyDefaults(_ set: inout Value) {
    set.amend(.spec) { spec in
      Self.defaultStrategy(&spec)
      PodDefaults.applyTemplate(&spec)
      spec.amendElements(.volumeClaimTemplates) { claim in
        claim.setDefault(.apiVersion, "v1")
        claim.setDefault(.kind, "PersistentVolumeClaim")
      }
    }
  }

  /// A strategy that names no type is a rolling update of all members. One that names the type keeps what it says:
  /// `rollout status` words a rollout by whether there is a partition.
  private static func defaultStrategy(_ spec: inout Value) {
    spec.amend(.updateStrategy) { strategy in
      guard strategy[.type].text.isEmpty else { return }
      strategy[.type] = "RollingUpdate"
      strategy.setDefault(.rollingUpdate, [.partition: 0])
    }
  }

  /// `maxUnavailable` is an alpha feature that is off: what is written there is lost.
  private static func dropDisabledFields(_ set: inout Value) {
    set.amend(.spec) { $0.amend(.updateStrategy) { $0.amend(.rollingUpdate) { $0.remove(.maxUnavailable) } } }
  }
}
