// The order in which the fields of objects are printed: that of their Go types where kubectl decodes them, else that
// of their names.
import KubeKinds
import KubeObjects

/// Knows what comes first. A format walks through an object and asks for the entries of each map on its way.
struct FieldOrder {
  /// The types in whose order fields come; by name without.
  let types: FormatRequest.Types?

  /// What is known of the place a walk has come to.
  enum Place {
    /// An object with a kind, or a list of such objects.
    case object
    case items
    case field(FieldType?)
  }

  /// The fields of an object in their order, each with what it is.
  func entries(_ object: Object, _ place: Place) -> [(key: Key, value: Value, place: Place)] {
    guard let types else { return object.map { ($0.key, $0.value, .field(nil)) } }
    switch place {
    case .object:
      let value = Value.object(object)
      if value.isList { return entries(object, first: [.kind, .apiVersion, .metadata, .items]) { Self.listPlace($0) } }
      return entries(object, .field(type(of: value, types)))
    case .field(.type(let name)):
      guard let type = types.schema.types[name] else { break }
      return entries(object, first: type.fields.map(\.key)) { .field(type.field($0)?.type) }
    case .field(.map(let element)): return object.map { ($0.key, $0.value, .field(element)) }
    default: break
    }
    return object.map { ($0.key, $0.value, .field(nil)) }
  }

  /// What the elements of a list are.
  func elements(_ place: Place) -> Place {
    switch place {
    case .items: .object
    case .field(.array(let element)): .field(element)
    default: .field(nil)
    }
  }

  private static func listPlace(_ key: Key) -> Place { key == .items ? .items : .field(nil) }

  /// The fields that are named first, then the others by name.
  private func entries(
    _ object: Object, first: [Key], _ place: (Key) -> Place
  ) -> [(key: Key, value: Value, place: Place)] {
    let known = first.compactMap { key in object[key].map { (key: key, value: $0, place: place(key)) } }
    if known.count == object.count { return known }
    let names = Set(first)
    return known + object.filter { !names.contains($0.key) }.map { ($0.key, $0.value, .field(nil)) }
  }

  private func type(of object: Value, _ types: FormatRequest.Types) -> FieldType? {
    if let type = types.type { return .type(type) }
    let kind = types.catalog.kind(apiVersion: object[.apiVersion].text, name: object[.kind].text)
    return kind?.schemaType.map { .type($0) }
  }
}
