// Patches of objects that no server is asked about.
import KubeKinds
import KubeObjects

enum LocalPatch {
  static func apply(_ patch: Patch, to object: Value, _ kind: Kind, _ schema: Schema) throws(CommandError) -> Value {
    do throws(PatchError) {
      try patch.checkBody()
      return try patch.apply(to: object, type: kind.schemaType, schema)
    } catch {
      throw .text(text(error))
    }
  }

  /// kubectl has words of its own for a replaced field that isn't there.
  private static func text(_ error: PatchError) -> String {
    guard let key = error.message.firstRange(of: "doc is missing key: ")?.upperBound else { return error.message }
    return "Object to be patched is missing field (\(error.message[key...]))"
  }
}
