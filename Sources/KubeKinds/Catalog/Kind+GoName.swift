// The names of Go types, which messages about the form of answers show.
import KubeObjects

extension Kind {
  /// The type that an API server keeps objects of the kind in: `*apps.StatefulSet`.
  public var goName: String {
    if custom != nil { return "*unstructured.Unstructured" }
    let package = group.isEmpty ? "core" : String(group.prefix { $0 != "." })
    return "*\(package).\(name)"
  }
}
