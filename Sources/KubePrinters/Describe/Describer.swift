// How a kind is described: what else is needed for it, and the lines.
import KubeKinds
import KubeObjects
import SimCore

/// An object about to be described, with what belongs to it.
struct DescribedObject: Sendable {
  let value: Value
  let related: RelatedObjects
  let now: Instant

  subscript(key: Key) -> Value { value[key] }
  var name: String { value[.metadata][.name].text }
  var namespace: String { value[.metadata][.namespace].text }
  var created: String { DescribeText.time(value[.metadata][.creationTimestamp]) }
}

/// Describes the objects of a kind.
public struct Describer: Sendable {
  private let hasEvents: Bool
  private let refusal: @Sendable (Value) -> String?
  private let relations: @Sendable (Value) -> [Relation]
  private let eventRelations: @Sendable (Value) -> [Relation]
  private let body: @Sendable (DescribedObject, inout DescribeText) -> Void

  /// - Parameters:
  ///   - hasEvents: whether the kind's descriptions end with its events.
  ///   - refusal: why an object can't be described, where it can't.
  ///   - eventRelations: which events those are; those of kind, name and uid if not said.
  init(
    hasEvents: Bool = true, refusal: @escaping @Sendable (Value) -> String? = { _ in nil },
    relations: @escaping @Sendable (Value) -> [Relation] = { _ in [] },
    eventRelations: @escaping @Sendable (Value) -> [Relation] = { [.events(of: $0, kind: $0[.kind].text)] },
    body: @escaping @Sendable (DescribedObject, inout DescribeText) -> Void
  ) {
    self.hasEvents = hasEvents
    self.refusal = refusal
    self.relations = relations
    self.eventRelations = eventRelations
    self.body = body
  }

  /// Why the object can't be described; `nil` where it can.
  public func refusal(of object: Value) -> String? { refusal(object) }

  /// What must be fetched before `text`.
  public func relations(of object: Value, withEvents: Bool) -> [Relation] {
    relations(object) + (hasEvents && withEvents ? eventRelations(object) : [])
  }

  /// The description of an object.
  public func text(of object: Value, related: RelatedObjects, now: Instant, withEvents: Bool) -> String {
    var text = DescribeText()
    body(DescribedObject(value: object, related: related, now: now), &text)
    if hasEvents, withEvents {
      text.events(eventRelations(object).flatMap(related.objects), now: now)
    }
    return text.take()
  }
}
