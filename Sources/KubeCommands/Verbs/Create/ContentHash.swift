// The hash that `--append-hash` and kustomizations append to the names of ConfigMaps and Secrets
// (sigs.k8s.io/kustomize api/hasher).
import KubeKinds
import KubeObjects

enum ContentHash {
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
    let replacements: [Character: Character] = ["0": "g", "1": "h", "3": "k", "a": "m", "e": "t"]
    return String(SHA256.hex(JSONWriter.bytes(content)).prefix(10).map { replacements[$0] ?? $0 })
  }
}
