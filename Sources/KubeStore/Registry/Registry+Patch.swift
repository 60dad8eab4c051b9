// Patching objects.
import KubeKinds
import KubeObjects

extension Registry {
  /// Applies a patch to the stored object, or a subresource of it, and writes the result.
  @discardableResult
  public func patch(
    _ kind: Kind, namespace: String, name: String, _ patch: Patch, subresource: Kind.Subresource? = nil,
    _ options: WriteOptions = WriteOptions()
  ) throws(APIStatus) -> Written {
    try checkOffered(subresource, by: kind)
    if subresource == .scale { return try patchScale(kind, namespace: namespace, name: name, patch, options) }
    if patch.form == .apply {
      return try apply(kind, namespace: namespace, name: name, patch, subresource, options)
    }
    let old = try get(kind, namespace: namespace, name: name)
    let (object, warnings) = try patched(old, patch, kind, options)
    let version = object[.metadata][.resourceVersion].text
    try checkVersion(version, old, kind, name)
    return try replace(old, by: object, kind, subresource, options, warnings)
  }

  /// What a patch makes of an object, read as one of its kind, and what its author should be warned of.
  func patched(
    _ object: Value, _ patch: Patch, _ kind: Kind, _ options: WriteOptions
  ) throws(APIStatus) -> (Value, warnings: [String]) {
    var result = try patched(object, patch, kind)
    let warnings: [String]
    let named = result
    do throws(ReadingError) {
      if patch.form == .json || patch.form == .merge { try checkKind(result, kind) }
      warnings = try read(&result, kind, options)
    } catch {
      throw unreadable(patch, result, error)
    }
    try Self.checkName(result, object[.metadata])
    if kind.custom != nil { try checkCustomKind(named, kind, result[.metadata][.name].text) }
    return (result, warnings)
  }

  /// What a patch makes of an object, before it is read.
  func patched(_ object: Value, _ patch: Patch, _ kind: Kind) throws(APIStatus) -> Value {
    do throws(PatchError) {
      try patch.checkBody()
    } catch {
      throw .badRequest(patch.form == .strategic ? error.message : "error decoding patch: \(error.message)")
    }
    if patch.form == .strategic, kind.schemaType == nil { throw Self.noStrategicMerge }
    do throws(PatchError) {
      return try patch.apply(to: object, type: kind.schemaType, schema)
    } catch {
      throw Self.refusal(error, patch)
    }
  }

  /// What the server answers to a patch that can't be applied.
  private static func refusal(_ error: PatchError, _ patch: Patch) -> APIStatus {
    if patch.form == .json {
      return APIStatus(
        code: 422, reason: .invalid,
        message: "the server rejected our request due to an error in our request")
    }
    if error.isBadFormat { return .badRequest(error.message) }
    return APIStatus(
      code: error.isListOfLists ? 422 : 500, reason: error.isListOfLists ? .invalid : .unknown,
      message: error.message)
  }

  private static let noStrategicMerge = APIStatus(
    code: 415, reason: .unsupportedMediaType,
    message: "the body of the request was in an unknown format - accepted media types include: "
      + "application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml")

  /// A patch that makes a value of the wrong type, or an unknown field where there may be none, is invalid as a whole.
  func unreadable(_ patch: Patch, _ object: Value, _ error: ReadingError) -> APIStatus {
    let isStrategic = patch.form == .strategic
    let shown = isStrategic ? GoText.sprint(patch.body) : JSONWriter.write(object)
    let detail = isStrategic ? UnstructuredError.text(error.message, schema) : error.message
    return .invalid(group: "", kind: "", name: "", [.invalid(FieldPath("patch"), .string(shown), detail)])
  }
}

/// What Kubernetes' converter of unstructured objects says where its JSON decoder would speak of Go struct fields.
enum UnstructuredError {
  static func text(_ message: String, _ schema: Schema) -> String {
    let start = "json: cannot unmarshal "
    guard message.hasPrefix(start), let type = message.firstRange(of: " of type ")?.upperBound else { return message }
    let words = message.dropFirst(start.count).split(separator: " ")
    let source = kinds[String(words.first ?? "")] ?? "int64"
    let target = message[type...]
    if target.hasPrefix("[]") { return "cannot restore slice from \(source)" }
    if target.hasPrefix("map[") { return "cannot restore map from \(source)" }
    if schema.types.keys.contains(where: { $0.hasSuffix("/\(target)") }) {
      return "cannot restore struct from: \(source)"
    }
    return "unrecognized type: \(target.contains(".") ? "string" : String(target))"
  }

  private static let kinds = ["string": "string", "bool": "bool", "array": "slice", "object": "map"]
}
