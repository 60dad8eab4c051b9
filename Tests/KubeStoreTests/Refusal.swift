// Refusals of the API server, as tables: what is written, and what is said of it.
import KubeKinds
import KubeObjects
import KubeStore
import Testing

/// One manifest and the findings it meets with.
struct Refusal: Sendable, CustomTestStringConvertible {
  var manifest: String
  var findings: [String]

  init(_ manifest: String, _ findings: String...) {
    self.manifest = manifest
    self.findings = findings
  }

  var testDescription: String { findings.first ?? "accepted" }

  /// What is said of creating the manifest.
  func onCreation(_ cluster: TestCluster) throws -> [String] {
    let object = try YAMLReader.read(manifest)
    return Self.findings { () throws(APIStatus) in try cluster.create(object) }
  }

  /// The findings of a refusal with `Invalid`, one by one; the message of any other.
  static func findings(_ write: () throws(APIStatus) -> Value) -> [String] {
    do throws(APIStatus) {
      _ = try write()
      return []
    } catch {
      return error.reason == .invalid ? error.causes.map { "\($0.field): \($0.message)" } : [error.message]
    }
  }
}
