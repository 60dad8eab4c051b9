// The value tree: what every Kubernetes object is made of here.

/// One JSON-like value. Objects keep their entries sorted by key, so equal values print equal bytes.
@frozen
public enum Value: Equatable, Sendable {
  case null
  case bool(Bool)
  case int(Int64)
  case double(Double)
  case string(String)
  case array([Value])
  case object(Object)
}

// MARK: Reading

extension Value {
  @inlinable
  public var isNull: Bool { if case .null = self { true } else { false } }

  @inlinable
  public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

  @inlinable
  public var int: Int64? { if case .int(let value) = self { value } else { nil } }

  @inlinable
  public var string: String? { if case .string(let value) = self { value } else { nil } }

  @inlinable
  public var array: [Value]? { if case .array(let value) = self { value } else { nil } }

  @inlinable
  public var object: Object? { if case .object(let value) = self { value } else { nil } }

  /// The text of a string, or the empty string for anything else: Go's zero value.
  @inlinable
  public var text: String { if case .string(let value) = self { value } else { "" } }

  /// The number of an integer, or 0 for anything else: Go's zero value.
  @inlinable
  public var number: Int64 { if case .int(let value) = self { value } else { 0 } }

  /// True only for `true`: Go's zero value is false.
  @inlinable
  public var isTrue: Bool { if case .bool(true) = self { true } else { false } }

  /// The elements of an array; none for anything else.
  @inlinable
  public var elements: [Value] { if case .array(let value) = self { value } else { [] } }

  /// The entries of an object; none for anything else.
  @inlinable
  public var fields: Object { if case .object(let value) = self { value } else { Object() } }

  /// The value of a field, `.null` where it is missing or this is no object.
  ///
  /// Writing to a field of anything but an object makes it an object first. Writing `.null` stores `null`;
  /// `remove(_:)` takes the field away.
  @inlinable
  public subscript(key: Key) -> Value {
    get { if case .object(let object) = self { object[key] ?? .null } else { .null } }
    _modify {
      var object = takeObject()
      defer { self = .object(object) }
      let index = object.indexForWriting(key)
      yield &object.entries[index].value
    }
  }

  /// The value at a path of fields, `.null` where a step is missing.
  @inlinable
  public subscript(path path: [Key]) -> Value {
    var value = self
    for key in path { value = value[key] }
    return value
  }

  /// The element at an index. - Precondition: this is an array that has it.
  @inlinable
  public subscript(index index: Int) -> Value {
    get { elements[index] }
    _modify {
      guard case .array(var array) = self else { preconditionFailure("no array to index") }
      self = .null
      defer { self = .array(array) }
      yield &array[index]
    }
  }

  /// The first element whose field has this text: conditions, containers and volumes are found so.
  @inlinable
  public func first(where key: Key, is text: String) -> Value? {
    guard case .array(let array) = self else { return nil }
    return array.first { $0[key].string == text }
  }
}

// MARK: Changing

extension Value {
  /// Takes the object out of this value, leaving `.null`, so that changing it copies nothing.
  @inlinable
  mutating func takeObject() -> Object {
    guard case .object(let object) = self else { return Object() }
    self = .null
    return object
  }

  /// Takes a field away. Does nothing where there is none.
  @discardableResult
  public mutating func remove(_ key: Key) -> Value? {
    guard case .object = self else { return nil }
    var object = takeObject()
    defer { self = .object(object) }
    return object.remove(key)
  }

  /// Takes the field at the end of a path away, creating nothing on the way.
  public mutating func remove(path: [Key]) {
    guard let first = path.first, case .object(let object) = self, object[first] != nil else { return }
    if path.count == 1 { remove(first) } else { self[first].remove(path: Array(path.dropFirst())) }
  }

  /// Stores a value, or takes the field away for `nil`.
  public mutating func set(_ key: Key, _ value: Value?) {
    if let value { self[key] = value } else { remove(key) }
  }

  /// Sets the value at the end of a path, making objects on the way.
  public mutating func set(path: [Key], _ value: Value) {
    guard let first = path.first else {
      self = value
      return
    }
    self[first].set(path: Array(path.dropFirst()), value)
  }

  /// Adds an element; `.null` becomes an array first.
  public mutating func append(_ element: Value) {
    var array = array ?? []
    self = .null
    array.append(element)
    self = .array(array)
  }

  /// Keeps the elements of an array for which the condition holds.
  public mutating func removeElements(where condition: (Value) -> Bool) {
    guard case .array(var array) = self else { return }
    self = .null
    array.removeAll(where: condition)
    self = .array(array)
  }

  /// Changes each element of an array in place.
  public mutating func modifyElements(_ change: (inout Value) -> Void) {
    guard case .array(var array) = self else { return }
    self = .null
    for index in array.indices { change(&array[index]) }
    self = .array(array)
  }

  /// Whether this is Go's zero value of its type, which `omitempty` leaves out.
  public var isEmpty: Bool {
    switch self {
    case .null: true
    case .bool(let value): !value
    case .int(let value): value == 0
    case .double(let value): value == 0
    case .string(let value): value.isEmpty
    case .array(let value): value.isEmpty
    case .object(let value): value.isEmpty
    }
  }
}

// MARK: Literals

/// There is no literal for `.null`: `isGone ? nil : value` would mean a null that is stored, not that nothing is there.
extension Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByFloatLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int64) { self = .int(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(floatLiteral value: Double) { self = .double(value) }
  public init(arrayLiteral elements: Value...) { self = .array(elements) }

  public init(dictionaryLiteral elements: (Key, Value)...) {
    self = .object(Object(elements))
  }
}

extension Value {
  /// An object of fields that are written in order, each once: what is made in great numbers is made so, for a literal
  /// is sorted and copied first.
  @inlinable
  public static func object(ascending fields: Object.Entry...) -> Value { .object(Object(ascending: fields)) }
}

extension Value {
  /// A string value, or `nil` where there is no text: for optional fields of literals.
  public init?(_ text: String?) {
    guard let text else { return nil }
    self = .string(text)
  }

  /// An object of strings, as labels and annotations are.
  public init(_ map: [(String, String)]) {
    self = .object(Object(map.map { (Key($0.0), .string($0.1)) }))
  }
}
