// What the API server does with the objects of one kind, beyond what it does with all objects.
import KubeObjects

/// The rules of one kind: defaults, validation, what a write may touch. One type a kind, in a file of its own, listed
/// in `RulesCatalog`. Rules are pure: they see the object, and on an update the one before.
public protocol KindRules: Sendable {
  /// Whether objects have a `metadata.generation`, which counts their changes.
  var tracksGeneration: Bool { get }

  /// Whether a change is one that the generation counts: usually one of the specification.
  func changesGeneration(_ object: Value, old: Value) -> Bool

  /// Takes out of a new object what a client may not set (usually its status).
  func prepareForCreate(_ object: inout Value)

  /// Puts back into a changed object what this write may not touch (usually its status).
  func prepareForUpdate(_ object: inout Value, old: Value)

  /// Puts back into an object what a write to its status may not touch (everything but the status).
  func prepareForStatusUpdate(_ object: inout Value, old: Value)

  /// Fills in what the API documents as defaults.
  func applyDefaults(_ object: inout Value)

  /// Everything wrong with an object, in the order in which the API server reports it.
  func validate(_ object: Value) -> [FieldError]

  /// Everything wrong with an object, given one that was found sound: what both share need not be looked at again.
  func validate(_ object: Value, like model: Value) -> [FieldError]

  /// Everything wrong with a change: what `validate` says of the new object, and what may not change.
  func validateUpdate(_ object: Value, old: Value) -> [FieldError]

  /// Everything wrong with a change of the status.
  func validateStatusUpdate(_ object: Value, old: Value) -> [FieldError]

  /// What the author of a new object should be warned of, before `prepareForCreate`.
  func warningsAsWritten(_ object: Value) -> [String]
  /// What a client should be warned of although the write is accepted.
  func warnings(_ object: Value, old: Value?) -> [String]
}

extension KindRules {
  public var tracksGeneration: Bool { false }

  public func changesGeneration(_ object: Value, old: Value) -> Bool { object[.spec] != old[.spec] }

  public func prepareForCreate(_ object: inout Value) { object.remove(.status) }

  public func prepareForUpdate(_ object: inout Value, old: Value) {
    object.set(.status, old.fields[.status])
  }

  public func prepareForStatusUpdate(_ object: inout Value, old: Value) {
    let status = object.fields[.status]
    let metadata = object[.metadata]
    object = old
    object.set(.status, status)
    object[.metadata] = metadata
    object[.metadata].set(.labels, old[.metadata].fields[.labels])
  }

  public func applyDefaults(_ object: inout Value) {}

  public func validate(_ object: Value) -> [FieldError] { [] }

  public func validate(_ object: Value, like model: Value) -> [FieldError] { validate(object) }

  public func validateUpdate(_ object: Value, old: Value) -> [FieldError] {
    MetadataValidation.updateErrors(object, old: old) + validate(object)
  }

  public func validateStatusUpdate(_ object: Value, old: Value) -> [FieldError] {
    MetadataValidation.updateErrors(object, old: old)
  }

  public func warningsAsWritten(_ object: Value) -> [String] { [] }

  public func warnings(_ object: Value, old: Value?) -> [String] { [] }
}

/// The rules of kinds of whose objects clients write parts by paths of their own, besides the status.
public protocol PartRules: KindRules {
  /// Puts back into an object what a write to the part may not touch.
  func prepareForUpdate(_ object: inout Value, old: Value, part: Kind.Subresource)

  /// Everything wrong with a change of the part.
  func validateUpdate(_ object: Value, old: Value, part: Kind.Subresource) -> [FieldError]
}

/// The rules of kinds without a status of their own: clients write all there is of an object.
public protocol StatuslessRules: KindRules {}

extension StatuslessRules {
  public func prepareForCreate(_ object: inout Value) {}

  public func prepareForUpdate(_ object: inout Value, old: Value) {}
}

/// The rules of kinds that have none of their own: whatever is written is kept as it is.
public struct PlainRules: StatuslessRules {
  public init() {}
}
