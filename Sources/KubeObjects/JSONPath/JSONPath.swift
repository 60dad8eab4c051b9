// kubectl's jsonpath: templates of text and paths in braces (k8s.io/client-go util/jsonpath). One evaluator serves
// `-o jsonpath`, `--sort-by`, custom columns and `wait --for=jsonpath`.

/// A template that has been read.
public struct JSONPath: Sendable {
  let nodes: [JSONPathNode]

  /// The steps of a path without braces, as in `pod.spec.volumes`: the names of fields, `nil` for anything else.
  public static func steps(of path: some StringProtocol) throws(JSONPathError) -> [String?] {
    let text = path.hasSuffix(".") ? String(path.dropLast()) : String(path)
    var parser = JSONPathParser("{.\(text)}")
    let parts = try parser.template()
    guard parts.count == 1, case .list(let nodes) = parts[0] else {
      throw JSONPathError("must pass in 1 jsonpath string")
    }
    return nodes.map { if case .field(let key) = $0 { key.text } else { nil } }
  }

  /// Reads a template: text as it is, paths in braces.
  /// - Throws: `JSONPathError` in the words of client-go.
  public init(parsing text: some StringProtocol) throws(JSONPathError) {
    var parser = JSONPathParser(text)
    nodes = try parser.template()
  }

  /// Reads what `--sort-by`, custom columns and `wait` take: a path with or without its braces and its first point.
  /// - Throws: `JSONPathError` in the words of kubectl.
  public init(relaxed text: some StringProtocol) throws(JSONPathError) {
    try self.init(parsing: try Self.template(relaxed: text))
  }

  /// The template that a relaxed path stands for: `{.metadata.name}` for `metadata.name`.
  public static func template(relaxed text: some StringProtocol) throws(JSONPathError) -> String {
    if text.isEmpty { return "" }
    var path = text[...]
    if path.hasPrefix("{"), path.hasSuffix("}") { path = path.dropFirst().dropLast() }
    if path.hasPrefix("."), path != "." { path = path.dropFirst() }
    guard !path.isEmpty, !path.contains("{"), !path.contains("}") else {
      throw JSONPathError(
        "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'")
    }
    return "{.\(path)}"
  }

  /// What the parts of the template find in a value, part by part.
  /// - Parameter allowsMissingKeys: a field that is not there is nothing rather than an error.
  public func results(in value: Value, allowsMissingKeys: Bool = true) throws(JSONPathError) -> [[Value]] {
    var evaluator = JSONPathEvaluator(nodes: nodes, allowsMissingKeys: allowsMissingKeys)
    return try evaluator.results(in: value, from: 0)
  }

  /// The template filled in.
  public func text(of value: Value, allowsMissingKeys: Bool = true) throws(JSONPathError) -> String {
    var text = ""
    for part in try results(in: value, allowsMissingKeys: allowsMissingKeys) {
      for (index, result) in part.enumerated() {
        if index > 0 { text += " " }
        text += Self.text(of: result)
      }
    }
    return text
  }

  /// The results as JSON, each part an indented list: `-o jsonpath-as-json`.
  public func json(of value: Value, allowsMissingKeys: Bool = true) throws(JSONPathError) -> String {
    try results(in: value, allowsMissingKeys: allowsMissingKeys)
      .map { JSONWriter.write(.array($0), .indented) + "\n" }.joined()
  }

  /// One result as text: lists and objects as JSON, everything else as Go prints it.
  public static func text(of result: Value) -> String {
    switch result {
    case .null: "null"
    case .array, .object: JSONWriter.write(result)
    default: GoText.sprint(result)
    }
  }
}

/// Why a template can't be read or filled in.
public struct JSONPathError: Error, Equatable, Sendable {
  public var message: String

  public init(_ message: String) { self.message = message }
}

/// A piece of a template.
indirect enum JSONPathNode: Sendable {
  /// What stands in one pair of braces: each piece goes on from what the one before it found.
  case list([JSONPathNode])
  case text(String)
  case field(Key)
  case slice(JSONPathSlice)
  case filter(left: [JSONPathNode], comparison: String, right: [JSONPathNode])
  /// `[?(@.x)]`
  case exists([JSONPathNode])
  case literal(Value)
  case wildcard
  case recursive
  case union([[JSONPathNode]])
  /// `range` and `end`, or a word that means nothing.
  case word(String)
}

/// An index or a range of indexes.
struct JSONPathSlice: Sendable {
  /// 0 when it is left out.
  var start = 0
  /// One past the last; `nil` for up to the end.
  var end: Int?
  /// Whether the end follows from a single index.
  var isIndex = false
  var step: Int?

  /// The elements of a list that are meant.
  func elements(of list: [Value]) throws(JSONPathError) -> [Value] {
    var start = start
    var end = end ?? list.count
    if start < 0 { start += list.count }
    if end < 0 || (end == 0 && isIndex) { end += list.count }
    if start == end { return [] }
    if start >= list.count || start < 0 { throw Self.outOfBounds(start, list.count) }
    if end > list.count || end < 0 { throw Self.outOfBounds(end - 1, list.count) }
    if start > end { throw JSONPathError("starting index \(start) is greater than ending index \(end)") }
    let step = step ?? 1
    if step <= 0 { throw JSONPathError("step must be > 0") }
    return step == 1 ? Array(list[start..<end]) : stride(from: start, to: end, by: step).map { list[$0] }
  }

  private static func outOfBounds(_ index: Int, _ length: Int) -> JSONPathError {
    JSONPathError("array index out of bounds: index \(index), length \(length)")
  }
}
