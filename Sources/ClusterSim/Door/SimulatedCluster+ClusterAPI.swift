// The one door, in process.
import ClusterAPI
import KubeKinds
import KubeObjects
import KubeStore
import SimCore

extension SimulatedCluster: ClusterAPI {
  public func sleep(_ span: TimeSpan) throws(Interruption) { try run(until: now + span) }

  public func get(
    _ kind: Kind, namespace: String, name: String, subresource: Kind.Subresource?
  ) throws(APIStatus) -> Value {
    let object = try registry.get(kind, namespace: namespace, name: name, subresource: subresource)
    if subresource == .scale { return object }
    return refreshed(object, ObjectKey(kind.id, kind.isNamespaced ? namespace : "", name))
  }

  /// An object with what its keepers write only while somebody looks: heartbeats.
  private func refreshed(_ object: Value, _ key: ObjectKey) -> Value {
    loops.reduce(object) { object, loop in
      loop.refreshedKinds.contains(key.kind) ? loop.refreshed(object, key) : object
    }
  }

  private func refreshed(_ items: [Value], _ kind: Kind) -> [Value] {
    guard loops.contains(where: { $0.refreshedKinds.contains(kind.id) }) else { return items }
    return items.map { item in
      refreshed(item, ObjectKey(kind.id, item[.metadata][.namespace].text, item[.metadata][.name].text))
    }
  }

  public func withOwners(_ object: Value, _ kind: Kind) -> Value { registry.withOwners(object, kind) }

  /// A client that does not name itself is known by its program.
  private func named(_ options: WriteOptions) -> WriteOptions {
    if !options.fieldManager.isEmpty { return options }
    var named = options
    named.fieldManager = "kubectl"
    return named
  }

  public func list(
    _ kind: Kind, namespace: String?, _ options: ListOptions
  ) throws(APIStatus) -> ObjectList {
    guard kind.verbs.contains("list") else { throw .methodNotAllowed }
    let filter = try WatchFilter(kind: kind, namespace: namespace, options)
    let items = registry.list(kind, namespace: namespace).filter(filter.matches)
      .map { registry.converted($0, to: kind) }
    return ObjectList(items: refreshed(items, kind), resourceVersion: String(store.revision))
  }

  public func watch(
    _ kind: Kind, namespace: String?, _ options: ListOptions
  ) throws(APIStatus) -> any WatchStream {
    let filter = try WatchFilter(kind: kind, namespace: namespace, options)
    guard let version = options.resourceVersion.flatMap({ Int64($0) }), version > 0 else {
      let initial = try list(kind, namespace: namespace, options).items
      return StoreWatch(self, filter, from: store.end, initial: initial)
    }
    guard let position = store.position(after: version) else {
      throw .expired("too old resource version: \(version) (\(store.revision))")
    }
    return StoreWatch(self, filter, from: position, initial: [])
  }

  public func create(
    _ kind: Kind, namespace: String, name: String?, _ object: Value, subresource: Kind.Subresource?,
    _ options: WriteOptions
  ) throws(APIStatus) -> Written {
    defer { steps.drain() }
    return try registry.create(
      kind, namespace: namespace, name: name, object, subresource: subresource, named(options))
  }

  public func update(
    _ kind: Kind, namespace: String, _ object: Value, subresource: Kind.Subresource?, _ options: WriteOptions
  ) throws(APIStatus) -> Written {
    defer { steps.drain() }
    return try registry.update(kind, namespace: namespace, object, subresource: subresource, named(options))
  }

  public func patch(
    _ kind: Kind, namespace: String, name: String, _ patch: Patch, subresource: Kind.Subresource?,
    _ options: WriteOptions
  ) throws(APIStatus) -> Written {
    defer { steps.drain() }
    return try registry.patch(
      kind, namespace: namespace, name: name, patch, subresource: subresource, named(options))
  }

  public func delete(
    _ kind: Kind, namespace: String, name: String, _ options: DeleteOptions
  ) throws(APIStatus) -> Value {
    defer { steps.drain() }
    return try registry.delete(kind, namespace: namespace, name: name, options)
  }
}
