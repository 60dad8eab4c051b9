// Applying patches of every form, in the same way for a server and for a client that works on files.
import KubeObjects

extension Patch {
  /// What the patch makes of an object.
  /// - Parameter type: the object's type in the schema; `nil` for custom objects, which know no strategic merge.
  /// - Throws: `PatchError` in the words of Kubernetes.
  public func apply(to object: Value, type: String?, _ schema: Schema) throws(PatchError) -> Value {
    switch form {
    case .json: return try JSONPatch(body).apply(to: object)
    case .merge: return MergePatch.apply(body, to: object)
    case .strategic:
      guard let type else { throw Self.noStrategicMerge }
      return try StrategicMerge.apply(body, to: object, type: type, schema)
    case .apply: throw PatchError("an apply patch needs the managers of the object's fields")
    }
  }

  static let noStrategicMerge = PatchError("strategic merge patch format is not supported")

  /// Whether the body can be a patch of this form at all: merges take objects only.
  public func checkBody() throws(PatchError) {
    switch form {
    case .json: _ = try JSONPatch(body)
    case .merge, .strategic, .apply:
      if case .object = body { return }
      if body.isNull { return }
      throw PatchError("json: cannot unmarshal \(body.jsonKind) into Go value of type map[string]interface {}")
    }
  }
}

extension PatchError {
  /// Patches whose directives have the wrong form are bad requests.
  public var isBadFormat: Bool {
    message.hasPrefix("invalid patch format of ") || self == Patch.noStrategicMerge
  }

  public var isListOfLists: Bool { message == "lists of lists are not supported" }
}
