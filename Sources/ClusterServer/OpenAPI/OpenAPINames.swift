// The names of types in OpenAPI documents, and how one refers to them.
import KubeKinds
import KubeObjects

/// Which OpenAPI it is: both have the same types, in different places.
enum OpenAPIVersion {
  case v2, v3

  func reference(_ name: String) -> Value {
    [
      "$ref": .string((self == .v2 ? "#/definitions/" : "#/components/schemas/") + name)
    ]
  }
}

enum OpenAPINames {
  static let quantity = "io.k8s.apimachinery.pkg.api.resource.Quantity"
  static let intOrString = "io.k8s.apimachinery.pkg.util.intstr.IntOrString"
  static let rawExtension = "io.k8s.apimachinery.pkg.runtime.RawExtension"
  static let fields = "io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1"
  static let time = "io.k8s.apimachinery.pkg.apis.meta.v1.Time"
  static let microTime = "io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime"
  static let objectMeta = type("meta/v1.ObjectMeta")
  static let listMeta = type("meta/v1.ListMeta")
  static let status = type("meta/v1.Status")
  static let deleteOptions = type("meta/v1.DeleteOptions")
  static let patch = "io.k8s.apimachinery.pkg.apis.meta.v1.Patch"

  /// `apps/v1.StatefulSet` is `io.k8s.api.apps.v1.StatefulSet`.
  static func type(_ name: String) -> String {
    let path = name.replacing(byte: "/", with: ".")
    return (name.hasPrefix("meta/") ? "io.k8s.apimachinery.pkg.apis." : "io.k8s.api.") + path
  }

  /// The name of a kind's own type.
  static func kind(_ kind: Kind) -> String {
    if let type = kind.schemaType { return self.type(type) }
    let group = kind.group.split(separator: ".").first.map(String.init) ?? "core"
    let isBuiltin = KindCatalog.kubernetes.kind(group: kind.group, name: kind.name) != nil
    if isBuiltin { return "io.k8s.api.\(group).\(kind.groupVersion.version).\(kind.name)" }
    let reversed = kind.group.split(separator: ".").reversed().joined(separator: ".")
    return "\(reversed).\(kind.groupVersion.version).\(kind.name)"
  }
}

extension OpenAPINames {
  /// The name of the type of a list of a kind.
  static func list(_ kind: Kind) -> String { String(self.kind(kind).dropLast(kind.name.count)) + kind.listName }
}

extension Kind {
  /// What lists of the kind are called.
  var listName: String { custom?.listKind ?? name + "List" }
}

extension String {
  fileprivate func replacing(byte: Character, with other: Character) -> String {
    String(map { $0 == byte ? other : $0 })
  }
}

extension Kind {
  /// `x-kubernetes-group-version-kind`
  var openAPIIdentity: Value { Self.openAPIIdentity(groupVersion, name) }

  static func openAPIIdentity(_ version: GroupVersion, _ name: String) -> Value {
    ["group": .string(version.group), "version": .string(version.version), "kind": .string(name)]
  }
}
