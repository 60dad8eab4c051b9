// What the types and fields of Kubernetes are for: short sentences of our own for `explain`. The facts beside this
// file are written in this notation; a line indented by four goes on with the sentence above:
//
//     StatefulSetOrdinals: How the pods of a set are numbered.
//       start: The number of the first pod.
//
// Fields under `*` mean the same in every type that says nothing else of them.
import KubeKinds
import KubeObjects

/// The sentences of `explain` and of OpenAPI.
public enum Descriptions {
  /// What a field is for; of a field nobody has described, what its type is. Empty when that is unknown too.
  public static func field(_ field: SchemaField, of owner: SchemaType) -> String {
    sentences["\(owner.shortName).\(field.name)"] ?? sentences["*.\(field.name)"] ?? ""
  }

  /// What a type is for; empty when nobody has described it.
  public static func type(_ type: SchemaType) -> String { sentences[type.shortName] ?? "" }

  public static let intOrString = "A number, or text such as a percentage or a name."

  static let sentences: [String: String] = {
    var sentences: [String: String] = [:]
    for text in [
      metadata, workloads, batch, pods, containers, scheduling, volumes, services, cluster, policies, server,
    ] {
      read(text, into: &sentences)
    }
    return sentences
  }()

  private static func read(_ text: String, into sentences: inout [String: String]) {
    var type = ""
    var subject = ""
    for line in text.split(separator: "\n") {
      let indent = line.prefix { $0 == " " }.count
      let words = line.dropFirst(indent)
      if indent > 2 {
        sentences[subject, default: ""] += " " + words
        continue
      }
      let name = words.prefix { $0 != ":" }
      let sentence = words.dropFirst(name.count + 1).drop { $0 == " " }
      if indent == 0 { type = String(name) }
      subject = indent == 0 ? type : "\(type).\(name)"
      sentences[subject] = String(sentence)
    }
  }
}
