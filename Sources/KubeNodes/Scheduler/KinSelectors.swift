// Which pods belong together, as far as services and workloads tell: pods of one kin are spread by default.
import KubeKinds
import KubeObjects
import KubeStore

/// The selectors of services and workloads (scheduler `helper.DefaultSelector`).
struct KinSelectors {
  private var services: [String: [String: LabelSelector]] = [:]
  private var owners: [String: LabelSelector] = [:]

  mutating func observe(_ event: StoreEvent) {
    let spec = event.object[.spec]
    if event.key.kind == .service {
      let selector = event.change == .deleted ? nil : LabelSelector(map: spec[.selector])
      services[event.key.namespace, default: [:]][event.key.name] = selector
    } else {
      let uid = event.object[.metadata][.uid].text
      owners[uid] = event.change == .deleted ? nil : LabelSelector(spec: spec[.selector])
    }
  }

  /// The selector of a pod's kin; `nil` where no service and no workload selects it.
  func selector(for pod: Value, _ store: Store) -> LabelSelector? {
    let labels = pod[.metadata][.labels]
    let namespace = pod[.metadata][.namespace].text
    var requirements: [LabelSelector.Requirement] = []
    for (_, selector) in (services[namespace] ?? [:]).sorted(by: { $0.key < $1.key }) where selector.matches(labels) {
      requirements += selector.requirements.filter { !requirements.contains($0) }
    }
    for owner in pod[.metadata][.ownerReferences].elements where owner[.controller].isTrue {
      let selector = owners[owner[.uid].text]?.requirements ?? []
      requirements += selector.filter { !requirements.contains($0) }
    }
    return requirements.isEmpty ? nil : LabelSelector(requirements)
  }
}
