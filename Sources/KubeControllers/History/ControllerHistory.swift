// Keeps the ControllerRevisions of sets: lists, creates, renumbers, adopts and deletes them, as Kubernetes'
// pkg/controller/history does.
import KubeKinds
import KubeObjects
import KubeStore

/// The revisions of all sets that one controller looks after.
struct ControllerHistory {
  /// The label with the hash on revisions of StatefulSets. It keeps the first hash when a name is taken.
  static let hashLabel: Key = "controller.kubernetes.io/hash"

  private let registry: Registry
  private let label: Key
  private var views = OwnedViews<Revision>()

  /// - Parameter label: which label of a revision holds its hash.
  init(_ registry: Registry, label: Key = Self.hashLabel) {
    self.registry = registry
    self.label = label
  }

  mutating func note(_ event: StoreEvent) { views.note(event) { Revision($0, $1) } }

  /// The revisions of an owner that its selector matches, oldest first, with those of nobody, which are about to be
  /// its own (`ListControllerRevisions`).
  func revisions(ofOwner uid: String, in namespace: String, _ selector: LabelSelector) -> [Revision] {
    (views.owned(by: uid) + views.orphans(in: namespace)).filter { selector.matches($0.labels) }
      .sorted(by: Revision.precedes)
  }

  /// Revisions that nobody controls and whose labels a selector matches.
  func orphans(in namespace: String, _ selector: LabelSelector) -> [Revision] {
    views.orphans(in: namespace).filter { selector.matches($0.labels) }.sorted(by: Revision.precedes)
  }

  /// Makes an owner the controller of a revision.
  func adopt(_ revision: Revision, by owner: Value) throws(APIStatus) {
    try registry.modify(revision.key) { object in
      object[.metadata][.ownerReferences].append(OwnerReferences.controller(owner))
    }
  }

  func renumber(_ revision: Revision, to number: Int64) throws(APIStatus) -> Revision {
    let object = try registry.modify(revision.key) { $0[.revision] = .int(number) }
    return Revision(revision.key, object)
  }

  func delete(_ revision: Revision) throws(APIStatus) {
    try registry.delete(
      registry.kind(.controllerRevision), namespace: revision.key.namespace, name: revision.name)
  }

  /// Creates the revision of an owner that holds `data`. A name that other data took raises the count of collisions
  /// and gives another name; the hash label keeps the first hash, except where it is the label of pods too.
  /// - Parameter hash: the hash of what the revision holds, after a number of collisions.
  func create(
    _ data: Value, number: Int64, owner: Value, templateLabels: Value, collisions: inout Int64,
    hash: (Int64) -> String
  ) throws(APIStatus) -> Revision {
    var labels = templateLabels
    labels[label] = .string(hash(collisions))
    var object: Value = [.metadata: [.labels: labels], .data: data, .revision: .int(number)]
    if let annotations = owner[.metadata].fields[.annotations] { object[.metadata][.annotations] = annotations }
    object[.metadata][.ownerReferences] = [OwnerReferences.controller(owner)]
    let prefix = String(owner[.metadata][.name].text.prefix(223))
    while true {
      let name = "\(prefix)-\(hash(collisions))"
      let key = ObjectKey(.controllerRevision, owner[.metadata][.namespace].text, name)
      if let existing = registry.store.object(key) {
        if existing[.data] == data { return Revision(key, existing) }
        collisions += 1
        continue
      }
      object[.metadata][.name] = .string(name)
      if label != Self.hashLabel {
        object[.metadata][.labels][label] = .string(hash(collisions))
      }
      let created = try registry.create(
        registry.kind(.controllerRevision), namespace: key.namespace, object)
      return Revision(key, created.object)
    }
  }
}
