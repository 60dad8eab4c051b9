// Patches of objects that no server is asked about.
import KubeKinds
import KubeObjects

enum LocalPatch {
  static func apply(_ patch: Patch, to object: Value, _ kind: Kind, _ schema: Schema) throws(CommandError) -> Value {
    MergePatch.apply(patch.body, to: object)
  }
}
