// What a controller, the scheduler or a kubelet is to the cluster that runs it.
import KubeKinds
import KubeObjects
import SimCore

/// Something that watches the store and acts through the registry.
///
/// A loop sees every change of the kinds it names, in order, and remembers what to look at again. Asked to work, it
/// does one piece of work at the present instant. Loops know nothing of each other.
public protocol ControlLoop: AnyObject {
  /// As it signs its events: `statefulset-controller`.
  var name: String { get }

  /// The kinds whose changes `observe` is told of.
  var kinds: [KindID] { get }

  /// Whether `observe` is told of changes of every kind, those added later included.
  var watchesEveryKind: Bool { get }

  /// Takes note of a change. Writes nothing.
  func observe(_ event: StoreEvent)

  /// Does one piece of work; false when there is none at this instant.
  func work() -> Bool

  /// When there will be work although nothing changes; `nil` for never.
  var nextInstant: Instant? { get }

  /// Why an object is not further along, as far as this loop's rules hold it back.
  func reasons(for key: ObjectKey) -> [Reason]

  /// The kinds of which this loop keeps fields up to date only while somebody looks.
  var refreshedKinds: [KindID] { get }

  /// An object of such a kind as it would be if the loop wrote all the time: heartbeats.
  func refreshed(_ object: Value, _ key: ObjectKey) -> Value

  /// What the loop remembers that can't be read off the objects: for a checkpoint it is asked at rest, and a new loop
  /// that is to go on from one is asked after it was told of every object.
  func keep(_ archive: Archive)
}

extension ControlLoop {
  public var watchesEveryKind: Bool { false }

  public var nextInstant: Instant? { nil }

  public func reasons(for key: ObjectKey) -> [Reason] { [] }

  public var refreshedKinds: [KindID] { [] }

  public func refreshed(_ object: Value, _ key: ObjectKey) -> Value { object }
}
