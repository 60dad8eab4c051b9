// Writing events. They are a third of all writes, and all of them are made by recorders in the form in which they are
// stored: nothing in them has to be read, defaulted or checked. Few are ever read: most are never made.
import KubeKinds
import KubeObjects
import SimCore

extension Registry {
  /// Stores a new event of a recorder. A namespace that is missing or being deleted takes none.
  /// - Parameter event: makes the event of its metadata. With its fields in order, nothing has to be sorted.
  func write(_ key: ObjectKey, event: @escaping @Sendable (_ metadata: Value) -> Value) {
    guard let namespace = store.object(ObjectKey(.namespace, "", key.namespace)),
      namespace[.metadata][.deletionTimestamp].isNull
    else { return }
    let (created, uid) = (timestamp, mint.identity())
    store.put(key) { revision in
      event(
        .object(
          ascending: Object.Entry(.creationTimestamp, created), Object.Entry(.name, .string(key.name)),
          Object.Entry(.namespace, .string(key.namespace)),
          Object.Entry(.resourceVersion, .string(String(revision))), Object.Entry(.uid, .string(uid.text))))
    }
  }

  /// The present second as `metav1.Time`: what is written in one instant shares its text.
  var timestamp: Value { stamps.text(now) }
}
