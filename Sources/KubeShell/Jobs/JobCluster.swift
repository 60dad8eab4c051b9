// The cluster as a command in the background sees it: where others wait, it steps aside.
import ClusterAPI
import KubeKinds
import KubeObjects
import SimCore

/// Passes everything on to a cluster, but never lets its time pass: waiting is left to whoever resumes the job.
final class JobCluster: ClusterAPI {
  private let cluster: any ClusterAPI
  private let pause: () -> Void
  /// Breaks off whatever the job waits for.
  var isCancelled = false

  init(_ cluster: any ClusterAPI, pause: @escaping () -> Void) {
    self.cluster = cluster
    self.pause = pause
  }

  var catalog: KindCatalog { cluster.catalog }
  var schema: Schema { cluster.schema }
  var now: Instant { cluster.now }
  var serverVersion: String { cluster.serverVersion }

  /// Steps aside until something is there or the deadline has come.
  fileprivate func wait<Found>(
    until deadline: Instant, _ look: () throws(Interruption) -> Found?
  ) throws(Interruption) -> Found? {
    while true {
      if isCancelled { throw Interruption() }
      if let found = try look() { return found }
      if now >= deadline { return nil }
      pause()
    }
  }

  func sleep(_ span: TimeSpan) throws(Interruption) {
    _ = try wait(until: now + span) { () throws(Interruption) -> Bool? in nil }
  }

  func get(
    _ kind: Kind, namespace: String, name: String, subresource: Kind.Subresource?
  ) throws(APIStatus) -> Value {
    try cluster.get(kind, namespace: namespace, name: name, subresource: subresource)
  }

  func list(_ kind: Kind, namespace: String?, _ options: ListOptions) throws(APIStatus) -> ObjectList {
    try cluster.list(kind, namespace: namespace, options)
  }

  func watch(_ kind: Kind, namespace: String?, _ options: ListOptions) throws(APIStatus) -> any WatchStream {
    JobWatch(try cluster.watch(kind, namespace: namespace, options), self)
  }

  func create(
    _ kind: Kind, namespace: String, name: String?, _ object: Value, subresource: Kind.Subresource?,
    _ options: WriteOptions
  ) throws(APIStatus) -> Written {
    try cluster.create(kind, namespace: namespace, name: name, object, subresource: subresource, options)
  }

  func update(
    _ kind: Kind, namespace: String, _ object: Value, subresource: Kind.Subresource?, _ options: WriteOptions
  ) throws(APIStatus) -> Written {
    try cluster.update(kind, namespace: namespace, object, subresource: subresource, options)
  }

  func patch(
    _ kind: Kind, namespace: String, name: String, _ patch: Patch, subresource: Kind.Subresource?,
    _ options: WriteOptions
  ) throws(APIStatus) -> Written {
    try cluster.patch(kind, namespace: namespace, name: name, patch, subresource: subresource, options)
  }

  func delete(
    _ kind: Kind, namespace: String, name: String, _ options: DeleteOptions
  ) throws(APIStatus) -> Value {
    try cluster.delete(kind, namespace: namespace, name: name, options)
  }
}

private final class JobWatch: WatchStream {
  private let stream: any WatchStream
  private let cluster: JobCluster

  init(_ stream: any WatchStream, _ cluster: JobCluster) {
    self.stream = stream
    self.cluster = cluster
  }

  func next(until deadline: Instant) throws(Interruption) -> WatchEvent? {
    try cluster.wait(until: deadline) { () throws(Interruption) in try stream.next(until: cluster.now) }
  }
}
