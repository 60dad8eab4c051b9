// What is wrong with the text of a body though it can be read: fields that stand twice, words that no patch has.
import KubeKinds
import KubeObjects

extension RequestBody {
  /// What the author of an object is to be warned of.
  /// - Throws: `BadRequest` where validation is strict.
  func warnings(_ kind: Kind, _ options: WriteOptions) throws(APIStatus) -> [String] {
    let faults = duplicates.map { "duplicate field \(GoText.quoted($0))" }
    if faults.isEmpty || options.fieldValidation == .ignore { return [] }
    if options.fieldValidation == .warn { return faults }
    throw .badRequest(
      "\(kind.name) in version \(GoText.quoted(kind.groupVersion.version)) cannot be handled as a \(kind.name): "
        + "strict decoding error: \(faults.joined(separator: ", "))")
  }

  /// What the author of a patch is to be warned of.
  /// - Throws: `Invalid` where validation is strict.
  func warnings(_ patch: Patch, _ options: WriteOptions) throws(APIStatus) -> [String] {
    let isList = patch.form == .json
    let start = isList ? "json patch " : ""
    var faults = duplicates.map { "\(start)duplicate field \(GoText.quoted($0))" }
    if isList { faults += Self.unknownWords(in: patch.body).map { "\(start)unknown field \(GoText.quoted($0))" } }
    if faults.isEmpty || options.fieldValidation == .ignore { return [] }
    if options.fieldValidation == .warn { return faults }
    let shown = patch.form == .strategic ? GoText.sprint(patch.body) : JSONWriter.write(patch.body)
    let detail = "strict decoding error: \(faults.joined(separator: ", "))"
    throw .invalid(group: "", kind: "", name: "", [.invalid(FieldPath("patch"), .string(shown), detail)])
  }

  private static let words: Set<String> = ["op", "path", "from", "value"]

  private static func unknownWords(in patch: Value) -> [String] {
    patch.elements.enumerated().flatMap { index, operation in
      operation.fields.map(\.0.text).filter { !words.contains($0) }.map { "[\(index)].\($0)" }
    }
  }
}
