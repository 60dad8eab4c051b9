// Reading custom objects: defaults, unknown fields, and metadata as all objects have it.
import KubeObjects

/// Takes out of custom objects what their schema does not know, and fills in what it has defaults for.
public struct CustomReader {
  private(set) var unknownFields: [String] = []

  /// Reads a custom object: its metadata as that of every object, the rest by its schema.
  ///
  /// - Throws: where metadata is no metadata.
  public static func read(
    _ object: Value, _ version: CustomVersion, _ schema: Schema
  ) throws(ReadingError) -> Reading {
    var reader = CustomReader()
    var object = object
    let metadata = try ObjectReader.read(object[.metadata], as: "meta/v1.ObjectMeta", at: .metadata, schema)
    var result = reader.pruned(object, version.schema, "", isResource: true)
    reader.unknownFields += metadata.unknownFields
    result[.metadata] = metadata.object
    reader.fill(&result, version.schema)
    object = result
    return Reading(
      object: object, unknownFields: reader.unknownFields.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }
}

// MARK: Unknown fields

extension CustomReader {
  private static let resourceFields: [Key] = [.apiVersion, .kind, .metadata]

  private mutating func pruned(_ value: Value, _ schema: CustomSchema, _ path: String, isResource: Bool) -> Value {
    switch value {
    case .object(let object): return .object(pruned(object, schema, path, isResource))
    case .array(let elements):
      guard let items = schema.items else { return value }
      return .array(
        elements.enumerated().map { index, element in
          pruned(element, items, "\(path)[\(index)]", isResource: items.isEmbeddedResource)
        })
    default: return value
    }
  }

  private mutating func pruned(
    _ object: Object, _ schema: CustomSchema, _ path: String, _ isResource: Bool
  ) -> Object {
    var result = Object()
    for (key, value) in object {
      let name = path.isEmpty ? key.text : "\(path).\(key.text)"
      if isResource, Self.resourceFields.contains(key) {
        result[key] = value
      } else if let entry = schema.entry(key) {
        result[key] = pruned(value, entry, name, isResource: entry.isEmbeddedResource)
      } else if schema.keepsUnknownFields || Self.isOpen(schema) {
        result[key] = value
      } else {
        unknownFields.append(name)
      }
    }
    return result
  }

  private static func isOpen(_ schema: CustomSchema) -> Bool {
    if case .any = schema.additional { true } else { false }
  }
}

// MARK: Defaults

extension CustomReader {
  /// Fills in defaults from the top down; a default is filled in itself.
  private func fill(_ value: inout Value, _ schema: CustomSchema) {
    switch value {
    case .object(var object):
      value = .null
      fill(&object, schema)
      value = .object(object)
    case .array(var elements):
      guard let items = schema.items else { return }
      value = .null
      for index in elements.indices { fill(&elements[index], items) }
      value = .array(elements)
    default: return
    }
  }

  private func fill(_ object: inout Object, _ schema: CustomSchema) {
    for (name, property) in schema.properties {
      guard let missing = property.defaultValue else { continue }
      let isUnwantedNull = object[name] == .null && !property.isNullable
      if object[name] == nil || isUnwantedNull { object[name] = missing }
    }
    object.modifyValues { key, value in
      if let entry = schema.entry(key) { fill(&value, entry) }
    }
  }
}
