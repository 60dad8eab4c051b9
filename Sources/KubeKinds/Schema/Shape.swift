// What values of a type look like once a Go program has read them into its structs and written them again: the form
// in which the API server stores and shows objects. Computed from the schema when a type is first met: a single command
// meets few.
import KubeObjects
import Synchronization

/// A type as reading needs it. Structs are numbers in their `ShapeTable`.
indirect enum TypeShape: Sendable {
  case string, bool, int32, int64, time, microTime, quantity, intOrString, bytes, any
  /// A quantity in a list of resources: rounded up to thousandths.
  case resourceAmount
  case array(TypeShape)
  case map(TypeShape)
  case structure(Int)
}

/// One field of a struct.
struct FieldShape: Sendable {
  let key: Key
  let type: TypeShape
  /// Missing and zero are the same: the field is no pointer and no struct.
  let zeroIsMissing: Bool
  /// What stands where the field is missing: what Go prints for its zero value; `nil` where it prints nothing.
  let zero: Value?
  /// The same after defaulting, for fields whose default depends on nothing else.
  let absent: Value?
}

/// A struct: its fields in the order of their names, which is the order of an object's entries.
final class StructShape: Sendable {
  let type: SchemaType
  let fields: [FieldShape]

  init(type: SchemaType, fields: [FieldShape]) {
    self.type = type
    self.fields = fields
  }

  /// The Go type's own name: `StatefulSetSpec`.
  var name: String { type.shortName }

  /// The position of a field at or after another.
  func index(of key: Key, from start: Int) -> Int? {
    var index = start
    while index < fields.count {
      if fields[index].key == key { return index }
      index += 1
    }
    return nil
  }

  /// What Go prints for a struct of which nothing was set.
  func empty(withDefaults: Bool) -> Value {
    .object(
      Object(
        ascending: fields.compactMap { field in
          (withDefaults ? field.absent : field.zero).map { Object.Entry(field.key, $0) }
        }))
  }
}

/// The structs of a schema.
final class ShapeTable: Sendable {
  private let types: [SchemaType]
  private let numbers: [String: Int]
  /// The structs met so far, by number.
  private let known: Mutex<[StructShape?]>

  /// - Parameter types: of equal names the first counts.
  init(_ types: [SchemaType]) {
    self.types = types
    numbers = Dictionary(types.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    known = Mutex(Array(repeating: nil, count: types.count))
  }

  func number(of type: String) -> Int? { numbers[type] }

  func shape(_ type: String) -> StructShape? { numbers[type].map { self[$0] } }

  subscript(number: Int) -> StructShape {
    if let shape = known.withLock({ $0[number] }) { return shape }
    let shape = ShapeBuilder(table: self, numbers: numbers).shape(types[number])
    known.withLock { $0[number] = shape }
    return shape
  }
}

/// Computes shapes; those of nested structs first, because their zero values are part of the outer ones'.
private struct ShapeBuilder {
  let table: ShapeTable
  let numbers: [String: Int]

  func shape(_ type: SchemaType) -> StructShape {
    let defaults = DefaultFacts.values[type.name] ?? [:]
    let fields = type.fields.sorted { $0.key.precedes($1.key) }
      .map { shape($0, of: type, defaults[$0.name]) }
    return StructShape(type: type, fields: fields)
  }

  private func shape(_ field: SchemaField, of type: SchemaType, _ fixed: Value?) -> FieldShape {
    let zero = zero(of: field, in: type, withDefaults: false)
    let absent = fixed ?? self.zero(of: field, in: type, withDefaults: true)
    return FieldShape(
      key: field.key, type: typeShape(field.type), zeroIsMissing: zeroIsMissing(field), zero: zero, absent: absent)
  }

  private func typeShape(_ type: FieldType) -> TypeShape {
    switch type {
    case .string: .string
    case .bool: .bool
    case .int32: .int32
    case .int64: .int64
    case .time: .time
    case .microTime: .microTime
    case .quantity: .quantity
    case .intOrString: .intOrString
    case .bytes: .bytes
    case .any: .any
    case .array(let element): .array(typeShape(element))
    case .map(.quantity): .map(.resourceAmount)
    case .map(let element): .map(typeShape(element))
    case .type(let name): numbers[name].map { .structure($0) } ?? .any
    }
  }

  private func zeroIsMissing(_ field: SchemaField) -> Bool {
    if field.isPointer { return false }
    switch field.type {
    case .string, .bool, .int32, .int64, .bytes, .array, .map: return true
    case .time, .microTime, .quantity, .intOrString, .any, .type: return false
    }
  }

  /// What Go prints for the field's zero value. `omitempty` does nothing for structs, times and quantities, which
  /// are structs in Go; only `metadata.creationTimestamp` is left out when it is zero.
  private func zero(of field: SchemaField, in type: SchemaType, withDefaults: Bool) -> Value? {
    if field.isPointer { return field.omitsEmpty ? nil : .null }
    switch field.type {
    case .type(let name):
      guard let number = numbers[name] else { return nil }
      return table[number].empty(withDefaults: withDefaults)
    case .time, .microTime: return field.key == .creationTimestamp ? nil : .null
    case .quantity: return "0"
    case .intOrString: return 0
    case .any: return nil
    case .string: return field.omitsEmpty ? nil : ""
    case .bool: return field.omitsEmpty ? nil : false
    case .int32, .int64: return field.omitsEmpty ? nil : 0
    case .bytes, .array, .map: return field.omitsEmpty ? nil : .null
    }
  }
}
