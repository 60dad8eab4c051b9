// Pods as controllers make them from a template (`controller.GetPodFromTemplate`).
import KubeKinds
import KubeObjects

enum PodTemplate {
  /// A pod with the template's labels, annotations, finalizers and spec, controlled by `owner`.
  static func pod(_ template: Value, owner: Value) -> Value {
    let source = template[.metadata].fields
    var fields: [Object.Entry] = []
    fields.reserveCapacity(12)
    func take(_ key: Key) { if let value = source[key] { fields.append(Object.Entry(key, value)) } }
    take(.annotations)
    take(.finalizers)
    fields.append(Object.Entry(.generateName, .string(owner[.metadata][.name].text + "-")))
    take(.labels)
    fields.append(Object.Entry(.namespace, owner[.metadata][.namespace]))
    fields.append(Object.Entry(.ownerReferences, [OwnerReferences.controller(owner)]))
    return .object(
      ascending: Object.Entry(.metadata, .object(Object(ascending: fields))),
      Object.Entry(.spec, template[.spec]))
  }
}
