// The one door: everything a command can ask of a cluster, whether it is simulated here or real and far away.
import KubeKinds
import KubeObjects
import SimCore

/// A cluster as its clients see it. The shell, scripts and the server all go through this protocol, so they can't
/// disagree. It is synchronous; where something has to be waited for, the waiting is what moves simulated time.
public protocol ClusterAPI: AnyObject {
  /// The kinds the cluster offers now, custom ones included.
  var catalog: KindCatalog { get }

  /// What fields the kinds have; kinds without a type in the schema take any.
  var schema: Schema { get }

  /// The cluster's clock, for ages and timeouts.
  var now: Instant { get }

  /// What kubeconfigs call the cluster and the context that leads to it.
  var clusterName: String { get }

  /// The version the server says it is: `v1.36.2`.
  var serverVersion: String { get }

  /// Lets time pass.
  /// - Throws: `Interruption` when the user broke it off.
  func sleep(_ span: TimeSpan) throws(Interruption)

  func get(
    _ kind: Kind, namespace: String, name: String, subresource: Kind.Subresource?
  ) throws(APIStatus) -> Value

  func list(_ kind: Kind, namespace: String?, _ options: ListOptions) throws(APIStatus) -> ObjectList

  /// Watches a kind from a version on; without one, from now on, with what exists first.
  func watch(
    _ kind: Kind, namespace: String?, _ options: ListOptions
  ) throws(APIStatus) -> any WatchStream

  /// An object that was read, with everybody who owns its fields: a cluster need not say so each time.
  func withOwners(_ object: Value, _ kind: Kind) -> Value

  func create(
    _ kind: Kind, namespace: String, name: String?, _ object: Value, subresource: Kind.Subresource?,
    _ options: WriteOptions
  ) throws(APIStatus) -> Written

  func update(
    _ kind: Kind, namespace: String, _ object: Value, subresource: Kind.Subresource?, _ options: WriteOptions
  ) throws(APIStatus) -> Written

  func patch(
    _ kind: Kind, namespace: String, name: String, _ patch: Patch, subresource: Kind.Subresource?,
    _ options: WriteOptions
  ) throws(APIStatus) -> Written

  /// Deletes an object and returns what the server answers: the object while it still ends, or a `Status`.
  func delete(
    _ kind: Kind, namespace: String, name: String, _ options: DeleteOptions
  ) throws(APIStatus) -> Value
}

/// The user broke off what was going on (Ctrl-C).
public struct Interruption: Error, Equatable, Sendable {
  public init() {}
}

/// Which objects a list or a watch is about.
public struct ListOptions: Sendable {
  public var labelSelector: LabelSelector?
  public var fieldSelector: FieldSelector?
  /// At most this many objects; 0 for all.
  public var limit = 0
  /// Where a list that was cut goes on.
  public var continuation: String?
  /// The version a watch begins after.
  public var resourceVersion: String?

  public init(
    labelSelector: LabelSelector? = nil, fieldSelector: FieldSelector? = nil, limit: Int = 0,
    continuation: String? = nil, resourceVersion: String? = nil
  ) {
    self.labelSelector = labelSelector
    self.fieldSelector = fieldSelector
    self.limit = limit
    self.continuation = continuation
    self.resourceVersion = resourceVersion
  }
}

/// The objects of a list, and the version they were read at.
public struct ObjectList: Sendable {
  public var items: [Value]
  public var resourceVersion: String
  public var continuation: String?
  /// How many more there are when the list was cut; `nil` when that is not known.
  public var remaining: Int?

  public init(
    items: [Value], resourceVersion: String, continuation: String? = nil, remaining: Int? = nil
  ) {
    self.items = items
    self.resourceVersion = resourceVersion
    self.continuation = continuation
    self.remaining = remaining
  }
}

/// One event of a watch.
public struct WatchEvent: Sendable {
  public enum Change: String, Sendable {
    case added = "ADDED"
    case modified = "MODIFIED"
    case deleted = "DELETED"
    case bookmark = "BOOKMARK"
    case error = "ERROR"
  }

  public var change: Change
  public var object: Value

  public init(_ change: Change, _ object: Value) {
    self.change = change
    self.object = object
  }
}

/// A watch that is asked for its next event.
public protocol WatchStream: AnyObject {
  /// The next event, or `nil` when none came until `deadline`. Waiting moves simulated time.
  func next(until deadline: Instant) throws(Interruption) -> WatchEvent?
}
