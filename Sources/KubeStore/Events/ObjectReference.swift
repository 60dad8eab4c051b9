// References to objects, as events carry them (`v1.ObjectReference`).
import KubeKinds
import KubeObjects

public enum ObjectReference {
  /// A reference to an object as it is now.
  public static func value(_ object: Value, fieldPath: String = "") -> Value {
    let metadata = object[.metadata]
    var fields: [(Key, Value)] = [(.apiVersion, object[.apiVersion])]
    if !fieldPath.isEmpty { fields.append((.fieldPath, .string(fieldPath))) }
    fields.append((.kind, object[.kind]))
    fields.append((.name, metadata[.name]))
    for key in [Key.namespace, .resourceVersion, .uid] {
      if let value = metadata.fields[key] { fields.append((key, value)) }
    }
    return .object(Object(fields))
  }

  /// Events about objects of the whole cluster are kept in the namespace `default`.
  static func eventNamespace(_ reference: Value) -> String {
    let namespace = reference[.namespace].text
    return namespace.isEmpty ? "default" : namespace
  }

  /// What tells the object from others: its uid, or its place where it has none.
  static func identity(_ reference: Value) -> String {
    if let uid = reference[.uid].string, !uid.isEmpty { return uid }
    return "\(reference[.kind].text)/\(reference[.namespace].text)/\(reference[.name].text)"
  }
}
