// In which order the fields of objects stand in their Go types, made ready for quick writing.
import KubeObjects
import Synchronization

/// The orders of all types of a schema, each worked out when it is first needed.
public final class FieldRanks: Sendable {
  /// What a field holds, as far as its order goes. Structs are numbers.
  public indirect enum Content: Sendable {
    /// Values without fields, or fields in the order of their names.
    case plain
    case structure(Int)
    case list(Content)
    case map(Content)
    /// An object that says itself of what kind it is.
    case object
  }

  /// One struct: its fields in order.
  public final class Ranks: Sendable {
    public let fields: [(key: Key, content: Content)]

    public init(_ fields: [(key: Key, content: Content)]) { self.fields = fields }

    /// Calls `body` with the fields of an object in this order; those that are not known come last, by name.
    public func visit(_ object: Object, _ body: (Key, Value, Content) -> Void) {
      var count = 0
      for field in fields {
        guard let value = object[field.key] else { continue }
        body(field.key, value, field.content)
        count += 1
        if count == object.count { return }
      }
      let names = Set(fields.map(\.key))
      for (key, value) in object where !names.contains(key) { body(key, value, .plain) }
    }
  }

  /// The types that every cluster has.
  public static let kubernetes = FieldRanks(.kubernetes)

  private let types: [SchemaType]
  private let numbers: [String: Int]
  private let known: Mutex<[Ranks?]>

  init(_ schema: Schema) {
    types = schema.types.values.sorted { $0.name < $1.name }
    numbers = Dictionary(uniqueKeysWithValues: types.enumerated().map { ($1.name, $0) })
    known = Mutex(Array(repeating: nil, count: types.count))
  }

  /// What an object of a type holds.
  public func content(of type: String?) -> Content { type.flatMap { numbers[$0] }.map { .structure($0) } ?? .plain }

  public subscript(number: Int) -> Ranks {
    known.withLock { known in
      if let ranks = known[number] { return ranks }
      let ranks = Ranks(types[number].fields.map { ($0.key, content(of: $0.type)) })
      known[number] = ranks
      return ranks
    }
  }

  private func content(of type: FieldType) -> Content {
    switch type {
    case .type(let name): content(of: name)
    case .array(let element): .list(content(of: element))
    case .map(let element): .map(content(of: element))
    default: .plain
    }
  }
}
