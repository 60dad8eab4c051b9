// What the API server does with Deployments.
import KubeObjects

struct DeploymentRules: KindRules {
  var tracksGeneration: Bool { true }

  func applyDefaults(_ deployment: inout Value) {
    deployment.amend(.spec) { spec in
      spec.amend(.strategy) { strategy in
        guard strategy[.type].text == "RollingUpdate" else { return }
        strategy.setDefault(.rollingUpdate, [.maxSurge: "25%", .maxUnavailable: "25%"])
      }
      PodDefaults.applyTemplate(&spec)
    }
  }

  /// Annotations count too: a change of cause is a change.
  func changesGeneration(_ object: Value, old: Value) -> Bool {
    object[.spec] != old[.spec] || object[.metadata][.annotations] != old[.metadata][.annotations]
  }
}
