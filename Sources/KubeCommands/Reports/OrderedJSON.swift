// JSON of things that are no Kubernetes objects, its fields in the order in which Go's types have them.
import KubeObjects

enum OrderedJSON {
  /// The text of a value. Fields that `order` does not name come last, sorted.
  static func text(_ value: Value, order: [String], indent: String) -> String {
    write(value, order, indent, "") + "\n"
  }

  private static func write(_ value: Value, _ order: [String], _ indent: String, _ margin: String) -> String {
    let inner = margin + indent
    switch value {
    case .object(let object) where !object.isEmpty:
      let names = order.filter { object[Key($0)] != nil }
      let rest = object.map(\.key.text).filter { !names.contains($0) }
      let entries = (names + rest).map { name in
        "\(inner)\(GoText.quoted(name)): \(write(object[Key(name)] ?? .null, order, indent, inner))"
      }
      return "{\n" + entries.joined(separator: ",\n") + "\n\(margin)}"
    case .array(let elements) where !elements.isEmpty:
      return "[\n" + elements.map { inner + write($0, order, indent, inner) }.joined(separator: ",\n") + "\n\(margin)]"
    default: return JSONWriter.write(value)
    }
  }
}
