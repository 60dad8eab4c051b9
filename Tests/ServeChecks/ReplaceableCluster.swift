// A served cluster that can be exchanged for a fresh one, so that one server does for a thousand commands.
import ClusterAPI
import ClusterSim
import KubeKinds
import KubeObjects
import SimCore

/// Passes everything on to the cluster of the moment.
final class ReplaceableCluster {
  var current: SimulatedCluster

  init(_ cluster: SimulatedCluster) { current = cluster }
}

extension ReplaceableCluster: Simulation {
  var catalog: KindCatalog { current.catalog }
  var schema: Schema { current.schema }
  var now: Instant { current.now }
  var clusterName: String { current.clusterName }
  var serverVersion: String { current.serverVersion }
  var revision: Int64 { current.revision }
  var nextInstant: Instant? { current.nextInstant }

  func sleep(_ span: TimeSpan) throws(Interruption) { try current.sleep(span) }
  func advance(to instant: Instant) throws(Interruption) { try current.advance(to: instant) }
  func settle(limit: TimeSpan) throws(Interruption) -> Bool { try current.settle(limit: limit) }
  func reasons(for key: ObjectKey) -> [Reason] { current.reasons(for: key) }
  func withOwners(_ object: Value, _ kind: Kind) -> Value { current.withOwners(object, kind) }

  func get(
    _ kind: Kind, namespace: String, name: String, subresource: Kind.Subresource?
  ) throws(APIStatus) -> Value {
    try current.get(kind, namespace: namespace, name: name, subresource: subresource)
  }

  func list(_ kind: Kind, namespace: String?, _ options: ListOptions) throws(APIStatus) -> ObjectList {
    try current.list(kind, namespace: namespace, options)
  }

  func watch(_ kind: Kind, namespace: String?, _ options: ListOptions) throws(APIStatus) -> any WatchStream {
    try current.watch(kind, namespace: namespace, options)
  }

  func create(
    _ kind: Kind, namespace: String, name: String?, _ object: Value, subresource: Kind.Subresource?,
    _ options: WriteOptions
  ) throws(APIStatus) -> Written {
    try current.create(kind, namespace: namespace, name: name, object, subresource: subresource, options)
  }

  func update(
    _ kind: Kind, namespace: String, _ object: Value, subresource: Kind.Subresource?, _ options: WriteOptions
  ) throws(APIStatus) -> Written {
    try current.update(kind, namespace: namespace, object, subresource: subresource, options)
  }

  func patch(
    _ kind: Kind, namespace: String, name: String, _ patch: Patch, subresource: Kind.Subresource?,
    _ options: WriteOptions
  ) throws(APIStatus) -> Written {
    try current.patch(kind, namespace: namespace, name: name, patch, subresource: subresource, options)
  }

  func delete(
    _ kind: Kind, namespace: String, name: String, _ options: DeleteOptions
  ) throws(APIStatus) -> Value {
    try current.delete(kind, namespace: namespace, name: name, options)
  }
}
