// One object that a command is about.
import ClusterAPI
import KubeKinds
import KubeObjects

/// An object that was named, selected or read from a file. What was only named is fetched when it is asked for.
public struct ResourceInfo {
  public let kind: Kind
  public var namespace: String
  public var name: String
  /// The object; `nil` while it was only named.
  public var object: Value?
  /// Where it was read: a file's path, `STDIN`, or nothing.
  public var source = ""
  public var subresource: Kind.Subresource?

  public init(
    kind: Kind, namespace: String, name: String, object: Value? = nil, source: String = "",
    subresource: Kind.Subresource? = nil
  ) {
    self.kind = kind
    self.namespace = namespace
    self.name = name
    self.object = object
    self.source = source
    self.subresource = subresource
  }

  /// `statefulset.apps/web`, as changes are reported.
  public var printedName: String { "\(kind.printedName)/\(name)" }

  /// `statefulsets/web`, as some refusals name it.
  public var resourceName: String { "\(kind.plural)/\(name)" }

  /// The object in the cluster as it is now.
  public func fetched(_ api: any ClusterAPI) throws -> Value {
    if name.isEmpty { throw CommandError.text("resource name may not be empty") }
    return try api.get(kind, namespace: namespace, name: name, subresource: subresource)
  }

  /// `Resource: "apps/v1, Resource=statefulsets", GroupVersionKind: ...`: how long refusals describe an object.
  public var description: String {
    "Resource: \(GoText.quoted(kind.resourceText)), GroupVersionKind: \(GoText.quoted(kind.kindText))\n"
      + "Name: \(GoText.quoted(name)), Namespace: \(GoText.quoted(namespace))"
  }
}

extension Kind {
  /// Go's `GroupVersionResource.String`: `apps/v1, Resource=statefulsets`.
  public var resourceText: String { "\(group)/\(groupVersion.version), Resource=\(plural)" }

  /// Go's `GroupVersionKind.String`: `apps/v1, Kind=StatefulSet`.
  public var kindText: String { "\(group)/\(groupVersion.version), Kind=\(name)" }
}
