// What classes of volumes and of their attributes tell their drivers.
import KubeObjects

enum StorageParameters {
  private static let most = 512
  private static let mostBytes = 256 * 1024

  /// The driver by its name.
  static func driver(_ name: String, at path: FieldPath, _ findings: inout Findings) {
    if name.isEmpty { return findings.required(path) }
    findings.check(name.lowercased(), at: path, NameRules.qualifiedName)
  }

  /// Settings of which only the driver knows what they mean (`validateParameters`).
  static func check(
    _ parameters: Object, mayBeNone: Bool = true, at path: FieldPath, _ findings: inout Findings
  ) {
    if parameters.count > most { return findings.add(.tooLong(path, maximum: most)) }
    for (key, _) in parameters where key.text.isEmpty { findings.invalid(path, "", "field can not be empty.") }
    let bytes = parameters.reduce(0) { $0 + $1.key.text.utf8.count + $1.value.text.utf8.count }
    if bytes > mostBytes { findings.add(.tooLong(path, maximum: mostBytes)) }
    if !mayBeNone, parameters.isEmpty { findings.required(path, "must contain at least one key/value pair") }
  }
}
