// Kinds that come and go with custom resource definitions.
import KubeKinds
import KubeObjects
import SimCore

extension Registry {
  /// What holds a definition back until its objects are gone.
  public static let definitionFinalizer: Value = "customresourcecleanup.apiextensions.k8s.io"

  /// The number of the kind that a definition declares; `nil` while it is not served.
  public func customKind(of definition: String) -> KindID? {
    catalog.kinds.first { $0.custom?.definition == definition }?.id
  }

  /// Serves the kinds of a definition as it now is. Objects that exist stay, whatever changes.
  public func serve(_ definition: Value) {
    let id = customKind(of: definition[.metadata][.name].text) ?? catalog.nextID
    catalog.remove(id)
    for kind in CustomVersion.kinds(of: definition, id: id) { catalog.add(kind) }
  }

  /// Serves the kinds of a definition no longer.
  public func stopServing(_ definition: String) {
    if let id = customKind(of: definition) { catalog.remove(id) }
  }

  /// What was made up so far and which kinds are served, in a checkpoint. - Precondition: the objects are there.
  public func keep(_ archive: Archive) {
    mint.keep(archive)
    var served = catalog.kinds.reduce(into: [KindID: String]()) { $0[$1.id] = $1.custom?.definition }
    archive.keep(&served)
    guard archive.isReading else { return }
    for (id, name) in served.sorted(by: { $0.key < $1.key }) {
      let definition = store.object(ObjectKey(.customResourceDefinition, "", name)) ?? .null
      for kind in CustomVersion.kinds(of: definition, id: id) { catalog.add(kind) }
    }
  }

  /// An object as a version of its kind shows it: versions differ by their names alone.
  public func converted(_ object: Value, to kind: Kind) -> Value {
    guard kind.custom != nil else { return object }
    let version = Value.string(kind.groupVersion.description)
    guard object[.apiVersion] != version else { return object }
    var object = object
    object[.apiVersion] = version
    return object
  }

  /// A definition that is deleted waits for its objects, and says so.
  func holdForObjects(_ definition: inout Value) {
    Finalizers.add(Self.definitionFinalizer, to: &definition)
    DefinitionCondition(
      type: "Terminating", isTrue: true, reason: "InstanceDeletionPending",
      message: "CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon"
    ).write(into: &definition, now: now)
  }
}
