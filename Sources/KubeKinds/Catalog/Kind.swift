// One kind of object as the API server offers it.
import KubeObjects

/// The number of a kind within one cluster's catalogue. Kinds that are one storage under two names (`events` in the
/// core group and in `events.k8s.io`) share the number of the first.
@frozen
public struct KindID: Hashable, Sendable, Comparable, Codable {
  public let index: Int32

  @inlinable
  public init(index: Int32) { self.index = index }

  @inlinable
  public static func < (a: KindID, b: KindID) -> Bool { a.index < b.index }
}

/// A group and a version: `apps/v1`, or `v1` for the core group.
public struct GroupVersion: Hashable, Sendable, CustomStringConvertible {
  public let group: String
  public let version: String

  public init(group: String, version: String) {
    self.group = group
    self.version = version
  }

  /// Reads an `apiVersion`: everything before the last slash is the group.
  public init(_ apiVersion: String) {
    let parts = apiVersion.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    group = parts.count > 1 ? String(parts[0]) : ""
    version = String(parts.last ?? "")
  }

  public var description: String { group.isEmpty ? version : "\(group)/\(version)" }
}

/// A kind: its names, its scope, what can be done with it, and the rules of its objects.
public final class Kind: Sendable {
  public enum Subresource: String, Sendable, CaseIterable {
    case status, scale, eviction, binding, log, exec, attach, portforward, proxy, ephemeralcontainers, resize,
      token, finalize
  }

  /// What every listed and changeable kind can do, in the order of discovery.
  public static let usualVerbs = [
    "create", "delete", "deletecollection", "get", "list", "patch", "update", "watch",
  ]

  public let id: KindID
  public let groupVersion: GroupVersion
  /// `StatefulSet`
  public let name: String
  /// `statefulsets`
  public let plural: String
  /// `statefulset`
  public let singular: String
  public let shortNames: [String]
  public let isNamespaced: Bool
  public let categories: [String]
  public let subresources: [Subresource]
  public let verbs: [String]
  /// The name of the type in the schema; `nil` for kinds that take any fields.
  public let schemaType: String?
  /// What a custom resource definition says of the kind; `nil` for built-in kinds.
  public let custom: CustomVersion?

  public init(
    id: KindID, groupVersion: GroupVersion, name: String, plural: String, singular: String,
    shortNames: [String], isNamespaced: Bool, categories: [String], subresources: [Subresource],
    verbs: [String], schemaType: String?, custom: CustomVersion? = nil
  ) {
    self.id = id
    self.groupVersion = groupVersion
    self.name = name
    self.plural = plural
    self.singular = singular
    self.shortNames = shortNames
    self.isNamespaced = isNamespaced
    self.categories = categories
    self.subresources = subresources
    self.verbs = verbs
    self.schemaType = schemaType
    self.custom = custom
  }

  public var group: String { groupVersion.group }

  /// As messages name it: `statefulsets.apps`.
  public var groupResource: GroupResource { GroupResource(group: group, resource: plural) }

  /// As commands print it before a name: `statefulset.apps`, `pod`.
  public var printedName: String { group.isEmpty ? singular : "\(singular).\(group)" }

  public func offers(_ subresource: Subresource) -> Bool { subresources.contains(subresource) }
}
