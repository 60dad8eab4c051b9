// The hash that `--append-hash` appends to the names of ConfigMaps and Secrets (k8s.io/kubectl pkg/util/hash): unlike
// that of kustomizations it depends on the name.
import KubeKinds
import KubeObjects
import Kustomize

enum NamedContentHash {
  static func append(to object: inout Value) {
    object[.metadata][.name] = .string("\(object[.metadata][.name].text)-\(hash(of: object))")
  }

  static func hash(of object: Value) -> String {
    var content: Value = ["kind": object[.kind], "name": object[.metadata][.name]]
    content[.data] = object.fields[.data] ?? [:]
    if object[.kind].text == "Secret" {
      content[.type] = object.fields[.type] ?? ""
    } else if let binary = object.fields["binaryData"] {
      content["binaryData"] = binary
    }
    return ContentHash.letters(JSONWriter.bytes(content))
  }
}
