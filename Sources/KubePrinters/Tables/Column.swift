// One column of a kind's table: its name and how to get its cell from an object. Cells are values, not text, because
// the server answers `as=Table` with the same cells that the terminal prints.
import KubeKinds
import KubeObjects
import SimCore

/// The content of one cell.
public enum Cell: Equatable, Sendable {
  case text(String)
  case number(Int64)
  case fraction(Double)
  case flag(Bool)
  /// No value: the cell is empty.
  case none

  /// As JSON, for a `meta.k8s.io/v1` Table.
  public var value: Value {
    switch self {
    case .text(let text): .string(text)
    case .number(let number): .int(number)
    case .fraction(let number): .double(number)
    case .flag(let flag): .bool(flag)
    case .none: .null
    }
  }

  /// As the terminal shows it, before alignment.
  public var printed: String {
    switch self {
    case .text(let text): text
    case .number(let number): String(number)
    case .fraction(let number): GoText.sprint(.double(number))
    case .flag(let flag): flag ? "true" : "false"
    case .none: ""
    }
  }
}

extension Cell: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
  public init(stringLiteral text: String) { self = .text(text) }
}

/// What a table says of a column: the `columnDefinitions` of a Table.
public struct ColumnDefinition: Equatable, Sendable {
  public enum Form: String, Sendable {
    case string, integer, number, boolean, date
  }

  /// As declared, such as `Up-to-date`; headers are printed in capitals.
  public var name: String
  public var form: Form
  /// `name` for the column that identifies the object, to which `--show-kind` adds the kind.
  public var isName: Bool
  /// 0 is always shown, anything else with `-o wide` only.
  public var priority: Int

  public init(_ name: String, form: Form = .string, isName: Bool = false, priority: Int = 0) {
    self.name = name
    self.form = form
    self.isName = isName
    self.priority = priority
  }
}

/// An object about to be printed, and when.
public struct PrintedObject: Sendable {
  public let value: Value
  public let now: Instant

  public init(_ value: Value, _ now: Instant) {
    self.value = value
    self.now = now
  }

  public var name: Cell { .text(value[.metadata][.name].text) }
  public var age: Cell { .text(Age.since(value[.metadata][.creationTimestamp], now)) }
  public subscript(key: Key) -> Value { value[key] }
}

/// A column: a definition and the closure that makes its cells out of a row. A row is what is worked out once an
/// object for all its columns.
public struct Column<Row>: Sendable {
  public let definition: ColumnDefinition
  public let cell: @Sendable (Row) -> Cell

  public init(
    _ name: String, _ form: ColumnDefinition.Form = .string, priority: Int = 0, isName: Bool = false,
    cell: @escaping @Sendable (Row) -> Cell
  ) {
    definition = ColumnDefinition(name, form: form, isName: isName, priority: priority)
    self.cell = cell
  }
}

extension Column {
  /// A column of `-o wide`.
  static func wide(
    _ name: String, _ form: ColumnDefinition.Form = .string, cell: @escaping @Sendable (Row) -> Cell
  ) -> Column {
    Column(name, form, priority: 1, cell: cell)
  }
}

extension Column<PrintedObject> {
  /// The column nearly every table begins with.
  static var name: Column { Column("Name", isName: true) { $0.name } }
  /// The time since the object was created.
  static var age: Column { Column("Age") { $0.age } }
}
