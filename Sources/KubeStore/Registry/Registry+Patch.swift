// Patching objects.
import KubeKinds
import KubeObjects

extension Registry {
  /// Applies a patch to the stored object and writes the result.
  @discardableResult
  public func patch(
    _ kind: Kind, namespace: String, name: String, _ patch: Patch, subresource: Kind.Subresource? = nil,
    _ options: WriteOptions = WriteOptions()
  ) throws(APIStatus) -> Written {
    let old = try get(kind, namespace: namespace, name: name)
    var object = try patched(old, patch, kind)
    let warnings = try decode(&object, kind, options)
    return try replace(old, by: object, kind, subresource, options, warnings)
  }

  private func patched(_ object: Value, _ patch: Patch, _ kind: Kind) throws(APIStatus) -> Value {
    switch patch.form {
    case .merge: return MergePatch.apply(patch.body, to: object)
    case .json, .strategic, .apply:
      throw .badRequest("patches of type \(patch.form.rawValue) are not understood")
    }
  }
}
