// JSON of objects that kubectl holds as Go types of its own: `create deployment -o json`. Fields come in the order of
// the types, where objects that were only passed on have theirs sorted.
import KubeKinds
import KubeObjects
import KubePrinters

struct TypedJSONPrinter: ObjectPrinter {
  let schema: Schema
  let catalog: KindCatalog

  mutating func print(_ object: Value, to text: inout String) throws(PrintError) {
    let kind = catalog.kind(apiVersion: object[.apiVersion].text, name: object[.kind].text)
    let type = kind?.schemaType.map { FieldType.type($0) } ?? .any
    write(object, type, level: 0, &text)
    text += "\n"
  }

  private func write(_ value: Value, _ type: FieldType, level: Int, _ text: inout String) {
    switch value {
    case .object(let object) where !object.isEmpty:
      list("{", "}", ordered(object, type), level, &text) { entry, text in
        text += JSONWriter.write(.string(entry.key.text)) + ": "
        write(entry.value, entry.type, level: level + 1, &text)
      }
    case .array(let elements) where !elements.isEmpty:
      var element = FieldType.any
      if case .array(let inner) = type { element = inner }
      list("[", "]", elements, level, &text) { value, text in write(value, element, level: level + 1, &text) }
    default: text += JSONWriter.write(value)
    }
  }

  private typealias Entry = (key: Key, value: Value, type: FieldType)

  /// The entries in the order of the type; what the type does not have comes last, sorted.
  private func ordered(_ object: Object, _ type: FieldType) -> [Entry] {
    if case .map(let element) = type { return object.map { ($0.key, $0.value, element) } }
    guard let fields = schema.element(of: type)?.fields else { return object.map { ($0.key, $0.value, .any) } }
    let known = fields.compactMap { field in object[field.key].map { (field.key, $0, field.type) } }
    let names = Set(known.map(\.0))
    return known + object.filter { !names.contains($0.key) }.map { ($0.key, $0.value, .any) }
  }

  private func list<Element>(
    _ open: String, _ close: String, _ elements: [Element], _ level: Int, _ text: inout String,
    _ write: (Element, inout String) -> Void
  ) {
    let indent = String(repeating: "    ", count: level)
    text += open
    for (index, element) in elements.enumerated() {
      text += (index > 0 ? "," : "") + "\n" + indent + "    "
      write(element, &text)
    }
    text += "\n" + indent + close
  }
}
