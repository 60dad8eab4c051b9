// `-o name`
import KubeKinds
import KubeObjects

/// Prints `statefulset.apps/web`, a line each.
struct NamePrinter: ObjectPrinter {
  func print(_ object: Value, to text: inout String) {
    for object in object.listedObjects { text += Self.name(object) + "\n" }
  }

  private static func name(_ object: Value) -> String {
    let group = GroupVersion(object[.apiVersion].text).group
    let kind = object[.kind].text.lowercased()
    let name = object[.metadata][.name].text
    return "\(group.isEmpty ? kind : "\(kind).\(group)")/\(name.isEmpty ? "<unknown>" : name)"
  }
}
