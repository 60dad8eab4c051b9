// Whom an event of a pod concerns: the owner that it had, the one that it has, or those that may adopt it.
import KubeKinds
import KubeObjects
import KubeStore

extension SelectorIndex {
  /// Calls `look` with each owner of a kind that should look at its pods after an event of one of them. An orphan is of
  /// interest when it is new, was let go, or has other labels than before.
  func eachOwner(
    _ kind: KindID, _ kindName: String, concernedBy event: StoreEvent, _ store: Store,
    _ look: (ObjectKey) -> Void
  ) {
    func owner(_ controller: Value) {
      guard controller[.kind].text == kindName else { return }
      let key = ObjectKey(kind, event.key.namespace, controller[.name].text)
      if store.object(key)?[.metadata][.uid] == controller[.uid] { look(key) }
    }
    let controller = event.controller
    let old = event.previousController
    if let old, old[.uid] != controller?[.uid] { owner(old) }
    if let controller { return owner(controller) }
    guard event.change != .deleted else { return }
    let labels = event.object[.metadata][.labels]
    if event.change == .added || old != nil || event.previous?[.metadata][.labels] != labels {
      for key in owners(in: event.key.namespace, matching: labels) { look(key) }
    }
  }
}
