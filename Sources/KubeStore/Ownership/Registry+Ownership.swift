// Keeping count of who owns what. Only writes of clients are counted: they say who they are.
import KubeKinds
import KubeObjects
import SimCore

extension Registry {
  /// The object with all owners of its fields, the cluster's own parts included.
  public func withOwners(_ object: Value, _ kind: Kind) -> Value {
    var result = object
    let managed = owners(of: object, kind)
    result[.metadata].set(.managedFields, managed.isEmpty ? nil : managed.value)
    return result
  }

  /// Everybody who owns something of an object.
  func owners(of object: Value, _ kind: Kind) -> ManagedFields {
    OwnParts(
      kind: kind, object: object, ownership: Ownership(kind.schemaType, schema),
      recorded: ManagedFields(object[.metadata][.managedFields]) ?? ManagedFields()
    ).all
  }

  /// Notes in an object that is about to be stored who owns what of it after this write.
  ///
  /// - Parameters:
  ///   - live: the object before; `nil` when it is created.
  ///   - subresource: as which part of the object it is written, as `managedFields` names it.
  func count(
    _ object: inout Value, live: Value?, _ kind: Kind, subresource: String, _ options: WriteOptions
  ) {
    if options.fieldManager.isEmpty { return }
    let sent = object[.metadata][.managedFields]
    var managed: ManagedFields?
    if subresource.isEmpty {
      managed = ManagedFields.isReset(sent) ? ManagedFields() : recorded(sent, live, kind)
    }
    let known = managed ?? live.flatMap { ManagedFields($0[.metadata][.managedFields]) } ?? ManagedFields()
    let isForgotten = managed?.isEmpty ?? false
    let before = isForgotten ? known : live.map { OwnerBook(self, $0, kind, known).all } ?? known
    let after = Ownership(kind.schemaType, schema).updated(
      before, live: live, new: object, by: write(kind, .update, subresource, options))
    setOwners(after, of: &object, live: live, kind, known)
  }

  /// The owners that a client sent, without the own parts as it was told of them; `nil` when it sent none.
  private func recorded(_ sent: Value, _ live: Value?, _ kind: Kind) -> ManagedFields? {
    guard let managed = ManagedFields(sent), !managed.isEmpty else { return nil }
    guard let live else { return managed }
    let known = ManagedFields(live[.metadata][.managedFields]) ?? ManagedFields()
    let own = OwnerBook(self, live, kind, known).all.entries.filter { known[$0.manager] == nil }
    return ManagedFields(managed.entries.filter { !own.contains($0) })
  }

  func write(
    _ kind: Kind, _ operation: FieldManager.Operation, _ subresource: String, _ options: WriteOptions
  ) -> OwnershipWrite {
    OwnershipWrite(
      manager: FieldManager(
        name: options.fieldManager, operation: operation, subresource: subresource,
        apiVersion: kind.groupVersion.description),
      time: now.rfc3339, ignored: ignoredFields(kind, subresource))
  }

  /// What a request can't change (the reset fields of Kubernetes' strategies).
  private func ignoredFields(_ kind: Kind, _ subresource: String) -> FieldSet {
    switch subresource {
    case "" where kind.offers(.status): FieldSet(paths: [[.status]])
    case "status": FieldSet(paths: [[.spec], [.metadata, .labels], [.metadata, .ownerReferences]])
    default: FieldSet()
    }
  }

  /// Writes the owners into an object. The own parts' share of the status stays unrecorded where it is what it was:
  /// it will be worked out again.
  func setOwners(
    _ managed: ManagedFields, of object: inout Value, live: Value?, _ kind: Kind, _ known: ManagedFields
  ) {
    var entries = managed.entries
    if let live {
      let own = OwnerBook(self, live, kind, known).all.entries.filter { entry in
        entry.manager.subresource == "status" && known[entry.manager] == nil
      }
      entries.removeAll { own.contains($0) }
    }
    let value = ManagedFields(entries).value
    object[.metadata].set(.managedFields, entries.isEmpty ? nil : value)
  }
}

/// Everybody who owns something of an object, for recorded owners that are given.
private struct OwnerBook {
  let all: ManagedFields

  init(_ registry: Registry, _ object: Value, _ kind: Kind, _ recorded: ManagedFields) {
    all = OwnParts(
      kind: kind, object: object, ownership: Ownership(kind.schemaType, registry.schema), recorded: recorded
    ).all
  }
}
