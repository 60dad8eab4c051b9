// Writing events. They are a third of all writes, and all of them are made by recorders in the form in which they are
// stored: nothing in them has to be read, defaulted or checked.
import KubeKinds
import KubeObjects
import SimCore

extension Registry {
  /// Stores a new event of a recorder. A namespace that is missing or being deleted takes none.
  func write(event: Value, _ key: ObjectKey) {
    guard let namespace = store.object(ObjectKey(.namespace, "", key.namespace)),
      namespace[.metadata][.deletionTimestamp].isNull
    else { return }
    var event = event
    event[.apiVersion] = "v1"
    event[.kind] = "Event"
    event[.metadata][.uid] = .string(mint.uid())
    event[.metadata][.creationTimestamp] = .string(now.rfc3339)
    store.put(key, event)
  }
}
