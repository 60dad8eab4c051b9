// Finds tables in what commands print: their columns, their rows, the names in them.

/// A column of a printed table: where its title stands in the header.
struct TableColumn: Equatable {
  let title: String
  let start: Int
  let end: Int?

  /// The columns of a header: two spaces or more are between them.
  static func columns(of header: [Character]) -> [TableColumn] {
    var starts: [Int] = []
    for index in header.indices where header[index] != " " {
      let isFirst = index == 0 || (header[index - 1] == " " && (index == 1 || header[index - 2] == " "))
      if isFirst { starts.append(index) }
    }
    return starts.enumerated().map { number, start in
      let end = number + 1 < starts.count ? starts[number + 1] : nil
      let title = String(header[start..<(end ?? header.count)]).trimmingEnd
      return TableColumn(title: title, start: start, end: end)
    }
  }

  /// What a row has in this column.
  func cell(of row: [Character]) -> String {
    guard start < row.count else { return "" }
    return String(row[start..<min(end ?? row.count, row.count)])
  }
}

extension String {
  /// The text without white space at its end.
  var trimmingEnd: String {
    var text = self[...]
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}

/// Reads lines as they are printed and says which of them belong to a table.
struct TableFollower {
  enum Line: Equatable {
    case header([TableColumn])
    case row([TableColumn])
    case other
  }

  private var columns: [TableColumn]?
  /// The names in the rows since the last command that printed any.
  private(set) var names: [String] = []

  /// What comes now is another command's.
  mutating func begin() { columns = nil }

  mutating func forgetNames() { names = [] }

  mutating func take(_ text: some StringProtocol) -> Line {
    if text.isEmpty {
      columns = nil
      return .other
    }
    if let header = Self.header(text) {
      columns = header
      return .header(header)
    }
    guard let columns else { return .other }
    if let name = columns.first(where: { $0.title == "NAME" })?.cell(of: Array(text)).trimmingEnd, !name.isEmpty,
      !names.contains(name)
    {
      names.append(name)
    }
    return .row(columns)
  }

  /// The columns of a line that is a header: capital letters in columns, the name among them or several.
  static func header(_ text: some StringProtocol) -> [TableColumn]? {
    guard let first = text.utf8.first, first >= 65, first <= 90, text.utf8.allSatisfy(isHeaderByte) else { return nil }
    let columns = TableColumn.columns(of: Array(text))
    return columns.count > 1 || columns.first?.title == "NAME" ? columns : nil
  }

  private static func isHeaderByte(_ byte: UInt8) -> Bool {
    (byte >= 65 && byte <= 90) || (byte >= 48 && byte <= 57) || " -_()%/.:+".utf8.contains(byte)
  }
}
