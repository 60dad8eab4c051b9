// Paths as people type them for --sort-by and custom columns: with or without braces, with or without the first dot.

public enum RelaxedPath {
  /// `{.metadata.name}` for `metadata.name`, `.metadata.name`, `{metadata.name}` and `{.metadata.name}`.
  public static func normalised(_ text: String) throws(PrintError) -> String {
    if text.isEmpty { return "" }
    var path = text[...]
    if path.first == "{", path.last == "}", path.count > 2 { path = path.dropFirst().dropLast() }
    if path.contains("{") || path.contains("}") { throw malformed }
    if path.first == ".", path.count > 1 { path = path.dropFirst() }
    return "{.\(path)}"
  }

  private static let malformed = PrintError(
    "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'")
}
