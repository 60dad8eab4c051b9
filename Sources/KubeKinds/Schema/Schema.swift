// The schema: what fields the types of Kubernetes have. One table drives strict decoding, defaulting, validation
// paths, patches, server-side apply, `explain` and OpenAPI.
import KubeObjects
import Synchronization

/// The type of a field.
public indirect enum FieldType: Equatable, Sendable {
  case string, bool, int32, int64
  /// `metav1.Time`: RFC 3339, whole seconds.
  case time
  /// `metav1.MicroTime`: RFC 3339 with six decimals.
  case microTime
  case quantity
  case intOrString
  /// Base64 text of bytes, as the values of a Secret.
  case bytes
  /// Any JSON value: the data of a ControllerRevision, the arguments of a custom resource.
  case any
  case array(FieldType)
  case map(FieldType)
  /// Another type of the schema, by its name (`core/v1.PodSpec`).
  case type(String)
}

/// How the elements of a list are told apart when two versions of it are merged.
public enum ListKind: Equatable, Sendable {
  /// The list is one value.
  case atomic
  /// Elements are unique primitives.
  case set
  /// Elements are objects, identified by these fields together.
  case map([Key])
}

/// How a strategic merge patch treats a field.
public struct PatchRule: Equatable, Sendable {
  /// `patchStrategy: merge`: lists are merged, by `mergeKey` where elements are objects.
  public var merges = false
  /// `patchStrategy: retainKeys`: fields the patch does not name are taken away.
  public var retainsKeys = false
  /// `patchStrategy: replace`: the value is replaced as a whole.
  public var replaces = false
  public var mergeKey: Key?
}

/// One field of a type.
public struct SchemaField: Sendable {
  public let name: String
  public let key: Key
  public let type: FieldType
  /// The API documentation lists the field as required.
  public var isRequired = false
  /// A pointer in the Go type: zero and missing differ.
  public var isPointer = false
  /// `omitempty` in the Go type: a zero value is not printed.
  public var omitsEmpty = false
  public var list: ListKind?
  /// A map that server-side apply treats as one value.
  public var isAtomicMap = false
  /// A struct whose fields server-side apply tells apart although its type is one value.
  public var isGranular = false
  public var patch = PatchRule()
  /// The default the schema itself declares; most defaults are rules of a kind (`Defaulting`).
  public var defaultText: String?
  /// The values the API documentation lists.
  public var allowed: [String] = []

  public init(name: String, key: Key, type: FieldType) {
    self.name = name
    self.key = key
    self.type = type
  }
}

/// A type: its fields, in the order of the Go struct. They are read when they are first asked for: a single command
/// meets few types.
public final class SchemaType: Sendable {
  /// The package and the type: `apps/v1.StatefulSetSpec`.
  public let name: String
  private let read: @Sendable () -> [SchemaField]
  private let content = Mutex<Content?>(nil)

  private struct Content {
    let fields: [SchemaField]
    let positions: [Key: Int]

    init(_ fields: [SchemaField]) {
      self.fields = fields
      positions = Dictionary(
        fields.enumerated().map { ($0.element.key, $0.offset) }, uniquingKeysWith: { first, _ in first })
    }
  }

  public init(name: String, fields: @autoclosure @escaping @Sendable () -> [SchemaField]) {
    self.name = name
    read = fields
  }

  private func withContent<Result: Sendable>(_ body: @Sendable (Content) -> Result) -> Result {
    content.withLock { content in
      if let content { return body(content) }
      let new = Content(read())
      content = new
      return body(new)
    }
  }

  public var fields: [SchemaField] { withContent { $0.fields } }

  /// The type's own name: `StatefulSetSpec`.
  public var shortName: String {
    let bytes = name.utf8
    return String(name[(bytes.firstIndex(of: UInt8(ascii: ".")).map(bytes.index(after:)) ?? name.startIndex)...])
  }

  public func field(_ key: Key) -> SchemaField? {
    withContent { content in content.positions[key].map { content.fields[$0] } }
  }
}

/// All types, by name.
public final class Schema: Sendable {
  public let types: [String: SchemaType]
  /// How values of the types look once read and written.
  let shapes: ShapeTable
  /// How their fields are written where controllers hash objects.
  let spewTable = SpewTable()

  public init(types: [SchemaType]) {
    self.types = Dictionary(types.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    shapes = ShapeTable(types)
  }

  /// The types of Kubernetes v1.36, read once a process from the facts beside this file.
  public static let kubernetes = Schema(types: SchemaNotation.types(in: SchemaFacts.all))

  /// What stands in a field of which nothing is said, as the API server writes it: `status` of a new object.
  public func initialValue(of field: Key, in type: String) -> Value? {
    guard let shape = shapes.shape(type), let index = shape.index(of: field, from: 0) else { return nil }
    return shape.fields[index].absent
  }

  /// An object of a type of which nothing was said, as Go prints it: what a new object is compared with.
  public func zeroValue(of type: String) -> Value? { shapes.shape(type)?.empty(withDefaults: false) }

  /// The type of a field, when it is one of the schema's: for lists and maps, that of their elements.
  public func element(of type: FieldType) -> SchemaType? {
    switch type {
    case .type(let name): types[name]
    case .array(let element), .map(let element): self.element(of: element)
    default: nil
    }
  }
}
