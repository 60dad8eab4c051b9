// `-o custom-columns` and `-o custom-columns-file`: a table of the columns that were asked for.
import KubeObjects

/// Prints a row for each object, the header once.
struct CustomColumnsPrinter: ObjectPrinter {
  private let headers: [String]
  /// Templates in braces; they are only looked into once the header is printed.
  private let templates: [String]
  private var needsHeader: Bool
  private var writer = TabWriter(.table)

  init(_ name: String, _ template: String, _ request: FormatRequest) throws(PrintError) {
    if template.isEmpty { throw PrintError("custom-columns format specified but no custom columns given") }
    let columns = try name == "custom-columns-file" ? Self.file(template, request) : Self.columns(template)
    headers = columns.map(\.header)
    templates = columns.map(\.template)
    // Columns that come from a file have their header whatever was asked for.
    needsHeader = name == "custom-columns-file" || !request.hidesHeaders
  }

  private typealias Column = (header: String, template: String)

  private static func columns(_ text: String) throws(PrintError) -> [Column] {
    var columns: [Column] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let words = part.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard words.count == 2 else {
        throw PrintError("unexpected custom-columns spec: \(part), expected <header>:<json-path-expr>")
      }
      columns.append((String(words[0]), try RelaxedPath.normalised(String(words[1]))))
    }
    return columns
  }

  /// A file has headers in its first line and paths in its second.
  private static func file(_ path: String, _ request: FormatRequest) throws(PrintError) -> [Column] {
    let bytes: [UInt8]
    switch request.readFile(path) {
    case .success(let read): bytes = read
    case .failure(let error): throw PrintError("error reading template \(path), \(error.message)\n")
    }
    var lines = String(decoding: bytes, as: UTF8.self).lineParts.map { $0.split(whereSeparator: \.isWhitespace) }
    if bytes.isEmpty || bytes.last == 10 { lines.removeLast() }
    for (index, missing) in ["header", "spec"].enumerated() where lines.count <= index {
      throw PrintError(
        "invalid template, missing \(missing) line. Expected format is one line of space separated headers, "
          + "one line of space separated column specs.")
    }
    guard lines[0].count == lines[1].count else {
      throw PrintError("number of headers (\(lines[0].count)) and field specifications (\(lines[1].count)) don't match")
    }
    var columns: [Column] = []
    for (header, path) in zip(lines[0], lines[1]) {
      columns.append((String(header), try RelaxedPath.normalised(String(path))))
    }
    return columns
  }

  mutating func print(_ object: Value, to text: inout String) throws(PrintError) {
    if needsHeader { writer.write(headers.joined(separator: "\t") + "\n") }
    needsHeader = false
    defer { text += writer.take() }
    do throws(JSONPathError) {
      var paths: [JSONPath] = []
      for template in templates { paths.append(try JSONPath(parsing: template)) }
      for object in object.listedObjects { try add(object, paths) }
    } catch {
      throw PrintError(error.message)
    }
  }

  private mutating func add(_ object: Value, _ paths: [JSONPath]) throws(JSONPathError) {
    var cells: [String] = []
    for path in paths {
      let found = try path.results(in: object)
      let isMissing = found.first?.isEmpty ?? true
      let texts = found.joined().map { TerminalText.escaped(GoText.sprint($0)) }
      cells.append(((isMissing ? ["<none>"] : []) + texts).joined(separator: ","))
    }
    writer.write(cells.joined(separator: "\t") + "\n")
  }
}
