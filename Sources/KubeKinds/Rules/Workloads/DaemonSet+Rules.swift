// What the API server does with DaemonSets.
import KubeObjects

struct DaemonSetRules: KindRules {
  static let templateGeneration: Key = "deprecated.daemonset.template.generation"

  var tracksGeneration: Bool { true }

  /// An annotation counts the changes of the template, as a field once did.
  func prepareForCreate(_ set: inout Value) {
    set.remove(.status)
    set[.metadata][.annotations][Self.templateGeneration] = "1"
  }

  func prepareForUpdate(_ set: inout Value, old: Value) {
    set.set(.status, old.fields[.status])
    let count = Int64(old[.metadata][.annotations][Self.templateGeneration].text) ?? 0
    let changed = set[.spec][.template] != old[.spec][.template]
    set[.metadata][.annotations][Self.templateGeneration] = .string(String(changed ? count + 1 : count))
  }

  func applyDefaults(_ set: inout Value) {
    set.amend(.spec) { spec in
      spec.amend(.updateStrategy) { strategy in
        guard strategy[.type].text == "RollingUpdate" else { return }
        strategy.setDefault(.rollingUpdate, [.maxSurge: 0, .maxUnavailable: 1])
      }
      PodDefaults.applyTemplate(&spec)
    }
  }
}
