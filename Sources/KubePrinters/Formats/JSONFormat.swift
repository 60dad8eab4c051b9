// `-o json`
import KubeKinds
import KubeObjects

/// Prints objects as indented JSON.
struct JSONPrinter: ObjectPrinter {
  let showsManagedFields: Bool
  /// The types in whose order fields are printed; sorted without.
  let types: FormatRequest.Types?

  func print(_ object: Value, to text: inout String) {
    let shown = showsManagedFields ? object : object.withoutManagedFields
    if let types {
      text += TypedJSON.write(shown, types)
    } else {
      text += JSONWriter.write(shown, .indented)
    }
    text += "\n"
  }
}

extension Value {
  /// Without the record of who owns which field, which is long and rarely wanted; so for each object of a list.
  var withoutManagedFields: Value {
    var copy = self
    if isList { copy[.items].modifyElements { $0.remove(path: [.metadata, .managedFields]) } }
    copy.remove(path: [.metadata, .managedFields])
    return copy
  }
}
