// Pods as controllers make them from a template (`controller.GetPodFromTemplate`).
import KubeKinds
import KubeObjects

enum PodTemplate {
  /// A pod with the template's labels, annotations, finalizers and spec, controlled by `owner`.
  static func pod(_ template: Value, owner: Value) -> Value {
    let source = template[.metadata]
    let name = owner[.metadata][.name].text
    var metadata: Value = [
      .namespace: owner[.metadata][.namespace], .generateName: .string("\(name)-"),
      .ownerReferences: [OwnerReferences.controller(owner)],
    ]
    for key in [Key.labels, .annotations, .finalizers] { metadata.set(key, source.fields[key]) }
    return [.metadata: metadata, .spec: template[.spec]]
  }
}
