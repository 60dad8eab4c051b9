// What happened to an object.
import KubeKinds
import KubeObjects
import SimCore

/// One change of one object. The log of these is what watches and controllers read: a class, for dozens look at each.
public final class StoreEvent: Sendable {
  public enum Change: Sendable { case added, modified, deleted }

  /// What an event carries.
  enum Content: Sendable {
    case object(Value)
    case deferred(DeferredObject)
  }

  public let change: Change
  public let key: ObjectKey
  private let content: Content
  /// The object before the change; `nil` when it was added.
  public let previous: Value?
  public let revision: Int64
  public let at: Instant
  /// The reference to the object's controller, and to the one it had before, which a dozen of readers ask for.
  public let controller: Value?
  public let previousController: Value?

  public convenience init(
    change: Change, key: ObjectKey, object: Value, previous: Value?, revision: Int64, at: Instant
  ) {
    self.init(change, key, .object(object), previous, revision, at)
  }

  init(
    _ change: Change, _ key: ObjectKey, _ content: Content, _ previous: Value?, _ revision: Int64, _ at: Instant
  ) {
    self.change = change
    self.key = key
    self.content = content
    self.previous = previous
    self.revision = revision
    self.at = at
    // Events, every other object that is written, belong to nobody.
    if key.kind != .event, case .object(let object) = content {
      controller = object.controllerReference
      previousController = previous?.controllerReference
    } else {
      controller = nil
      previousController = nil
    }
  }

  /// The object after the change; for a deletion its last state, with the revision of the deletion.
  public var object: Value {
    switch content {
    case .object(let object): object
    case .deferred(let deferred): deferred.value
    }
  }

  /// Whether the object has neither owners nor labels nor finalizers, so that it need not be made to know it.
  public var isDeferred: Bool { if case .deferred = content { true } else { false } }
}
