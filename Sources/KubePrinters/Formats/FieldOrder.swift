// The order in which the fields of objects are printed: that of their Go types where those are known, else that of
// their names.
import KubeKinds
import KubeObjects

/// Knows what comes first. A writer walks through an object and asks at each struct on its way.
struct FieldOrder {
  typealias Content = FieldRanks.Content
  typealias Ranks = FieldRanks.Ranks

  private let ranks = FieldRanks.kubernetes
  /// What objects say of their kind is looked up here.
  private let types: FormatRequest.Types?
  /// One order for the fields of everything, where there is no type.
  private let names: Ranks?
  /// The orders met so far, by the numbers of their types.
  private var known: [Int: Ranks] = [:]

  /// - Parameter types: without them fields come by name.
  init(types: FormatRequest.Types?) {
    self.types = types
    names = nil
  }

  /// The same names first, wherever they are met.
  init(names: [String]) {
    types = nil
    self.names = Ranks(names.map { (Key($0), .plain) })
  }

  /// Whether nothing is known of what a value holds, so that it can be written as it is.
  func isPlain(_ content: Content) -> Bool { if case .plain = content { names == nil } else { false } }

  func content(ofType type: String?) -> Content { ranks.content(of: type) }

  /// What an object or a list that says its kind is.
  private func content(of object: Object) -> Content {
    guard let types else { return .plain }
    if let type = types.type { return ranks.content(of: type) }
    let kind = types.catalog.kind(
      apiVersion: object[.apiVersion]?.text ?? "", name: object[.kind]?.text ?? "")
    return ranks.content(of: kind?.schemaType)
  }

  /// The order of an object's fields; `nil` where they come by name, each holding `element`.
  mutating func ranks(of object: Object, _ content: Content) -> (ranks: Ranks?, element: Content) {
    switch content {
    case .object:
      guard types != nil else { return (names, .plain) }
      if object[.items]?.array != nil, object[.kind]?.text.hasSuffix("List") == true {
        return (Self.list(of: .object), .plain)
      }
      let own = self.content(of: object)
      if case .object = own { return (names, .plain) }
      return ranks(of: object, own)
    case .structure(let number): return (order(number), .plain)
    case .map(let element): return (nil, element)
    case .plain, .list: return (names, .plain)
    }
  }

  /// The order of a list whose elements hold something.
  static func list(of element: Content) -> Ranks {
    Ranks([(.kind, .plain), (.apiVersion, .plain), (.metadata, listMetadata), (.items, .list(element))])
  }

  private static let listMetadata = FieldRanks.kubernetes.content(of: "meta/v1.ListMeta")

  /// The order of objects of whose type nothing is known but what all have.
  static let untyped = Ranks([
    (.kind, .plain), (.apiVersion, .plain), (.metadata, FieldRanks.kubernetes.content(of: "meta/v1.ObjectMeta")),
  ])

  private mutating func order(_ number: Int) -> Ranks {
    if let order = known[number] { return order }
    let order = ranks[number]
    known[number] = order
    return order
  }

  /// What the elements of an array hold.
  func element(of content: Content) -> Content { if case .list(let element) = content { element } else { .plain } }
}
