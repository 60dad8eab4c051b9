// Sets of fields: who owns what of an object, in the form in which `managedFields` keeps them.
import KubeObjects

/// A set of paths into an object, as the tree of `fieldsV1`.
///
/// A step of a path is written `f:NAME` for a field, `k:{...}` for an element found by its keys, `v:VALUE` for an
/// element of a set and `i:N` for one found by its place. A node is a member of the set when it is empty or holds an
/// entry `.`. (sigs.k8s.io/structured-merge-diff, package fieldpath.)
public struct FieldSet: Equatable, Sendable {
  static let itself: Key = "."
  static let member: Value = .object(Object())

  public private(set) var tree: Object

  public init() { tree = Object() }

  /// The set that a `fieldsV1` holds.
  public init(_ value: Value) { tree = value.fields }

  /// The set of some paths of fields.
  public init(paths: [[Key]]) {
    self.init()
    for path in paths { insert(path.map { Key("f:\($0)") }) }
  }

  public var isEmpty: Bool { tree.isEmpty }

  public var value: Value { .object(tree) }

  /// Adds a path. - Parameter path: its steps, as they are written.
  public mutating func insert(_ path: [Key]) { insert(path[...]) }

  mutating func insert(_ path: ArraySlice<Key>) { Self.insert(path, into: &tree) }

  private static func insert(_ path: ArraySlice<Key>, into node: inout Object) {
    guard let first = path.first else { return }
    guard let old = node[first] else {
      node[first] = chain(path.dropFirst())
      return
    }
    var inner = old.fields
    node[first] = .null
    if path.count == 1 {
      if !inner.isEmpty { inner[itself] = member }
    } else {
      if inner.isEmpty { inner[itself] = member }
      insert(path.dropFirst(), into: &inner)
    }
    node[first] = .object(inner)
  }

  private static func chain(_ path: ArraySlice<Key>) -> Value {
    guard let first = path.first else { return member }
    return .object(Object(ascending: [Object.Entry(first, chain(path.dropFirst()))]))
  }

  /// Whether a path is a member.
  public func contains(_ path: [Key]) -> Bool {
    var node = tree
    for step in path {
      guard let next = node[step] else { return false }
      node = next.fields
    }
    return !path.isEmpty && Self.isMember(node)
  }

  /// Whether one step is a member of its own.
  func hasMember(_ step: Key) -> Bool { tree[step].map { Self.isMember($0.fields) } ?? false }

  /// What the set holds below a step.
  func below(_ step: Key) -> FieldSet { FieldSet(.object(Self.children(tree[step]?.fields ?? Object()))) }

  static func isMember(_ node: Object) -> Bool { node.isEmpty || node[itself] != nil }

  static func children(_ node: Object) -> Object {
    var children = node
    children.remove(itself)
    return children
  }

  /// A node; `nil` when nothing of it is in the set.
  static func node(isMember: Bool, _ children: Object) -> Value? {
    if children.isEmpty { return isMember ? .some(member) : .none }
    var node = children
    if isMember { node[itself] = member }
    return .object(node)
  }
}

// MARK: Operations

extension FieldSet {
  public func union(_ other: FieldSet) -> FieldSet {
    FieldSet(
      joined(other) { mine, others in
        guard let mine, let others else { return mine ?? others }
        return Self.node(
          isMember: Self.isMember(mine.fields) || Self.isMember(others.fields),
          Self.inner(mine).union(Self.inner(others)).tree)
      })
  }

  /// The paths that are in both sets.
  public func intersection(_ other: FieldSet) -> FieldSet {
    FieldSet(
      joined(other) { mine, others in
        guard let mine, let others else { return nil }
        return Self.node(
          isMember: Self.isMember(mine.fields) && Self.isMember(others.fields),
          Self.inner(mine).intersection(Self.inner(others)).tree)
      })
  }

  /// The paths that are not in the other set.
  public func subtracting(_ other: FieldSet) -> FieldSet {
    if other.isEmpty { return self }
    return FieldSet(
      joined(other) { mine, others in
        guard let mine, let others else { return mine }
        return Self.node(
          isMember: Self.isMember(mine.fields) && !Self.isMember(others.fields),
          Self.inner(mine).subtracting(Self.inner(others)).tree)
      })
  }

  /// The paths that are neither in the other set nor below one of its members.
  public func subtractingSubtrees(_ other: FieldSet) -> FieldSet {
    if other.isEmpty { return self }
    return FieldSet(
      joined(other) { mine, others in
        guard let mine, let others else { return mine }
        if Self.isMember(others.fields) { return nil }
        return Self.node(
          isMember: Self.isMember(mine.fields), Self.inner(mine).subtractingSubtrees(Self.inner(others)).tree)
      })
  }

  private static func inner(_ node: Value) -> FieldSet { FieldSet(.object(children(node.fields))) }

  /// The tree that `combine` makes of the nodes of both sets, step by step.
  private func joined(_ other: FieldSet, _ combine: (Value?, Value?) -> Value?) -> Value {
    var entries: [(Key, Value)] = []
    for (step, node) in tree {
      if let result = combine(node, other.tree[step]) { entries.append((step, result)) }
    }
    for (step, node) in other.tree where tree[step] == nil {
      if let result = combine(nil, node) { entries.append((step, result)) }
    }
    return .object(Object(entries))
  }
}

// MARK: Paths

extension FieldSet {
  /// All members as paths: those of a level before those below it.
  public var paths: [[Key]] {
    var found: [[Key]] = []
    collect([], &found)
    return found
  }

  private func collect(_ prefix: [Key], _ found: inout [[Key]]) {
    for (step, node) in tree where Self.isMember(node.fields) { found.append(prefix + [step]) }
    for (step, node) in tree { Self.inner(node).collect(prefix + [step], &found) }
  }

  /// A path as conflicts name it: `.spec.template.spec.containers[name="web"].image`.
  public static func text(_ path: [Key]) -> String { path.map(text).joined() }

  /// One step of a path as errors name it.
  static func text(_ step: Key) -> String {
    let text = step.text
    let rest = String(text.dropFirst(2))
    switch text.prefix(2) {
    case "k:":
      let keys = (try? JSONReader.read(rest))?.fields ?? Object()
      return "[\(keys.map { "\($0.key)=\(JSONWriter.write($0.value))" }.joined(separator: ","))]"
    case "v:": return "[=\(rest)]"
    case "i:": return "[\(rest)]"
    default: return ".\(rest)"
    }
  }
}
