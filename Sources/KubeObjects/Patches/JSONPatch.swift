// JSON patches (RFC 6902), with the freedoms and the words of the library that Kubernetes uses (evanphx/json-patch v4):
// negative indexes count from the end, `replace` and `copy` of a missing field set it.

/// A list of operations that change a value.
public struct JSONPatch: Sendable {
  public struct Operation: Sendable {
    public var op: String
    public var path: String?
    public var from: String?
    /// `.null` when it is missing.
    public var value: Value

    public init(op: String, path: String?, from: String? = nil, value: Value = .null) {
      self.op = op
      self.path = path
      self.from = from
      self.value = value
    }
  }

  public var operations: [Operation]

  public init(_ operations: [Operation]) { self.operations = operations }

  /// Reads a patch as the API server does.
  /// - Throws: `PatchError` in the words of Go's `encoding/json`.
  public init(_ patch: Value) throws(PatchError) {
    guard case .array(let elements) = patch else {
      if patch.isNull { operations = []; return }
      throw PatchError("json: cannot unmarshal \(patch.jsonKind) into Go value of type []handlers.jsonPatchOp")
    }
    var operations: [Operation] = []
    for element in elements { operations.append(try Operation(element)) }
    self.operations = operations
  }

  /// What the patch makes of a value: all of it, or nothing.
  public func apply(to value: Value) throws(PatchError) -> Value {
    var value = value
    for operation in operations { try operation.apply(to: &value) }
    return value
  }
}

/// Why a patch can't be read or applied.
public struct PatchError: Error, Equatable, Sendable {
  public var message: String

  public init(_ message: String) { self.message = message }

  static func missing(_ message: String) -> PatchError { PatchError("\(message): missing value") }

  static func index(_ index: Int) -> PatchError {
    PatchError("Unable to access invalid index: \(index): invalid index referenced")
  }
}

extension JSONPatch.Operation {
  init(_ value: Value) throws(PatchError) {
    guard case .object(let object) = value else {
      throw PatchError("json: cannot unmarshal \(value.jsonKind) into Go value of type handlers.jsonPatchOp")
    }
    op = try Self.text("op", object) ?? "unknown"
    path = try Self.text("path", object)
    from = try Self.text("from", object)
    self.value = object["value"] ?? .null
  }

  private static func text(_ key: Key, _ object: Object) throws(PatchError) -> String? {
    switch object[key] ?? .null {
    case .null: return nil
    case .string(let text): return text
    case let other:
      throw PatchError(
        "json: cannot unmarshal \(other.jsonKind) into Go struct field jsonPatchOp.\(key) of type string")
    }
  }

  fileprivate func apply(to value: inout Value) throws(PatchError) {
    switch op {
    case "add": try add(&value)
    case "remove": try remove(&value)
    case "replace": try replace(&value)
    case "move": try move(&value)
    case "copy": try copy(&value)
    case "test": try test(value)
    default: throw PatchError("Unexpected kind: \(op)")
    }
  }
}

// MARK: The six operations

extension JSONPatch.Operation {
  private func add(_ document: inout Value) throws(PatchError) {
    guard let path else { throw .missing("add operation failed to decode path") }
    let value = value
    try JSONPlace(path).change(
      &document, missing: "add operation does not apply: doc is missing path: \"\(path)\"",
      failing: "error in add for path: '\(path)'"
    ) { (container, key) throws(PatchError) in try container.add(key, value) }
  }

  private func remove(_ document: inout Value) throws(PatchError) {
    guard let path else { throw .missing("remove operation failed to decode path") }
    try JSONPlace(path).change(
      &document, missing: "remove operation does not apply: doc is missing path: \"\(path)\"",
      failing: "error in remove for path: '\(path)'"
    ) { (container, key) throws(PatchError) in try container.removeEntry(key) }
  }

  private func replace(_ document: inout Value) throws(PatchError) {
    guard let path else { throw .missing("replace operation failed to decode path: operation missing path field") }
    if path.isEmpty {
      guard value.object != nil || value.array != nil else {
        throw PatchError("replace operation value must be object or array: %!w(<nil>)")
      }
      document = value
      return
    }
    let value = value
    let noKey = PatchError.missing("replace operation does not apply: doc is missing key: \(path)")
    try JSONPlace(path).change(
      &document, missing: "replace operation does not apply: doc is missing path: \(path)", failing: nil
    ) { (container, key) throws(PatchError) in
      do throws(PatchError) { _ = try container.entry(key) } catch { throw noKey }
      try container.setEntry(key, value)
    }
  }

  private func move(_ document: inout Value) throws(PatchError) {
    let from = try source()
    var moved: Value = .null
    try JSONPlace(from).change(
      &document, missing: "move operation does not apply: doc is missing from path: \(from)",
      failing: "error in move for path: '\(JSONPlace(from).last)'"
    ) { (container, key) throws(PatchError) in
      moved = try container.entry(key) ?? .null
      try container.removeEntry(key)
    }
    guard let path else { throw .missing("move operation failed to decode path: operation missing path field") }
    try JSONPlace(path).change(
      &document, missing: "move operation does not apply: doc is missing destination path: \(path)",
      failing: "error in move for path: '\(path)'"
    ) { (container, key) throws(PatchError) in try container.add(key, moved) }
  }

  private func copy(_ document: inout Value) throws(PatchError) {
    let from = try source()
    var copied: Value = .null
    try JSONPlace(from).change(
      &document, missing: "copy operation does not apply: doc is missing from path: \(from)",
      failing: "error in copy for from: '\(from)'"
    ) { (container, key) throws(PatchError) in copied = try container.entry(key) ?? .null }
    guard let path else { throw .missing("copy operation failed to decode path") }
    try JSONPlace(path).change(
      &document, missing: "copy operation does not apply: doc is missing destination path: \(path)",
      failing: "error while adding value during copy"
    ) { (container, key) throws(PatchError) in try container.add(key, copied) }
  }

  private func source() throws(PatchError) -> String {
    guard let from else { throw .missing("\(op) operation failed to decode from: operation, missing from field") }
    return from
  }

  private func test(_ document: Value) throws(PatchError) {
    guard let path else { throw .missing("test operation failed to decode path: operation missing path field") }
    var document = document
    var found: Value? = document
    if !path.isEmpty {
      try JSONPlace(path).change(
        &document, missing: "test operation does not apply: is missing path: \(path)",
        failing: "error in test for path: '\(path)'"
      ) { (container, key) throws(PatchError) in found = try container.entry(key) }
    }
    guard found ?? .null == value else { throw PatchError("testing value \(path) failed: test failed") }
  }
}

// MARK: Places

/// A pointer into a document (RFC 6901): the way to a container, and a key in it.
private struct JSONPlace {
  /// The keys on the way; `nil` for a path without a slash, which leads nowhere.
  let way: [String]?
  let last: String

  init(_ path: String) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(Self.unescaped)
    way = parts.isEmpty ? nil : Array(parts.dropLast())
    last = parts.last ?? ""
  }

  private static func unescaped(_ part: Substring) -> String {
    guard part.contains("~") else { return String(part) }
    var result = ""
    var rest = part
    while let character = rest.popFirst() {
      if character == "~", rest.first == "1" || rest.first == "0" {
        result.append(rest.removeFirst() == "1" ? "/" : "~")
      } else {
        result.append(character)
      }
    }
    return result
  }

  /// Hands over the container that the place is in.
  /// - Parameters:
  ///   - missing: what is said when there is no such container.
  ///   - failing: what is said before an error of the body; `nil` for nothing.
  func change(
    _ document: inout Value, missing: String, failing: String?,
    _ body: (inout Value, String) throws(PatchError) -> Void
  ) throws(PatchError) {
    guard let way else { throw .missing(missing) }
    var wasReached = false
    do throws(PatchError) {
      try descend(&document, way[...]) { (container) throws(PatchError) in
        wasReached = true
        try body(&container, last)
      }
    } catch {
      guard let failing else { throw error }
      throw PatchError("\(failing): \(error.message)")
    }
    if !wasReached { throw .missing(missing) }
  }

  /// Goes down the way, and does nothing when it ends too soon.
  private func descend(
    _ value: inout Value, _ way: ArraySlice<String>, _ body: (inout Value) throws(PatchError) -> Void
  ) throws(PatchError) {
    guard let key = way.first else {
      if value.object != nil || value.array != nil { try body(&value) }
      return
    }
    guard var next = try? value.entry(key), !next.isNull else { return }
    // The place in the tree is emptied while the copy is changed, so that changing it copies nothing.
    try? value.setEntry(key, .null)
    defer { try? value.setEntry(key, next) }
    try descend(&next, way.dropFirst(), body)
  }
}

extension Value {
  /// What Go's `encoding/json` calls this kind of value in its messages.
  public var jsonKind: String {
    switch self {
    case .null: "null"
    case .bool: "bool"
    case .int, .double: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }

  /// The value of a field or an element, `nil` for a missing field.
  fileprivate func entry(_ key: String) throws(PatchError) -> Value? {
    guard case .array(let elements) = self else { return fields[Key(key)] }
    return elements[try Self.index(key, elements.count)]
  }

  /// Changes a field, or an element that exists.
  fileprivate mutating func setEntry(_ key: String, _ value: Value) throws(PatchError) {
    if case .array(let elements) = self {
      self[index: try Self.index(key, elements.count)] = value
    } else {
      self[Key(key)] = value
    }
  }

  /// Sets a field, or makes room for an element.
  fileprivate mutating func add(_ key: String, _ value: Value) throws(PatchError) {
    guard case .array(var elements) = self else {
      self[Key(key)] = value
      return
    }
    if key == "-" { return append(value) }
    guard Int(key) != nil else {
      throw PatchError("value was not a proper array index: '\(key)': \(Self.noNumber(key))")
    }
    let index = try Self.index(key, elements.count + 1)
    self = .null
    elements.insert(value, at: index)
    self = .array(elements)
  }

  fileprivate mutating func removeEntry(_ key: String) throws(PatchError) {
    guard case .array(var elements) = self else {
      guard fields[Key(key)] != nil else { throw .missing("Unable to remove nonexistent key: \(key)") }
      remove(Key(key))
      return
    }
    let index = try Self.index(key, elements.count)
    self = .null
    elements.remove(at: index)
    self = .array(elements)
  }

  private static func index(_ key: String, _ count: Int) throws(PatchError) -> Int {
    guard let index = Int(key) else { throw PatchError(noNumber(key)) }
    guard index < count, index >= -count else { throw .index(index) }
    return index < 0 ? index + count : index
  }

  private static func noNumber(_ key: String) -> String {
    "strconv.Atoi: parsing \(GoText.quoted(key)): invalid syntax"
  }
}
