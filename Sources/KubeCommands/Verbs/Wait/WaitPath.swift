// What a path must lead to for `wait --for=jsonpath=...` to be content (kubectl's `cmd/wait/json.go`).
import KubeObjects

/// The place in an object that is waited for.
struct WaitPath {
  private let path: JSONPath

  init(_ text: String) throws(CommandError) {
    if text.isEmpty { throw .text("jsonpath expression cannot be empty") }
    do throws(JSONPathError) { path = try JSONPath(relaxed: text) } catch { throw .text(error.message) }
  }

  /// Whether the path leads to one value, which is the wanted one; without a wanted one, any will do.
  ///
  /// - Throws: what is wrong with a path that leads to several values or to what is no single one.
  func holds(of object: Value, _ wanted: String?) throws(CommandError) -> Bool {
    let lists: [[Value]]
    do throws(JSONPathError) { lists = try path.results(in: object) } catch { throw .text(error.message) }
    guard let list = lists.first, let found = list.first else { return false }
    if lists.count > 1 { throw .text("given jsonpath expression matches more than one list") }
    if list.count > 1 { throw .text("given jsonpath expression matches more than one value") }
    guard let wanted else { return true }
    if found.array != nil || found.object != nil {
      throw .text("jsonpath leads to a nested object or list which is not supported")
    }
    return GoText.trimmed(JSONPath.text(of: found)) == GoText.trimmed(wanted)
  }
}
