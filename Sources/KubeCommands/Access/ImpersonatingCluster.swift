// The cluster as somebody else sees it (`--as`): every request is asked about in the roles and bindings first.
import ClusterAPI
import KubeKinds
import KubeObjects
import SimCore

/// A cluster that does what its roles and bindings let one subject do.
final class ImpersonatingCluster: ClusterAPI {
  /// The cluster itself, as its administrator sees it.
  let cluster: any ClusterAPI
  private let subject: Subject

  init(_ cluster: any ClusterAPI, as subject: Subject) {
    self.cluster = cluster
    self.subject = subject
  }

  var catalog: KindCatalog { cluster.catalog }

  var schema: Schema { cluster.schema }

  var now: Instant { cluster.now }

  var clusterName: String { cluster.clusterName }
  var serverVersion: String { cluster.serverVersion }

  func sleep(_ span: TimeSpan) throws(Interruption) { try cluster.sleep(span) }

  func get(
    _ kind: Kind, namespace: String, name: String, subresource: Kind.Subresource?
  ) throws(APIStatus) -> Value {
    try check("get", kind, namespace, name, subresource)
    return try cluster.get(kind, namespace: namespace, name: name, subresource: subresource)
  }

  func list(_ kind: Kind, namespace: String?, _ options: ListOptions) throws(APIStatus) -> ObjectList {
    try check("list", kind, namespace)
    return try cluster.list(kind, namespace: namespace, options)
  }

  func watch(_ kind: Kind, namespace: String?, _ options: ListOptions) throws(APIStatus) -> any WatchStream {
    try check("watch", kind, namespace)
    return try cluster.watch(kind, namespace: namespace, options)
  }

  func withOwners(_ object: Value, _ kind: Kind) -> Value { cluster.withOwners(object, kind) }

  func create(
    _ kind: Kind, namespace: String, name: String?, _ object: Value, subresource: Kind.Subresource?,
    _ options: WriteOptions
  ) throws(APIStatus) -> Written {
    try check("create", kind, namespace, name ?? "", subresource)
    return try cluster.create(
      kind, namespace: namespace, name: name, object, subresource: subresource, options)
  }

  func update(
    _ kind: Kind, namespace: String, _ object: Value, subresource: Kind.Subresource?, _ options: WriteOptions
  ) throws(APIStatus) -> Written {
    try check("update", kind, namespace, object[.metadata][.name].text, subresource)
    return try cluster.update(kind, namespace: namespace, object, subresource: subresource, options)
  }

  func patch(
    _ kind: Kind, namespace: String, name: String, _ patch: Patch, subresource: Kind.Subresource?,
    _ options: WriteOptions
  ) throws(APIStatus) -> Written {
    try check("patch", kind, namespace, name, subresource)
    return try cluster.patch(
      kind, namespace: namespace, name: name, patch, subresource: subresource, options)
  }

  func delete(_ kind: Kind, namespace: String, name: String, _ options: DeleteOptions) throws(APIStatus) -> Value {
    try check("delete", kind, namespace, name)
    return try cluster.delete(kind, namespace: namespace, name: name, options)
  }
}

// MARK: Asking

extension ImpersonatingCluster {
  /// Refuses what the subject may not do, in the words of the API server's authorizer.
  private func check(
    _ verb: String, _ kind: Kind, _ namespace: String?, _ name: String = "",
    _ subresource: Kind.Subresource? = nil
  ) throws(APIStatus) {
    try AccessRules.demand(
      verb, kind, namespace, name, subresource?.rawValue ?? "", of: subject, in: cluster)
  }
}
