// Aligns text in columns as Go's text/tabwriter does, which lays out every table and description that kubectl prints.

/// Collects lines of tab-terminated cells and gives them back aligned with spaces.
///
/// A column is a block of *consecutive* lines that have a cell there; each block is as wide as its widest cell plus
/// padding, and the text after a line's last tab belongs to no column. Widths count characters, not bytes.
public struct TabWriter: Sendable {
  /// How wide columns become.
  public struct Layout: Sendable {
    public var minimumWidth: Int
    public var padding: Int
    /// Whether a column never gets narrower than it was before the last `flush`, as rows of a watch must not.
    public var remembersWidths: Bool

    /// Tables: `printers.GetNewTabWriter`.
    public static let table = Layout(minimumWidth: 6, padding: 3, remembersWidths: true)
    /// Descriptions: `tabbedString` of kubectl's describe package.
    public static let description = Layout(minimumWidth: 0, padding: 2, remembersWidths: false)
  }

  private struct Cell {
    var size: Int32
    var width: Int32
  }

  private let layout: Layout
  /// The text of all cells, without tabs and line ends.
  private var bytes: [UInt8] = []
  private var cells: [Cell] = []
  /// Where each finished line ends in `cells`.
  private var lineEnds: [Int] = []
  private var open = Cell(size: 0, width: 0)
  private var rememberedWidths: [Int] = []
  private var output: [UInt8] = []

  public init(_ layout: Layout) { self.layout = layout }

  /// Adds text that may hold tabs (`\t`, `\v`) and line ends (`\n`, `\f`).
  public mutating func write(_ text: String) {
    var text = text
    text.withUTF8 { write(utf8: $0) }
  }

  public mutating func write(utf8 buffer: UnsafeBufferPointer<UInt8>) {
    var start = 0
    for index in buffer.indices {
      let byte = buffer[index]
      guard byte == 9 || byte == 10 || byte == 11 || byte == 12 else { continue }
      append(UnsafeBufferPointer(rebasing: buffer[start..<index]))
      start = index + 1
      byte == 9 || byte == 11 ? endCell() : endLine()
    }
    append(UnsafeBufferPointer(rebasing: buffer[start...]))
  }

  /// Adds to the open cell text that holds neither tabs nor line ends.
  mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    bytes.append(contentsOf: text)
    open.size += Int32(text.count)
    var width: Int32 = 0
    for byte in text where byte & 0xC0 != 0x80 { width += 1 }
    open.width += width
  }

  mutating func endCell() {
    cells.append(open)
    open = Cell(size: 0, width: 0)
  }

  mutating func endLine() {
    endCell()
    lineEnds.append(cells.count)
  }

  /// Forgets how wide columns were: the next table begins anew.
  public mutating func forgetWidths() { rememberedWidths = [] }

  /// Lays out everything written so far and ends all columns.
  public mutating func flush() {
    let unfinished = open.size > 0 || cells.count > (lineEnds.last ?? 0)
    if unfinished { endLine() }
    output.reserveCapacity(output.count + bytes.count * 2)
    var position = 0
    var widths: [Int] = []
    format(0, lineEnds.count, &widths, &position)
    if unfinished { output.removeLast() }
    bytes.removeAll(keepingCapacity: true)
    cells.removeAll(keepingCapacity: true)
    lineEnds.removeAll(keepingCapacity: true)
  }

  /// Flushes and gives out all text laid out since the last time.
  public mutating func take() -> String {
    flush()
    defer { output.removeAll(keepingCapacity: true) }
    return String(decoding: output, as: UTF8.self)
  }
}

// MARK: Layout

extension TabWriter {
  private func lineStart(_ line: Int) -> Int { line == 0 ? 0 : lineEnds[line - 1] }

  /// Whether a line has a tab-terminated cell in a column.
  private func hasCell(_ line: Int, _ column: Int) -> Bool { column < lineEnds[line] - lineStart(line) - 1 }

  /// Writes lines whose columns before `widths.count` are known: finds the blocks of the next column, and within each
  /// those of the columns to its right.
  private mutating func format(_ first: Int, _ end: Int, _ widths: inout [Int], _ position: inout Int) {
    let column = widths.count
    var written = first
    var line = first
    while line < end {
      guard hasCell(line, column) else {
        line += 1
        continue
      }
      writeLines(written, line, widths, &position)
      written = line
      var width = layout.minimumWidth
      while line < end, hasCell(line, column) {
        width = max(width, Int(cells[lineStart(line) + column].width) + layout.padding)
        line += 1
      }
      if layout.remembersWidths { width = remembered(width, column) }
      widths.append(width)
      format(written, line, &widths, &position)
      widths.removeLast()
      written = line
    }
    writeLines(written, end, widths, &position)
  }

  private mutating func remembered(_ width: Int, _ column: Int) -> Int {
    guard column < rememberedWidths.count else {
      rememberedWidths.append(width)
      return width
    }
    rememberedWidths[column] = max(rememberedWidths[column], width)
    return rememberedWidths[column]
  }

  private mutating func writeLines(_ first: Int, _ end: Int, _ widths: [Int], _ position: inout Int) {
    for line in first..<max(first, end) {
      let start = lineStart(line)
      for index in start..<lineEnds[line] {
        let cell = cells[index]
        output.append(contentsOf: bytes[position..<position + Int(cell.size)])
        position += Int(cell.size)
        guard index - start < widths.count else { continue }
        output.append(contentsOf: repeatElement(32, count: max(0, widths[index - start] - Int(cell.width))))
      }
      output.append(10)
    }
  }
}
