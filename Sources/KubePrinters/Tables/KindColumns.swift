// All columns of a kind, whatever their rows are made of.
import KubeObjects
import SimCore

/// The table of a kind: what its columns are called and the cells of an object.
public struct KindColumns: Sendable {
  public let definitions: [ColumnDefinition]
  private let append: @Sendable (Value, Instant, Bool, inout [Cell]) -> Void

  /// - Parameter row: works out, once an object, what the columns share.
  public init<Row>(_ columns: [Column<Row>], row: @escaping @Sendable (PrintedObject) -> Row) {
    definitions = columns.map(\.definition)
    let all = columns.map(\.cell)
    let narrow = columns.filter { $0.definition.priority == 0 }.map(\.cell)
    append = { value, now, wide, cells in
      let row = row(PrintedObject(value, now))
      for cell in wide ? all : narrow { cells.append(cell(row)) }
    }
  }

  public init(_ columns: [Column<PrintedObject>]) { self.init(columns) { $0 } }

  /// The columns shown without `-o wide`.
  public func shown(wide: Bool) -> [ColumnDefinition] { definitions.filter { wide || $0.priority == 0 } }

  /// The cells of an object in the columns `shown(wide:)`. The server gives all of them and lets the client choose.
  public func cells(of object: Value, now: Instant, wide: Bool) -> [Cell] {
    var cells: [Cell] = []
    cells.reserveCapacity(definitions.count)
    append(object, now, wide, &cells)
    return cells
  }

  /// The same, in place of what a list held before.
  func fill(_ cells: inout [Cell], with object: Value, now: Instant, wide: Bool) {
    cells.removeAll(keepingCapacity: true)
    append(object, now, wide, &cells)
  }
}
