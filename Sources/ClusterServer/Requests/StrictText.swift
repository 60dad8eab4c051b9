// What is wrong with the text of a body though it can be read: fields that stand twice, words that no patch has.
import KubeKinds
import KubeObjects

extension RequestBody {
  /// What strict readers of a patch complain of. A list of operations has fields of its own.
  func faults(_ patch: Patch) -> [String] {
    guard patch.form == .json else { return faults }
    return faults.map { "json patch \($0)" } + Self.unknownWords(in: patch.body).map {
      "json patch unknown field \(GoText.quoted($0))"
    }
  }

  private static let words: Set<String> = ["op", "path", "from", "value"]

  private static func unknownWords(in patch: Value) -> [String] {
    patch.elements.enumerated().flatMap { index, operation in
      operation.fields.map(\.0.text).filter { !words.contains($0) }.map { "[\(index)].\($0)" }
    }
  }

  /// What the author of a configuration that is applied is to be warned of.
  /// - Throws: `BadRequest` where validation is strict.
  func warningsOfConfiguration(_ options: WriteOptions) throws(APIStatus) -> [String] {
    let faults = faults.map { "error converting YAML to JSON: \($0)" }
    switch options.fieldValidation {
    case .ignore: return []
    case .warn: return self.faults.flatMap { TextFaults.warnings(of: $0) }
    case .strict:
      if let fault = faults.first { throw .badRequest("error strict decoding YAML: \(fault)") }
      return []
    }
  }
}
