// Cells that several kinds share: the containers of a template, classes and modes of storage, booleans.
import KubeKinds
import KubeObjects

extension Column<PrintedObject> {
  /// Names and images of the containers of a pod template, one line each.
  static func containers(_ template: @escaping @Sendable (PrintedObject) -> Value) -> [Column] {
    [
      .wide("Containers") { .text(joined(template($0), .name)) },
      .wide("Images") { .text(joined(template($0), .image)) },
    ]
  }

  private static func joined(_ template: Value, _ key: Key) -> String {
    template[.spec][.containers].elements.map { $0[key].text }.joined(separator: ",")
  }

  /// The selector of `spec.selector`, `<none>` for an empty one.
  static var selector: Column { .wide("Selector") { .text(SelectorText.selectorOrNone($0[.spec][.selector])) } }
}

extension Cell {
  /// A text, or another where there is none.
  static func text(_ value: Value, or missing: String) -> Cell {
    if case .string(let text) = value, !text.isEmpty { .text(text) } else { .text(missing) }
  }

  /// A number or a percentage, as `intstr` prints it.
  static func intOrString(_ value: Value, or missing: String) -> Cell {
    switch value {
    case .int(let number): .text(String(number))
    case .string(let text): .text(text)
    default: .text(missing)
    }
  }

  /// `True`, `False`, or `<unset>`.
  static func optionalFlag(_ value: Value) -> Cell {
    value.bool.map { $0 ? "True" : "False" } ?? "<unset>"
  }
}

enum StorageText {
  private static let modes = [
    ("ReadWriteOnce", "RWO"), ("ReadOnlyMany", "ROX"), ("ReadWriteMany", "RWX"), ("ReadWriteOncePod", "RWOP"),
  ]

  /// `RWO,ROX`: each mode once, always in this order.
  static func accessModes(_ value: Value) -> String {
    let given = value.elements.map(\.text)
    return modes.filter { given.contains($0.0) }.map(\.1).joined(separator: ",")
  }

  /// The class of a claim or a volume; the annotation that came before the field still wins.
  static func storageClass(_ object: Value) -> String {
    object[.metadata][.annotations][.betaStorageClass].string ?? object[.spec][.storageClassName].text
  }
}
