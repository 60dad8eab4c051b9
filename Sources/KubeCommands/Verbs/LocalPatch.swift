// Patches of objects that no server is asked about.
import KubeKinds
import KubeObjects

enum LocalPatch {
  static func apply(_ patch: Patch, to object: Value, _ kind: Kind, _ schema: Schema) throws(CommandError) -> Value {
    if let fault = bodyFault(patch) { throw .text(fault) }
    do throws(PatchError) {
      return try patch.apply(to: object, type: kind.schemaType, schema)
    } catch {
      throw .text(text(error))
    }
  }

  /// Why the body can't be a patch of its form, as the client's libraries say it.
  private static func bodyFault(_ patch: Patch) -> String? {
    switch (patch.form, patch.body) {
    case (.strategic, .object), (.merge, .object), (.json, .array), (.apply, _): nil
    case (.strategic, _): unreadable(.strategic)
    case (.merge, .array): "json: cannot unmarshal array into Go value of type unstructured.detector"
    case (.merge, _): unreadable(.merge)
    case (.json, let body):
      "json: cannot unmarshal \(body.jsonKind) into Go value of type jsonpatch.Patch"
    }
  }

  /// The refusal of a text that is no JSON.
  static func unreadable(_ form: Patch.Form) -> String {
    form == .merge ? "Invalid JSON Patch" : "invalid JSON document"
  }

  /// kubectl has words of its own for a replaced field that isn't there.
  private static func text(_ error: PatchError) -> String {
    guard let key = error.message.firstRange(of: "doc is missing key: ")?.upperBound else { return error.message }
    return "Object to be patched is missing field (\(error.message[key...]))"
  }
}
