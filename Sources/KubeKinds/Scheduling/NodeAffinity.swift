// Which nodes a pod or a volume wants: node selectors with their operators.
import KubeObjects

/// One term of a node selector: all of its requirements must be met.
public struct NodeSelectorTerm: Hashable, Sendable {
  public var labels: [LabelSelector.Requirement]
  /// The names a node may have, from `matchFields`; `nil` where they don't matter.
  public var names: Set<String>?
  private var excludedNames: Set<String> = []
  private let isEmpty: Bool

  public init(_ term: Value) {
    labels = LabelSelector(spec: [.matchExpressions: term[.matchExpressions]])?.requirements ?? []
    for field in term["matchFields"].elements where field[.key].text == "metadata.name" {
      let values = Set(field[.values].elements.map(\.text))
      if field[.operator].text == "In" { names = names.map { $0.intersection(values) } ?? values }
      if field[.operator].text == "NotIn" { excludedNames.formUnion(values) }
    }
    isEmpty = term[.matchExpressions].elements.isEmpty && term["matchFields"].elements.isEmpty
  }

  /// A term without requirements matches nothing.
  public func matches(_ labels: Value, name: String) -> Bool {
    !isEmpty && self.labels.allSatisfy { $0.matches(labels) } && (names?.contains(name) ?? true)
      && !excludedNames.contains(name)
  }
}

/// `affinity.nodeAffinity` of a pod.
public struct NodeAffinity: Hashable, Sendable {
  public struct Preference: Hashable, Sendable {
    public var weight: Int64
    public var term: NodeSelectorTerm
  }

  /// One of these must match; `nil` where nothing is required.
  public var required: [NodeSelectorTerm]?
  public var preferred: [Preference]

  public init?(_ affinity: Value) {
    guard affinity.object != nil else { return nil }
    let needed = affinity["requiredDuringSchedulingIgnoredDuringExecution"]
    required = needed.object == nil ? nil : needed["nodeSelectorTerms"].elements.map(NodeSelectorTerm.init)
    preferred = affinity["preferredDuringSchedulingIgnoredDuringExecution"].elements.map {
      Preference(weight: $0["weight"].number, term: NodeSelectorTerm($0["preference"]))
    }
  }

  public func allows(_ labels: Value, name: String) -> Bool {
    required?.contains { $0.matches(labels, name: name) } ?? true
  }
}
