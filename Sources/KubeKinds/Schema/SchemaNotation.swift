// The notation in which the facts beside this file are written.
//
//     group apps/v1
//     StatefulSetSpec
//       replicas int32                  pointer omitempty
//       template core/v1.PodTemplateSpec required
//
// A type stands alone on its line; its fields follow, indented by two: name, type, attributes. `[T]` is a list and
// `{T}` a map from strings. A line indented by four goes on with the attributes of the field before it. Attributes:
// `required`, `pointer`, `omitempty`, `list=atomic|set|map:KEY+KEY`, `patch=merge|retainKeys|replace[:KEY]`,
// `map=atomic`, `default=TEXT`, `enum=A|B`.
import KubeObjects

/// The texts that describe the types of Kubernetes.
enum SchemaFacts {
  static var all: [String] {
    [
      meta, coreObjects, corePods, corePodParts, coreVolumes, coreClaims, apps, batch, autoscaling, networking,
      storage, policy, accessControl, events,
    ]
  }
}

enum SchemaNotation {
  static func types(in texts: [String]) -> [SchemaType] {
    texts.flatMap { text in
      var reader = Reader()
      for line in text.split(separator: "\n") { reader.read(line) }
      return reader.finish()
    }
  }

  private struct Reader {
    var types: [SchemaType] = []
    var group = ""
    var name = ""
    var fields: [SchemaField] = []

    mutating func read(_ line: Substring) {
      let indent = line.prefix { $0 == " " }.count
      let words = line.split(separator: " ")
      switch indent {
      case 0 where words.count == 2:
        endType()
        group = String(words[1])
      case 0:
        endType()
        name = String(words[0])
      case 2:
        let type = SchemaNotation.type(words[1], group)
        fields.append(SchemaField(name: String(words[0]), key: Key(words[0]), type: type))
        for word in words.dropFirst(2) { fields[fields.count - 1].apply(word) }
      default:
        for word in words { fields[fields.count - 1].apply(word) }
      }
    }

    mutating func endType() {
      if !name.isEmpty { types.append(SchemaType(name: "\(group).\(name)", fields: fields)) }
      name = ""
      fields = []
    }

    mutating func finish() -> [SchemaType] {
      endType()
      return types
    }
  }

  private static func type(_ word: Substring, _ group: String) -> FieldType {
    switch word {
    case "string": return .string
    case "bool": return .bool
    case "int32": return .int32
    case "int64": return .int64
    case "time": return .time
    case "microTime": return .microTime
    case "quantity": return .quantity
    case "intOrString": return .intOrString
    case "bytes": return .bytes
    case "object", "any": return .any
    default: break
    }
    if word.hasPrefix("[") { return .array(type(word.dropFirst().dropLast(), group)) }
    if word.hasPrefix("{") { return .map(type(word.dropFirst().dropLast(), group)) }
    return .type(word.contains("/") ? String(word) : "\(group).\(word)")
  }
}

extension SchemaField {
  /// Takes in one attribute of the notation; a word without a name goes on with an enumeration.
  fileprivate mutating func apply(_ word: Substring) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let value = parts.count > 1 ? parts[1] : ""
    switch parts[0] {
    case "required": isRequired = true
    case "pointer": isPointer = true
    case "omitempty": omitsEmpty = true
    case "list": list = Self.listKind(value)
    case "map": isAtomicMap = value == "atomic"
    case "patch": patch = Self.patchRule(value)
    case "default": defaultText = String(value)
    case "enum": addAllowed(value)
    default: addAllowed(word)
    }
  }

  private mutating func addAllowed(_ text: Substring) {
    allowed += text.split(separator: "|").map { $0 == "\"\"" ? "" : String($0) }
  }

  private static func listKind(_ text: Substring) -> ListKind {
    if text == "atomic" { return .atomic }
    if text == "set" { return .set }
    return .map(text.drop { $0 != ":" }.dropFirst().split(separator: "+").map { Key($0) })
  }

  private static func patchRule(_ text: Substring) -> PatchRule {
    let parts = text.split(separator: ":")
    let strategies = parts[0].split(separator: "+")
    return PatchRule(
      merges: strategies.contains("merge"), retainsKeys: strategies.contains("retainKeys"),
      replaces: strategies.contains("replace"), mergeKey: parts.count > 1 ? Key(parts[1]) : nil)
  }
}
