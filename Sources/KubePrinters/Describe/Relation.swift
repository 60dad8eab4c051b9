// What a description needs besides the object itself, as data: printers see values and never ask a cluster.
import KubeKinds
import KubeObjects

/// Objects that belong into a description: the pods of a set, the lease of a node, events.
public struct Relation: Hashable, Sendable {
  public enum Choice: Hashable, Sendable {
    case all
    case named(String)
    /// Those that a label selector means: an object with `matchLabels` and `matchExpressions`.
    case labelled(String)
    case fields(FieldSelector)
  }

  public let kind: KindID
  /// `nil` for all namespaces, and for kinds that have none.
  public let namespace: String?
  public let choice: Choice

  public init(_ kind: KindID, in namespace: String?, _ choice: Choice) {
    self.kind = kind
    self.namespace = namespace
    self.choice = choice
  }
}

/// What was found for each relation, or why nothing was.
public struct RelatedObjects: Sendable {
  private var found: [Relation: Result<[Value], APIStatus>] = [:]

  public init() {}

  public mutating func set(_ relation: Relation, _ objects: Result<[Value], APIStatus>) { found[relation] = objects }

  /// The objects of a relation; none where they could not be had.
  func objects(_ relation: Relation) -> [Value] { (try? found[relation]?.get()) ?? [] }

  /// Why the objects of a relation could not be had.
  func failure(_ relation: Relation) -> APIStatus? {
    if case .failure(let status) = found[relation] { status } else { nil }
  }
}

extension Relation {
  /// What happened to an object. Its uid is part of the question: an earlier object of the name is another one.
  static func events(of object: Value, kind: String?, uid: String? = nil) -> Relation {
    let metadata = object[.metadata]
    let namespace = metadata[.namespace].text
    var requirements = [
      FieldSelector.Requirement(field: "involvedObject.name", isNegated: false, value: metadata[.name].text),
      FieldSelector.Requirement(field: "involvedObject.namespace", isNegated: false, value: namespace),
    ]
    if let kind {
      requirements.append(.init(field: "involvedObject.kind", isNegated: false, value: kind))
    }
    requirements.append(.init(field: "involvedObject.uid", isNegated: false, value: uid ?? metadata[.uid].text))
    return Relation(.event, in: namespace.isEmpty ? nil : namespace, .fields(FieldSelector(requirements)))
  }

  /// The objects of a kind in the same namespace that a selector means.
  static func selected(_ kind: KindID, by selector: Value, near object: Value) -> Relation {
    Relation(kind, in: object[.metadata][.namespace].text, .labelled(SelectorText.selector(selector)))
  }
}
