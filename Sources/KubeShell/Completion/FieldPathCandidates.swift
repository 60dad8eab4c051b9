// Paths of fields where formats and flags take them: `{.spec.rep`, `.metadata.na`, `sts.spec.up`.
import KubeKinds
import KubeObjects

struct FieldPathCandidates {
  private let paths: FieldPaths

  init(_ schema: Schema) { paths = FieldPaths(schema) }

  /// What may follow in the last `{...}` of a jsonpath; a list's objects are below `items`.
  func jsonPath(_ typed: String, of kind: Kind?, isList: Bool) -> [Candidate] {
    guard let kind, let brace = typed.lastIndex(of: "{") else { return [Candidate(typed + "{.", isOpen: true)] }
    let head = String(typed[...brace])
    let path = String(typed[typed.index(after: brace)...])
    if path.contains("}") { return [] }
    let isBelowItems = isList && !head.contains("{range .items")
    let items = path.prefixMatch(of: /\.items\[[^\]]*\](?=\.)/).map { String($0.output) }
    if isBelowItems, items == nil { return [Candidate(head + ".items[*].", isOpen: true)] }
    let start = isBelowItems ? items ?? "" : ""
    return candidates(String(path.dropFirst(start.count)), of: kind, listMark: "[*]", closing: "}")
      .map { Candidate(head + start + $0.text, $0.summary, isOpen: $0.isOpen) }
  }

  /// `NAME:.metadata.name,NODE:.spec.no`
  func columns(_ typed: String, of kind: Kind?) -> [Candidate] {
    guard let kind, let colon = typed.lastIndex(of: ":") else { return [] }
    let head = String(typed[...colon])
    return candidates(String(typed[typed.index(after: colon)...]), of: kind, listMark: "[*]", closing: "")
      .map { Candidate(head + $0.text, $0.summary, isOpen: true) }
  }

  /// `.metadata.name` or `{.metadata.name}`, as `--sort-by` takes them.
  func paths(_ typed: String, of kind: Kind?) -> [Candidate] {
    guard let kind else { return [] }
    let brace = typed.hasPrefix("{") ? "{" : ""
    let closing = brace.isEmpty ? "" : "}"
    return candidates(String(typed.dropFirst(brace.count)), of: kind, listMark: "[*]", closing: closing)
      .map { Candidate(brace + $0.text, $0.summary, isOpen: $0.isOpen) }
  }

  /// `sts.spec.updateStrategy`: a kind and a path without marks for lists.
  func explained(_ typed: String, of kind: Kind?) -> [Candidate] {
    guard let kind, let dot = typed.firstIndex(of: ".") else { return [] }
    return candidates(String(typed[dot...]), of: kind, listMark: "", closing: "").map { candidate in
      // The fields of a field are another question.
      let text = candidate.isOpen ? String(candidate.text.dropLast()) : candidate.text
      return Candidate(typed[..<dot] + text, candidate.summary, isOpen: true)
    }
  }

  /// The fields that may end a path, which begins with a dot. Those that have fields of their own stay open.
  private func candidates(_ path: String, of kind: Kind, listMark: String, closing: String) -> [Candidate] {
    let end = path.lastIndex(of: ".").map { path.index(after: $0) } ?? path.startIndex
    let head = path.isEmpty ? "." : String(path[..<end])
    let names = path[..<end].replacing(/\[[^\]]*\]/, with: "").split(separator: ".").map(String.init)
    return paths.fields(of: kind, at: names).map { field in
      let isOpen = paths.isOpen(field)
      let mark = FieldPaths.isList(field) ? listMark : ""
      return Candidate(
        head + field.name + mark + (isOpen ? "." : closing), FieldPaths.typeText(field.type), isOpen: isOpen)
    }
  }
}

extension FieldPaths {
  /// What a field holds, in a word: `integer`, `[]Container`.
  static func typeText(_ type: FieldType) -> String {
    switch type {
    case .string: "string"
    case .bool: "boolean"
    case .int32, .int64: "integer"
    case .time, .microTime: "time"
    case .quantity: "quantity"
    case .intOrString: "integer or string"
    case .bytes: "base64"
    case .any: "any"
    case .array(let element): "[]" + typeText(element)
    case .map(let element): "map of " + typeText(element)
    case .type(let name): name.split(separator: ".").last.map(String.init) ?? name
    }
  }
}
