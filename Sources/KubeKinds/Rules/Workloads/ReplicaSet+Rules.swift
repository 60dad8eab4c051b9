// What the API server does with ReplicaSets and their predecessors.
import KubeObjects

struct ReplicaSetRules: KindRules {
  var tracksGeneration: Bool { true }

  func applyDefaults(_ set: inout Value) { set.amend(.spec, PodDefaults.applyTemplate) }
}

struct ReplicationControllerRules: KindRules {
  var tracksGeneration: Bool { true }

  /// Selector and labels are the template's where they are left out.
  func applyDefaults(_ controller: inout Value) {
    controller.amend(.spec, PodDefaults.applyTemplate)
    let labels = controller[.spec][.template][.metadata][.labels]
    guard !labels.fields.isEmpty else { return }
    if controller[.spec][.selector].fields.isEmpty { controller[.spec][.selector] = labels }
    if controller[.metadata][.labels].fields.isEmpty { controller[.metadata][.labels] = labels }
  }
}
