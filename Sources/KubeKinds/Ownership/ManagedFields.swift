// `metadata.managedFields`: who owns which fields of an object.
import KubeObjects

/// Who writes: what tells one owner of fields from another.
public struct FieldManager: Hashable, Sendable {
  public enum Operation: String, Sendable {
    case apply = "Apply"
    case update = "Update"
  }

  public var name: String
  public var operation: Operation
  public var subresource = ""
  /// The version the fields are named in. An applier stays the same when it comes with another one.
  public var apiVersion: String

  public init(name: String, operation: Operation, subresource: String = "", apiVersion: String) {
    self.name = name
    self.operation = operation
    self.subresource = subresource
    self.apiVersion = apiVersion
  }

  func isSame(as other: FieldManager) -> Bool {
    name == other.name && operation == other.operation && subresource == other.subresource
      && (operation == .apply || apiVersion == other.apiVersion)
  }

  /// `"kubectl" with subresource "scale" using apps/v1`, as conflicts name it.
  var text: String {
    var text = GoText.quoted(name)
    if !subresource.isEmpty { text += " with subresource \(GoText.quoted(subresource))" }
    if operation == .update { text += " using \(apiVersion)" }
    return text
  }

  /// What conflicts with several managers are sorted by: Kubernetes' key of a manager, which is JSON.
  var sortText: String {
    let version = operation == .apply ? "" : ",\"apiVersion\":\"\(apiVersion)\""
    let subresource = subresource.isEmpty ? "" : ",\"subresource\":\"\(subresource)\""
    return "{\"manager\":\"\(name)\",\"operation\":\"\(operation.rawValue)\"\(version)\(subresource)}"
  }
}

/// One entry: a manager and what it owns.
public struct ManagedEntry: Equatable, Sendable {
  public var manager: FieldManager
  /// When the manager last took a field, RFC 3339; empty when that is not known.
  public var time: String
  public var fields: FieldSet

  public init(_ manager: FieldManager, time: String, _ fields: FieldSet) {
    self.manager = manager
    self.time = time
    self.fields = fields
  }
}

/// All entries of an object.
public struct ManagedFields: Equatable, Sendable {
  public internal(set) var entries: [ManagedEntry]

  public init(_ entries: [ManagedEntry] = []) { self.entries = entries }

  /// Reads the entries of an object. `nil` when one of them is not as it should be.
  public init?(_ value: Value) {
    var entries: [ManagedEntry] = []
    for element in value.elements {
      guard let operation = FieldManager.Operation(rawValue: element["operation"].text),
        !element[.apiVersion].text.isEmpty, element["fieldsType"].text == "FieldsV1"
      else { return nil }
      let manager = FieldManager(
        name: element["manager"].text, operation: operation, subresource: element["subresource"].text,
        apiVersion: element[.apiVersion].text)
      entries.append(ManagedEntry(manager, time: element["time"].text, FieldSet(element["fieldsV1"])))
    }
    self.entries = entries
  }

  public var isEmpty: Bool { entries.isEmpty }

  /// Whether a list of entries is how a client asks to forget all owners: one entry that says nothing.
  public static func isReset(_ value: Value) -> Bool {
    value.elements.count == 1 && value.elements[0].fields.isEmpty
  }

  /// The entries as an object holds them: appliers first, those who wrote last at the end.
  public var value: Value {
    .array(
      sorted.map { entry in
        var value: Value = [
          .apiVersion: .string(entry.manager.apiVersion), "fieldsType": "FieldsV1", "fieldsV1": entry.fields.value,
          "manager": .string(entry.manager.name), "operation": .string(entry.manager.operation.rawValue),
        ]
        if !entry.time.isEmpty { value["time"] = .string(entry.time) }
        if !entry.manager.subresource.isEmpty { value["subresource"] = .string(entry.manager.subresource) }
        return value
      })
  }

  /// Kubernetes breaks ties within a second by name. Here the order of writing is kept, as if they had taken a while:
  /// commands that a person types don't fall into one second.
  private var sorted: [ManagedEntry] {
    entries.enumerated().sorted { a, b in
      let (first, second) = (a.element, b.element)
      if first.manager.operation != second.manager.operation { return first.manager.operation == .apply }
      return first.time == second.time ? a.offset < b.offset : first.time < second.time
    }.map(\.element)
  }

  public subscript(manager: FieldManager) -> ManagedEntry? {
    entries.first { $0.manager.isSame(as: manager) }
  }

  /// What anybody owns.
  public var all: FieldSet { entries.reduce(FieldSet()) { $0.union($1.fields) } }

  /// Puts an entry in the place of the manager's old one, as the last that was written.
  mutating func put(_ entry: ManagedEntry) {
    entries.removeAll { $0.manager.isSame(as: entry.manager) }
    if !entry.fields.isEmpty { entries.append(entry) }
  }

  /// Takes fields away from every manager for whom the condition holds, and managers away who own nothing then.
  mutating func take(_ fields: FieldSet, where condition: (FieldManager) -> Bool = { _ in true }) {
    if fields.isEmpty { return }
    for index in entries.indices where condition(entries[index].manager) {
      entries[index].fields = entries[index].fields.subtracting(fields)
    }
    entries.removeAll { $0.fields.isEmpty }
  }
}
