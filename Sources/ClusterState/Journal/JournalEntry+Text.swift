// Entries of a journal as JSON: one object an entry, with only what is not as usual.
import KubeKinds
import KubeObjects
import SimCore

extension JournalEntry {
  var bytes: [UInt8] { JSONWriter.bytes(value, escapesHTML: false) }

  private var value: Value {
    var value: Value = [
      "kind": .string("\(kind.group)/\(kind.version)/\(kind.plural)"), "namespace": .string(namespace),
    ]
    if let subresource { value["subresource"] = .string(subresource.rawValue) }
    switch request {
    case .create(let name, let object, let options):
      value["do"] = "create"
      if let name { value["name"] = .string(name) }
      value["object"] = object
      value["options"] = options.value
    case .update(let object, let options):
      value["do"] = "update"
      value["object"] = object
      value["options"] = options.value
    case .patch(let name, let patch, let options):
      value["do"] = "patch"
      value["name"] = .string(name)
      value["patch"] = ["form": .string(patch.form.rawValue), "body": patch.body, "force": .bool(patch.force)]
      value["options"] = options.value
    case .delete(let name, let options):
      value["do"] = "delete"
      value["name"] = .string(name)
      value["options"] = options.value
    case .checkpoint: value["do"] = "checkpoint"
    }
    return value
  }

  /// Reads an entry; `nil` when the bytes are none.
  init?(at: Instant, bytes: [UInt8]) {
    let read: Value?
    do throws(JSONError) { read = try JSONReader.read(bytes: bytes) } catch { read = nil }
    guard let value = read else { return nil }
    let parts = value["kind"].text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3, let request = Request(value) else { return nil }
    self.at = at
    kind = KindName(group: parts[0], version: parts[1], plural: parts[2])
    namespace = value["namespace"].text
    subresource = value["subresource"].string.flatMap(Kind.Subresource.init)
    self.request = request
  }
}

extension JournalEntry.Request {
  fileprivate init?(_ value: Value) {
    let name = value["name"].string
    let options = value["options"]
    switch value["do"].text {
    case "create": self = .create(name: name, object: value["object"], WriteOptions(options))
    case "update": self = .update(object: value["object"], WriteOptions(options))
    case "patch":
      guard let name, let form = Patch.Form(rawValue: value["patch"]["form"].text) else { return nil }
      let patch = Patch(form, value["patch"]["body"], force: value["patch"]["force"].bool ?? false)
      self = .patch(name: name, patch, WriteOptions(options))
    case "delete":
      guard let name else { return nil }
      self = .delete(name: name, DeleteOptions(options))
    case "checkpoint": self = .checkpoint
    default: return nil
    }
  }
}

extension WriteOptions {
  fileprivate var value: Value {
    var value: Value = ["manager": .string(fieldManager), "validation": .string(fieldValidation.rawValue)]
    if isDryRun { value["dryRun"] = true }
    return value
  }

  fileprivate init(_ value: Value) {
    self.init(
      isDryRun: value["dryRun"].bool ?? false,
      fieldValidation: FieldValidation(rawValue: value["validation"].text) ?? .ignore,
      fieldManager: value["manager"].text)
  }
}

extension DeleteOptions {
  fileprivate var value: Value {
    var value: Value = [:]
    if let gracePeriodSeconds { value["gracePeriodSeconds"] = .int(gracePeriodSeconds) }
    if let propagation { value["propagation"] = .string(propagation.rawValue) }
    if let uid { value["uid"] = .string(uid) }
    if let resourceVersion { value["resourceVersion"] = .string(resourceVersion) }
    if isDryRun { value["dryRun"] = true }
    return value
  }

  fileprivate init(_ value: Value) {
    self.init(
      gracePeriodSeconds: value["gracePeriodSeconds"].int,
      propagation: value["propagation"].string.flatMap(PropagationPolicy.init), uid: value["uid"].string,
      resourceVersion: value["resourceVersion"].string, isDryRun: value["dryRun"].bool ?? false)
  }
}
