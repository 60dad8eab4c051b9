// Changing parts of a tree that usually are right already: storage stays shared unless something changes.

extension Value {
  /// Sets a field that is missing.
  @inlinable
  public mutating func setDefault(_ key: Key, _ value: @autoclosure () -> Value) {
    if case .object(let object) = self, object[key] != nil { return }
    self[key] = value()
  }

  /// Sets a field that is missing to what is made of the others.
  @inlinable
  public mutating func setDefault(_ key: Key, from make: (Value) -> Value) {
    if case .object(let object) = self, object[key] != nil { return }
    self[key] = make(self)
  }

  /// Lets `change` alter a field that is there, and writes it back only where it differs.
  @inlinable
  public mutating func amend(_ key: Key, _ change: (inout Value) -> Void) {
    guard case .object(let object) = self, let before = object[key] else { return }
    var after = before
    change(&after)
    if after != before { self[key] = after }
  }

  /// Lets `change` alter each element of a list that is there, and writes back only what differs.
  @inlinable
  public mutating func amendElements(_ key: Key, _ change: (inout Value) -> Void) {
    guard case .object(let object) = self, case .array(let elements)? = object[key] else { return }
    var amended: [Value]?
    for (index, before) in elements.enumerated() {
      var after = before
      change(&after)
      guard after != before else { continue }
      if amended == nil { amended = elements }
      amended?[index] = after
    }
    if let amended { self[key] = .array(amended) }
  }
}

extension Value {
  /// Makes room in an object for so many fields in all.
  public mutating func reserve(fields count: Int) {
    guard case .object(var object) = self else { return }
    self = .null
    object.reserve(count)
    self = .object(object)
  }
}
