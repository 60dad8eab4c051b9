// References to objects, as events carry them (`v1.ObjectReference`).
import KubeKinds
import KubeObjects

public enum ObjectReference {
  /// A reference to an object as it is now.
  public static func value(_ object: Value, fieldPath: String = "") -> Value {
    let metadata = object[.metadata]
    var fields: [Object.Entry] = []
    fields.reserveCapacity(7)
    fields.append(Object.Entry(.apiVersion, object[.apiVersion]))
    if !fieldPath.isEmpty { fields.append(Object.Entry(.fieldPath, .string(fieldPath))) }
    fields.append(Object.Entry(.kind, object[.kind]))
    fields.append(Object.Entry(.name, metadata[.name]))
    if case .object(let metadata) = metadata {
      if let namespace = metadata[.namespace] { fields.append(Object.Entry(.namespace, namespace)) }
      if let version = metadata[.resourceVersion] { fields.append(Object.Entry(.resourceVersion, version)) }
      if let uid = metadata[.uid] { fields.append(Object.Entry(.uid, uid)) }
    }
    return .object(Object(ascending: fields))
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
