// Rows of cells as the table that kubectl prints: headers, namespaces, kinds, labels, blank lines between kinds.
import KubeKinds
import KubeObjects
import SimCore

/// How tables are decorated.
public struct TableOptions: Sendable {
  public var isWide = false
  public var hidesHeaders = false
  /// A NAMESPACE column first, for `--all-namespaces`.
  public var showsNamespace = false
  /// The kind before each name (`statefulset.apps/web`), for `--show-kind` and listings of several kinds.
  public var showsKind = false
  /// Labels that get a column each: `-L app,zone`.
  public var labelColumns: [String] = []
  public var showsLabels = false
  /// An EVENT column first of all, for `--output-watch-events`.
  public var showsEvents = false

  public init() {}
}

/// Prints objects of one kind after another as tables. Columns are aligned within a kind; headers come with the first
/// row, so that a kind without objects leaves no trace.
public struct TableWriter {
  private let options: TableOptions
  private var text = TabWriter(.table)
  private var columns = KindColumns.createdAt
  private var cells: [Cell] = []
  /// Which of the cells is the name.
  private var nameIndex: Int?
  private var kindPrefix = ""
  private var showsNamespace = false
  private var needsHeader = true
  private var needsBlankLine = false
  private var hasWritten = false

  public init(_ options: TableOptions) { self.options = options }

  /// Begins the table of a kind.
  /// - Parameter columns: those of the kind; a subresource such as `scale` has its own.
  public mutating func begin(_ kind: Kind, _ columns: KindColumns) {
    text.flush()
    text.forgetWidths()
    self.columns = columns
    nameIndex = columns.shown(wide: options.isWide).firstIndex { $0.isName }
    kindPrefix = options.showsKind ? kind.printedName + "/" : ""
    // kubectl prints an empty namespace for what has none, once it has printed one (`get pvc,pv -A`).
    showsNamespace = options.showsNamespace && (kind.isNamespaced || showsNamespace)
    needsHeader = !options.hidesHeaders
    needsBlankLine = hasWritten && !options.hidesHeaders
  }

  /// Adds the row of an object. - Parameter event: what happened to it, in a watch.
  public mutating func add(_ object: Value, now: Instant, event: String? = nil) {
    if needsBlankLine { text.write("\n") }
    if needsHeader { text.write(header) }
    needsBlankLine = false
    needsHeader = false
    hasWritten = true
    if options.showsEvents { write(Self.padded(event ?? "")) }
    if showsNamespace { write(object[.metadata][.namespace].text) }
    columns.fill(&cells, with: object, now: now, wide: options.isWide)
    for index in cells.indices {
      let cell = cells[index].printed
      write(index == nameIndex && !kindPrefix.isEmpty ? kindPrefix + cell : cell)
    }
    if options.showsLabels || !options.labelColumns.isEmpty { writeLabels(object[.metadata][.labels]) }
    isFirstCell = true
    text.endLine()
  }

  /// Gives out the lines laid out since the last time.
  public mutating func take() -> String { text.take() }

  private var isFirstCell = true

  private mutating func write(_ cell: String) {
    if !isFirstCell { text.endCell() }
    isFirstCell = false
    var cell = TerminalText.cell(cell)
    // A tab within a cell parts it in two.
    cell.withUTF8 { $0.contains(9) ? text.write(utf8: $0) : text.append($0) }
  }

  private mutating func writeLabels(_ labels: Value) {
    for label in options.labelColumns { write(labels[Key(label)].text) }
    if options.showsLabels { write(SelectorText.labels(labels)) }
  }

  private var header: String {
    var names: [String] = []
    if options.showsEvents { names.append("EVENT") }
    if showsNamespace { names.append("NAMESPACE") }
    names += columns.shown(wide: options.isWide).map { $0.name.uppercased() }
    names += options.labelColumns.map { $0.split(separator: "/").last.map { $0.uppercased() } ?? "" }
    if options.showsLabels { names.append("LABELS") }
    return names.joined(separator: "\t") + "\n"
  }

  /// Changes of a watch have the width of the longest of them.
  private static func padded(_ event: String) -> String {
    event + String(repeating: " ", count: max(0, "MODIFIED".count - event.count))
  }
}
