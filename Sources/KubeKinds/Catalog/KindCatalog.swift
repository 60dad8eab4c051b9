// All kinds of a cluster: the built-in ones, and those that custom resource definitions add.
import KubeObjects

/// The kinds a cluster offers, in the order of discovery: the core group first, then by the name of the group.
public struct KindCatalog: Sendable {
  public private(set) var kinds: [Kind]
  private var byIdentity: [Identity: Kind]
  private var byID: [KindID: Kind]

  private struct Identity: Hashable {
    let groupVersion: GroupVersion
    let name: String
  }

  /// The kinds of Kubernetes v1.36.
  public static let kubernetes = KindCatalog(kinds: BuiltinKinds.all)

  init(kinds: [Kind]) {
    self.kinds = kinds
    byIdentity = Dictionary(
      kinds.map { (Identity(groupVersion: $0.groupVersion, name: $0.name), $0) },
      uniquingKeysWith: { first, _ in first })
    byID = Dictionary(kinds.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The kind an object says it is.
  public func kind(apiVersion: String, name: String) -> Kind? {
    byIdentity[Identity(groupVersion: GroupVersion(apiVersion), name: name)]
  }

  /// The kind behind a path of the API: `/apis/apps/v1/.../statefulsets`.
  public func kind(group: String, version: String, plural: String) -> Kind? {
    kinds.first { $0.plural == plural && $0.group == group && $0.groupVersion.version == version }
  }

  /// The preferred version of a kind of a group.
  public func kind(group: String, name: String) -> Kind? {
    kinds.first { $0.name == name && $0.group == group }
  }

  /// The kind with a number: of several versions or groups of one storage, the preferred one.
  public func kind(_ id: KindID) -> Kind? { byID[id] }

  /// The number the next kind would have.
  public var nextID: KindID { KindID(index: (kinds.map(\.id.index).max() ?? -1) + 1) }

  /// Adds a kind that a custom resource definition declares, at the place of its group.
  public mutating func add(_ kind: Kind) {
    let place = kinds.firstIndex { !$0.group.isEmpty && $0.group > kind.group } ?? kinds.endIndex
    kinds.insert(kind, at: place)
    self = KindCatalog(kinds: kinds)
  }

  /// Takes away the kinds of a custom resource definition.
  public mutating func remove(_ id: KindID) { self = KindCatalog(kinds: kinds.filter { $0.id != id }) }
}
