// Paths as people type them for --sort-by and custom columns: with or without braces, with or without the first dot.
import KubeObjects

public enum RelaxedPath {
  /// `{.metadata.name}` for `metadata.name`, `.metadata.name`, `{metadata.name}` and `{.metadata.name}`.
  public static func normalised(_ text: String) throws(PrintError) -> String {
    do throws(JSONPathError) { return try JSONPath.template(relaxed: text) } catch { throw PrintError(error.message) }
  }
}
