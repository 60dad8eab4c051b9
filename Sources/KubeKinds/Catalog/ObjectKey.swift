// Which object: the name by which everything refers to it.
import KubeObjects

/// The place of an object: its kind, its namespace (empty for kinds of the whole cluster) and its name.
public struct ObjectKey: Hashable, Sendable, Codable {
  public let kind: KindID
  public let namespace: String
  public let name: String

  public init(_ kind: KindID, _ namespace: String, _ name: String) {
    self.kind = kind
    self.namespace = namespace
    self.name = name
  }
}

extension ObjectKey: Comparable {
  /// The order in which the API server lists: by namespace, then by name, byte by byte.
  public static func < (a: ObjectKey, b: ObjectKey) -> Bool {
    if a.kind != b.kind { return a.kind < b.kind }
    if a.namespace != b.namespace { return a.namespace.utf8.lexicographicallyPrecedes(b.namespace.utf8) }
    return a.name.utf8.lexicographicallyPrecedes(b.name.utf8)
  }
}
