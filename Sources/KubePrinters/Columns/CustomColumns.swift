// The columns of custom resources: those that their definition declares (apiextensions-apiserver's `tableconvertor`).
import KubeKinds
import KubeObjects
import SimCore

extension KindColumns {
  /// The name, and the declared columns; the age where none are declared.
  static func custom(_ declared: [CustomVersion.Column]) -> KindColumns {
    declared.isEmpty ? .age : KindColumns([.name] + declared.map(column))
  }

  private static func column(_ declared: CustomVersion.Column) -> Column<PrintedObject> {
    let path = try? JSONPath(parsing: "{\(declared.jsonPath)}")
    let form = ColumnDefinition.Form(rawValue: declared.type) ?? .string
    return Column(declared.name, form, priority: Int(declared.priority)) { object in
      // Paths are simple, so there is one result at most.
      guard let value = (try? path?.results(in: object.value))?.first?.first else { return .none }
      return CustomCell.cell(value, form, object.now)
    }
  }
}

private enum CustomCell {
  /// A value in the form its column declares; nothing where it has another.
  static func cell(_ value: Value, _ form: ColumnDefinition.Form, _ now: Instant) -> Cell {
    switch form {
    case .string: .text(JSONPath.text(of: value))
    case .integer: integer(value)
    case .number: number(value)
    case .boolean: value.bool.map(Cell.flag) ?? .none
    case .date: date(value, now)
    }
  }

  private static func integer(_ value: Value) -> Cell {
    switch value {
    case .int(let number): .number(number)
    case .double(let number): Int64(exactly: number.rounded(.towardZero)).map(Cell.number) ?? .none
    default: .none
    }
  }

  private static func number(_ value: Value) -> Cell {
    switch value {
    case .int(let number): .number(number)
    case .double(let number): .fraction(number)
    default: .none
    }
  }

  private static func date(_ value: Value, _ now: Instant) -> Cell {
    guard let text = value.string else { return .none }
    return .text(Instant(rfc3339: text).map { Age.text(now - $0) } ?? "<invalid>")
  }
}
