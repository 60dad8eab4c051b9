// The annotation in which client-side apply keeps what was applied last.
import ClusterAPI
import KubeKinds
import KubeObjects
import KubePrinters

enum LastApplied {
  static let key: Key = "kubectl.kubernetes.io/last-applied-configuration"

  /// The object as it is applied, without the annotation itself: one line of JSON and its end.
  static func text(of object: Value) -> String {
    JSONWriter.write(removed(from: object)) + "\n"
  }

  /// The object without what was applied last. Annotations are there afterwards, be they none, and null is no text.
  static func removed(from object: Value) -> Value {
    var object = object
    var annotations = object[.metadata][.annotations].fields
    annotations.remove(key)
    for (name, value) in annotations where value.isNull { annotations[name] = "" }
    object[.metadata][.annotations] = .object(annotations)
    return object
  }

  /// Keeps an object that kubectl made itself: its fields come in the order of its Go type.
  static func annotateTyped(_ object: inout Value, _ context: CommandContext) {
    let types = FormatRequest.Types(schema: context.api.schema, catalog: context.api.catalog)
    object[.metadata][.annotations][key] = .string(TypedJSON.write(object, types, indented: false) + "\n")
  }

  static func annotate(_ object: inout Value) {
    object = removed(from: object)
    object[.metadata][.annotations][key] = .string(JSONWriter.write(object) + "\n")
  }

  /// What was applied last; `nil` where nothing was.
  static func text(in object: Value) -> String? { object[.metadata][.annotations][key].string }
}
