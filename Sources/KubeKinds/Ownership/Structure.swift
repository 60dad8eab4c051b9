// How server-side apply sees a type: which parts of an object are one value, and how elements of lists are told apart.
import KubeObjects

/// The structure of one place in an object (sigs.k8s.io/structured-merge-diff, package schema).
enum Structure {
  case number, string, bool
  /// A scalar of any kind: a quantity, a port's name or number.
  case scalar
  case fields(SchemaType, isAtomic: Bool)
  case map(FieldType, isAtomic: Bool)
  case list(ListKind, FieldType)
  /// Nothing is known: what the value is decides. Maps are taken apart or not; lists never.
  case unknown(isAtomic: Bool)
  /// An object of a kind without a schema: its metadata are known.
  case custom
}

/// The structures of a schema.
struct Structures {
  let schema: Schema

  /// The structure of a whole object.
  func root(_ type: String?) -> Structure {
    guard let type, let schemaType = schema.types[type] else { return .custom }
    return .fields(schemaType, isAtomic: false)
  }

  /// The structure of a field of a struct.
  func structure(of field: SchemaField) -> Structure {
    switch field.type {
    case .array(let element): .list(field.list ?? .atomic, element)
    case .map(let element): .map(element, isAtomic: field.isAtomicMap)
    case .type(let name): fields(of: name, isGranular: field.isGranular)
    default: structure(of: field.type)
    }
  }

  private func fields(of type: String, isGranular: Bool = false) -> Structure {
    guard let type = schema.types[type] else { return .unknown(isAtomic: true) }
    return .fields(type, isAtomic: !isGranular && Self.isAtomic(type))
  }

  /// The structure of an element of a list or map.
  func structure(of type: FieldType) -> Structure {
    switch type {
    case .int32, .int64: .number
    case .bool: .bool
    case .string, .time, .microTime, .bytes: .string
    case .quantity, .intOrString: .scalar
    case .any: .unknown(isAtomic: true)
    case .array(let element): .list(.atomic, element)
    case .map(let element): .map(element, isAtomic: false)
    case .type(let name): fields(of: name)
    }
  }

  /// The structure below a key of a map or struct; `nil` where there may be no such key.
  func child(_ key: Key, of structure: Structure) -> Structure? {
    switch structure {
    case .fields(let type, _): type.field(key).map { self.structure(of: $0) }
    case .map(let element, _): self.structure(of: element)
    case .unknown(let isAtomic): .unknown(isAtomic: isAtomic)
    case .custom:
      switch key {
      case .metadata: self.structure(of: .type("meta/v1.ObjectMeta"))
      case .apiVersion, .kind: .string
      default: .unknown(isAtomic: false)
      }
    default: nil
    }
  }

  /// Whether a key is a named field and not an entry of a map: only entries are owned beside what they hold.
  func isNamed(_ key: Key, in structure: Structure) -> Bool {
    switch structure {
    case .fields(let type, _): type.field(key) != nil
    case .custom: key == .metadata || key == .apiVersion || key == .kind
    default: false
    }
  }

  /// The step that leads to an element of a list whose elements are told apart.
  func step(to element: Value, _ kind: ListKind, _ type: FieldType) throws(StructureError) -> Key {
    switch kind {
    case .atomic: throw StructureError("", "invalid indexing of non-associative list")
    case .set:
      switch element {
      case .null: throw StructureError("", "associative list without keys has an element that's an explicit null")
      case .object: throw StructureError("", "associative list without keys has an element that's a map type")
      case .array: throw StructureError("", "not supported: associative list with lists as elements")
      default: return Key("v:" + JSONWriter.write(element))
      }
    case .map(let keys): return try step(to: element, keys: keys, type)
    }
  }

  private func step(to element: Value, keys: [Key], _ type: FieldType) throws(StructureError) -> Key {
    guard case .object(let fields) = element else {
      throw StructureError(
        "", "associative list with keys may not have \(element.isNull ? "a null element" : "non-map elements")")
    }
    var found = Object()
    for key in keys {
      guard let value = fields[key] ?? defaultValue(of: key, in: type) else {
        throw StructureError(
          "",
          "associative list with keys has an element that omits key field \(GoText.quoted(key.text)) "
            + "(and doesn't have default value)")
      }
      found[key] = value
    }
    return Key("k:" + JSONWriter.write(.object(found)))
  }

  private func defaultValue(of key: Key, in type: FieldType) -> Value? {
    guard case .type(let name) = type else { return nil }
    return schema.types[name]?.field(key)?.defaultText.map { .string($0) }
  }

  /// Types that are one value to server-side apply (`+structType=atomic` in Kubernetes' sources).
  private static func isAtomic(_ type: SchemaType) -> Bool { atomicTypes.contains(type.name) }

  private static let atomicTypes: Set<String> = [
    "meta/v1.LabelSelector", "meta/v1.OwnerReference", "core/v1.ConfigMapKeySelector", "core/v1.EndpointAddress",
    "core/v1.EndpointPort", "core/v1.FileKeySelector", "core/v1.LocalObjectReference", "core/v1.NodeSelector",
    "core/v1.NodeSelectorTerm", "core/v1.ObjectFieldSelector", "core/v1.ObjectReference",
    "core/v1.ResourceFieldSelector", "core/v1.ScopeSelector", "core/v1.ScopedResourceSelectorRequirement",
    "core/v1.SecretKeySelector", "core/v1.SecretReference", "core/v1.TopologySelectorTerm",
    "core/v1.TypedLocalObjectReference", "autoscaling/v1.CrossVersionObjectReference", "discovery/v1.EndpointPort",
    "rbac/v1.RoleRef", "rbac/v1.Subject",
  ]
}

/// Why a value does not have the structure of its type: where, and what is wrong.
struct StructureError: Error, Equatable {
  var path: String
  var message: String

  init(_ path: String, _ message: String) {
    self.path = path
    self.message = message
  }

  var text: String { path.isEmpty ? message : "\(path): \(message)" }
}

/// What a value is to an operation that walks a structure.
enum Shaped {
  case scalar
  case list(ListKind, FieldType)
  case map(isAtomic: Bool)

  init(_ structure: Structure, _ value: Value) {
    switch structure {
    case .number, .string, .bool, .scalar: self = .scalar
    case .fields(_, let isAtomic), .map(_, let isAtomic): self = .map(isAtomic: isAtomic)
    case .list(let kind, let element): self = .list(kind, element)
    case .custom: self = .map(isAtomic: false)
    case .unknown(let isAtomic):
      switch value {
      case .object: self = .map(isAtomic: isAtomic)
      case .array: self = .list(.atomic, .any)
      default: self = .scalar
      }
    }
  }
}
