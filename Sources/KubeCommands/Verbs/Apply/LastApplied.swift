// The annotation in which client-side apply keeps what was applied last.
import KubeKinds
import KubeObjects

enum LastApplied {
  static let key: Key = "kubectl.kubernetes.io/last-applied-configuration"

  /// The object as it is applied, without the annotation itself: one line of JSON and its end.
  static func text(of object: Value) -> String {
    JSONWriter.write(removed(from: object)) + "\n"
  }

  /// The object without what was applied last. Annotations are there afterwards, be they none.
  static func removed(from object: Value) -> Value {
    var object = object
    var annotations = object[.metadata][.annotations].fields
    annotations.remove(key)
    object[.metadata][.annotations] = .object(annotations)
    return object
  }

  static func annotate(_ object: inout Value) {
    let text = text(of: object)
    object[.metadata][.annotations][key] = .string(text)
  }

  /// What was applied last; `nil` where nothing was.
  static func text(in object: Value) -> String? { object[.metadata][.annotations][key].string }
}
