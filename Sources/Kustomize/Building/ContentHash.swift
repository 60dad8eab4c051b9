// The hash that is appended to the names of generated objects (sigs.k8s.io/kustomize api/hasher).
import KubeObjects

public enum ContentHash {
  /// Ten letters that depend on the content, not on the name. Objects that hold no data are hashed as a whole.
  public static func hash(of object: Value) -> String {
    var content: Value = ["kind": object["kind"], "name": ""]
    switch object["kind"].text {
    case "ConfigMap":
      content["data"] = object.fields["data"] ?? ""
      if let binary = object.fields["binaryData"] { content["binaryData"] = binary }
    case "Secret":
      content["data"] = object.fields["data"] ?? ""
      content["type"] = object.fields["type"] ?? ""
      if let text = object.fields["stringData"] { content["stringData"] = text }
    default: content = object
    }
    return letters(JSONWriter.bytes(content))
  }

  /// Digits and vowels that could spell words are replaced.
  public static func letters(_ bytes: [UInt8]) -> String {
    let replacements: [Character: Character] = ["0": "g", "1": "h", "3": "k", "a": "m", "e": "t"]
    return String(SHA256.hex(bytes).prefix(10).map { replacements[$0] ?? $0 })
  }
}
