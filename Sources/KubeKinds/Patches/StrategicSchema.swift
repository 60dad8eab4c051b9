// What strategic merge patches need to know of the schema: the type of a field, how it is merged, by which key.
import KubeObjects

/// Looks up how fields are patched.
struct StrategicSchema: Sendable {
  let schema: Schema

  /// The type of the value of a key in a map of this type, and the rule of the field.
  ///
  /// - Throws: `PatchError` for a field that the type does not have.
  func field(_ key: Key, of type: FieldType) throws(PatchError) -> (type: FieldType, rule: PatchRule) {
    switch type {
    case .type(let name):
      guard let field = schema.types[name]?.field(key) else { throw Self.unknown(key, of: type) }
      return (field.type, field.patch)
    case .map(let element): return (element, PatchRule())
    default: throw Self.unknown(key, of: type)
    }
  }

  /// The type of the elements of a list.
  func element(of type: FieldType) -> FieldType {
    if case .array(let element) = type { element } else { .any }
  }

  private static func unknown(_ key: Key, of type: FieldType) -> PatchError {
    var name = "RawExtension"
    if case .type(let full) = type { name = String(GoTypes.text(full).drop { $0 != "." }.dropFirst()) }
    return PatchError("unable to find api field in struct \(name) for the json field \(GoText.quoted(key.text))")
  }
}

/// The words of patches that are no fields.
enum Directive {
  static let patch: Key = "$patch"
  static let retainKeys: Key = "$retainKeys"
  static let deleteFromPrimitiveList = "$deleteFromPrimitiveList"
  static let setElementOrder = "$setElementOrder"

  static let replace: Value = "replace"
  static let delete: Value = "delete"
  static let merge: Value = "merge"

  /// The field that `$setElementOrder/FIELD` or `$deleteFromPrimitiveList/FIELD` is about; `nil` for other keys.
  static func field(of key: String, _ directive: String) throws(PatchError) -> Key? {
    guard key.hasPrefix(directive) else { return nil }
    let rest = key.dropFirst(directive.count)
    guard rest.hasPrefix("/") else {
      let list = directive == setElementOrder ? "setElementOrder list" : "primitive list"
      throw PatchError("invalid patch format of \(list)")
    }
    return Key(rest.dropFirst())
  }

  static func key(_ directive: String, _ field: Key) -> Key { Key("\(directive)/\(field.text)") }

  /// Whether a key can be a directive at all: a look at one byte spares the others.
  static func isPossible(_ key: Key) -> Bool { key.text.utf8.first == UInt8(ascii: "$") }
}
