// The cluster as a command on a fiber sees it, one in the background or one of another process: where others wait, it
// steps aside, and it can be broken off.
import ClusterAPI
import KubeKinds
import KubeObjects
import SimCore

/// Passes everything on to a cluster, but leaves waiting to whoever resumes the fiber.
public final class FiberCluster {
  private let cluster: any Simulation
  private let pause: () -> Void
  /// Breaks off whatever the command waits for.
  public var isCancelled = false
  /// How far the command wants time to go before it is asked again.
  public private(set) var deadline: Instant?
  /// Called whenever the command looks whether it can go on.
  public var onWait: (() -> Bool)?

  /// - Parameter pause: gives control back until the fiber is resumed.
  public init(_ cluster: any Simulation, pause: @escaping () -> Void) {
    // A command in the background of another one is not broken off with it.
    self.cluster = (cluster as? FiberCluster)?.cluster ?? cluster
    self.pause = pause
  }

  /// Steps aside until something is there or the deadline has come.
  fileprivate func wait<Found>(
    until end: Instant, _ look: () throws(Interruption) -> Found?
  ) throws(Interruption) -> Found? {
    defer { deadline = nil }
    while true {
      if isCancelled { throw Interruption() }
      if let found = try look() { return found }
      if now >= end { return nil }
      deadline = end
      pause()
      _ = onWait?()
    }
  }
}

extension FiberCluster: Simulation {
  public var catalog: KindCatalog { cluster.catalog }
  public var schema: Schema { cluster.schema }
  public var now: Instant { cluster.now }
  public var clusterName: String { cluster.clusterName }
  public var serverVersion: String { cluster.serverVersion }
  public var revision: Int64 { cluster.revision }
  public var nextInstant: Instant? { cluster.nextInstant }

  public func sleep(_ span: TimeSpan) throws(Interruption) {
    _ = try wait(until: now + span) { () throws(Interruption) -> Bool? in nil }
  }

  public func advance(to instant: Instant) throws(Interruption) { try cluster.advance(to: instant) }
  public func settle(limit: TimeSpan) throws(Interruption) -> Bool { try cluster.settle(limit: limit) }
  public func reasons(for key: ObjectKey) -> [Reason] { cluster.reasons(for: key) }

  public func get(
    _ kind: Kind, namespace: String, name: String, subresource: Kind.Subresource?
  ) throws(APIStatus) -> Value {
    try cluster.get(kind, namespace: namespace, name: name, subresource: subresource)
  }

  public func list(_ kind: Kind, namespace: String?, _ options: ListOptions) throws(APIStatus) -> ObjectList {
    try cluster.list(kind, namespace: namespace, options)
  }

  public func watch(
    _ kind: Kind, namespace: String?, _ options: ListOptions
  ) throws(APIStatus) -> any WatchStream {
    FiberWatch(try cluster.watch(kind, namespace: namespace, options), self)
  }

  public func withOwners(_ object: Value, _ kind: Kind) -> Value { cluster.withOwners(object, kind) }

  public func create(
    _ kind: Kind, namespace: String, name: String?, _ object: Value, subresource: Kind.Subresource?,
    _ options: WriteOptions
  ) throws(APIStatus) -> Written {
    try cluster.create(kind, namespace: namespace, name: name, object, subresource: subresource, options)
  }

  public func update(
    _ kind: Kind, namespace: String, _ object: Value, subresource: Kind.Subresource?, _ options: WriteOptions
  ) throws(APIStatus) -> Written {
    try cluster.update(kind, namespace: namespace, object, subresource: subresource, options)
  }

  public func patch(
    _ kind: Kind, namespace: String, name: String, _ patch: Patch, subresource: Kind.Subresource?,
    _ options: WriteOptions
  ) throws(APIStatus) -> Written {
    try cluster.patch(kind, namespace: namespace, name: name, patch, subresource: subresource, options)
  }

  public func delete(
    _ kind: Kind, namespace: String, name: String, _ options: DeleteOptions
  ) throws(APIStatus) -> Value {
    try cluster.delete(kind, namespace: namespace, name: name, options)
  }
}

private final class FiberWatch: WatchStream {
  private let stream: any WatchStream
  private let cluster: FiberCluster

  init(_ stream: any WatchStream, _ cluster: FiberCluster) {
    self.stream = stream
    self.cluster = cluster
  }

  func next(until deadline: Instant) throws(Interruption) -> WatchEvent? {
    try cluster.wait(until: deadline) { () throws(Interruption) in try stream.next(until: cluster.now) }
  }
}
