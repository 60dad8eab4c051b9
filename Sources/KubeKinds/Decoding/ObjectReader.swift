// Reads value trees as the API server reads JSON: into the fields its types have, with Go's errors for wrong types,
// notes of unknown fields, and the form in which Go writes the result again.
import KubeObjects

/// Why a value can't be read as its type, in Go's words.
public struct ReadingError: Error, Equatable, Sendable {
  public var message: String

  public init(message: String) { self.message = message }
}

/// What reading an object brought.
public struct Reading: Sendable {
  /// The object with the fields its type has, in the form in which the API server stores it.
  public var object: Value
  /// The paths of the fields its type does not have, in the order of the object: `spec.replicass`.
  public var unknownFields: [String]
}

/// A reader of objects of one schema.
public struct ObjectReader {
  let table: ShapeTable
  let setsDefaults: Bool
  var unknownFields: [String] = []
  /// The first wrong type; reading goes on after it, as in Go.
  var mismatch: String?
  var path = ReadingPath()

  /// - Parameter setsDefaults: fills in the defaults that depend on no other field, as a server does and a client
  ///   does not.
  public init(_ schema: Schema, setsDefaults: Bool) {
    table = schema.shapes
    self.setsDefaults = setsDefaults
  }

  /// Reads an object as a type of the schema. An object of a type that the schema does not have is left as it is.
  /// - Parameter known: an object of that type that was read before. What equals a part of it is in Go's form already
  ///   and is not walked again; the object that a change began with costs one comparison for each part left alone.
  public static func read(
    _ object: Value, as type: String?, _ schema: Schema, setsDefaults: Bool = true, known: Value = .null
  ) throws(ReadingError) -> Reading {
    guard let type, let number = schema.shapes.number(of: type) else {
      return Reading(object: object, unknownFields: [])
    }
    var reader = ObjectReader(schema, setsDefaults: setsDefaults)
    let changed = try reader.read(object, .structure(number), GoTypeName(struct: number), known)
    if let message = reader.mismatch { throw ReadingError(message: message) }
    return Reading(object: changed ?? object, unknownFields: reader.unknownFields)
  }

  /// Reads a value below a field, for parts of objects that are read alone: the metadata that a client reads.
  public static func read(
    _ value: Value, as type: String, at field: Key, _ schema: Schema
  ) throws(ReadingError) -> Reading {
    guard let number = schema.shapes.number(of: type) else { return Reading(object: value, unknownFields: []) }
    var reader = ObjectReader(schema, setsDefaults: false)
    reader.path.push(.field(field, of: number))
    let changed = try reader.read(value, .structure(number), GoTypeName(struct: number), .null)
    if let message = reader.mismatch { throw ReadingError(message: message) }
    return Reading(object: changed ?? value, unknownFields: reader.unknownFields)
  }
}

// MARK: Reading values

extension ObjectReader {
  /// The value in Go's form, or `nil` where it is in that form already. `goType` names the type in errors.
  mutating func read(
    _ value: Value, _ type: TypeShape, _ goType: GoTypeName, _ known: Value
  ) throws(ReadingError) -> Value? {
    switch type {
    case .structure(let number): return try structure(value, number, goType, known)
    case .array(let element): return try array(value, element, goType, known)
    case .map(let element): return try map(value, element, goType)
    case .string: return string(value, goType)
    case .bool: return bool(value, goType)
    case .int32: return integer(value, goType, Int64(Int32.min)...Int64(Int32.max))
    case .int64: return integer(value, goType, Int64.min...Int64.max)
    case .intOrString: return try intOrString(value)
    case .quantity: return try quantity(value)
    case .resourceAmount: return try quantity(value, isResource: true)
    case .time: return try time(value, goType, micro: false)
    case .microTime: return try time(value, goType, micro: true)
    case .bytes: return try bytes(value, goType)
    case .any: return nil
    }
  }

  private mutating func structure(
    _ value: Value, _ number: Int, _ goType: GoTypeName, _ known: Value
  ) throws(ReadingError) -> Value? {
    switch value {
    case .object(let object): return try fields(object, number, known.object).map { .object($0) }
    case .null: return table[number].empty(withDefaults: setsDefaults)
    default:
      refuse(value, goType)
      return table[number].empty(withDefaults: setsDefaults)
    }
  }

  /// Walks an object and its type side by side; both are in the order of names. Nothing is copied until something
  /// has to change.
  private mutating func fields(
    _ object: Object, _ number: Int, _ known: Object?
  ) throws(ReadingError) -> Object? {
    let shape = table[number]
    var result = PartialCopy(of: object)
    var next = 0
    for position in object.indices {
      let (key, value) = object[position]
      guard let index = shape.index(of: key, from: next) else {
        path.push(.field(key, of: number))
        unknownFields.append(path.text)
        path.pop()
        result.skip(position)
        continue
      }
      addMissing(next..<index, shape, &result, position)
      next = index + 1
      let field = shape.fields[index]
      let earlier = known?[key] ?? .null
      if !earlier.isNull, earlier == value {
        result.keep(position)
        continue
      }
      path.push(.field(key, of: number))
      let read = try self.read(value, index, of: number, field, earlier)
      path.pop()
      switch read {
      case .kept: result.keep(position)
      case .changed(let value): result.replace(position, key, value)
      case .missing: missing(field, at: position, &result)
      }
    }
    addMissing(next..<shape.fields.count, shape, &result, object.count)
    return result.finish()
  }

  private enum FieldReading {
    case kept, missing
    case changed(Value)
  }

  private mutating func read(
    _ value: Value, _ index: Int, of number: Int, _ field: FieldShape, _ known: Value
  ) throws(ReadingError) -> FieldReading {
    if value.isNull { return .missing }
    let changed = try read(value, field.type, GoTypeName(field: index, of: number), known)
    if field.zeroIsMissing, (changed ?? value).isEmpty { return .missing }
    return changed.map { .changed($0) } ?? .kept
  }

  /// A field that is written as missing, or is zero where the two are the same: what stands there instead.
  private func missing(_ field: FieldShape, at position: Int, _ result: inout PartialCopy) {
    if let absent = setsDefaults ? field.absent : field.zero {
      result.replace(position, field.key, absent)
    } else {
      result.skip(position)
    }
  }

  private func addMissing(
    _ range: Range<Int>, _ shape: StructShape, _ result: inout PartialCopy, _ position: Int
  ) {
    for index in range {
      let field = shape.fields[index]
      if let absent = setsDefaults ? field.absent : field.zero {
        result.insert(before: position, field.key, absent)
      }
    }
  }

  private mutating func array(
    _ value: Value, _ element: TypeShape, _ goType: GoTypeName, _ known: Value
  ) throws(ReadingError) -> Value? {
    guard case .array(let elements) = value else {
      if value.isNull { return .null }
      refuse(value, goType)
      return .array([])
    }
    let elementType = goType.element
    let earlier = known.elements
    var changed: [Value]?
    for (index, value) in elements.enumerated() {
      let known = index < earlier.count ? earlier[index] : .null
      if !known.isNull, known == value { continue }
      path.push(.index(index))
      let read = value.isNull ? zero(element) : try read(value, element, elementType, known)
      path.pop()
      if let read {
        if changed == nil { changed = elements }
        changed?[index] = read
      }
    }
    return changed.map { .array($0) }
  }

  private mutating func map(
    _ value: Value, _ element: TypeShape, _ goType: GoTypeName
  ) throws(ReadingError) -> Value? {
    guard case .object(let object) = value else {
      if value.isNull { return .null }
      refuse(value, goType)
      return .object(Object())
    }
    let elementType = goType.element
    var result = PartialCopy(of: object)
    for position in object.indices {
      let (key, value) = object[position]
      path.push(.entry(key))
      let read = value.isNull ? zero(element) : try read(value, element, elementType, .null)
      path.pop()
      if let read {
        result.replace(position, key, read)
      } else if value.isNull {
        result.skip(position)
      } else {
        result.keep(position)
      }
    }
    return result.finish().map { .object($0) }
  }

  /// What `null` in a list or a map stands for.
  private func zero(_ type: TypeShape) -> Value? {
    switch type {
    case .string, .bytes: ""
    case .bool: false
    case .int32, .int64, .intOrString: 0
    case .quantity, .resourceAmount: "0"
    case .structure(let number): table[number].empty(withDefaults: setsDefaults)
    case .array, .map, .any, .time, .microTime: nil
    }
  }
}
