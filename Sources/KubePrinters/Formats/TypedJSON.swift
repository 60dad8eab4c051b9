// JSON in the order of the Go types: what kubectl prints of objects it made or decoded itself, and what an API server
// answers.
import KubeKinds
import KubeObjects

/// Writes objects as JSON whose fields come in the order of their type.
public struct TypedJSON {
  private let order: FieldOrder
  private let isIndented: Bool
  private var text = ""

  public static func write(_ object: Value, _ types: FormatRequest.Types, indented: Bool = true) -> String {
    var writer = TypedJSON(order: FieldOrder(types: types), isIndented: indented)
    writer.write(object, .object, level: 0)
    return writer.text
  }

  private init(order: FieldOrder, isIndented: Bool) {
    self.order = order
    self.isIndented = isIndented
  }

  private mutating func write(_ value: Value, _ place: FieldOrder.Place, level: Int) {
    switch value {
    case .object(let object):
      write(order.entries(object, place), "{", "}", level) { writer, entry in
        writer.text += JSONWriter.write(.string(entry.key.text)) + (writer.isIndented ? ": " : ":")
        writer.write(entry.value, entry.place, level: level + 1)
      }
    case .array(let elements):
      let element = order.elements(place)
      write(elements, "[", "]", level) { $0.write($1, element, level: level + 1) }
    default: text += JSONWriter.write(value)
    }
  }

  private mutating func write<Element>(
    _ elements: [Element], _ open: String, _ close: String, _ level: Int,
    _ writeElement: (inout TypedJSON, Element) -> Void
  ) {
    text += open
    for (index, element) in elements.enumerated() {
      if index > 0 { text += "," }
      breakLine(level + 1)
      writeElement(&self, element)
    }
    if !elements.isEmpty { breakLine(level) }
    text += close
  }

  private mutating func breakLine(_ level: Int) {
    if isIndented { text += "\n" + String(repeating: "    ", count: level) }
  }
}
