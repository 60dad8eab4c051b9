// The pods and claims of a StatefulSet as they are first written: identity, storage, revision.
import KubeKinds
import KubeObjects

/// Makes members of one set.
struct SetPods {
  let set: SetSpec
  /// The stored object, for references to it.
  let object: Value

  /// The pod of an ordinal, made from the template in a revision's data (`newVersionedStatefulSetPod`).
  func pod(_ ordinal: Int, from revision: Revision) -> Value {
    var pod = PodTemplate.pod(revision.data[.spec][.template], owner: object)
    let name = set.podName(ordinal)
    pod[.metadata][.name] = .string(name)
    setIdentity(&pod, ordinal)
    pod[.metadata][.labels][.controllerRevisionHash] = .string(revision.name)
    pod[.spec][.hostname] = .string(name)
    let service = object[.spec][.serviceName]
    if !service.text.isEmpty { pod[.spec][.subdomain] = service }
    setStorage(&pod, ordinal)
    return pod
  }

  /// Gives a pod the labels that say who it is (`updateIdentity`).
  func setIdentity(_ pod: inout Value, _ ordinal: Int) {
    pod[.metadata][.labels][.podName] = .string(set.podName(ordinal))
    pod[.metadata][.labels][.podIndex] = .string(String(ordinal))
  }

  /// Gives a pod the claims of its ordinal as volumes, instead of volumes of the same names (`updateStorage`).
  func setStorage(_ pod: inout Value, _ ordinal: Int) {
    guard !set.claimTemplates.isEmpty else { return }
    let names = set.claimTemplates.map(\.[.metadata][.name])
    var volumes = zip(set.claimTemplates, names).map { template, name -> Value in
      let claim = set.claimKey(template, ordinal).name
      return [.name: name, .persistentVolumeClaim: [.claimName: .string(claim)]]
    }
    volumes += pod[.spec][.volumes].elements.filter { !names.contains($0[.name]) }
    pod[.spec][.volumes] = .array(volumes)
  }

  /// The claim of a template and an ordinal. Its labels are the template's and the set's selector.
  func claim(_ template: Value, _ ordinal: Int) -> Value {
    let key = set.claimKey(template, ordinal)
    var claim = template
    claim[.metadata][.name] = .string(key.name)
    claim[.metadata][.namespace] = .string(key.namespace)
    for (label, value) in object[.spec][.selector][.matchLabels].fields {
      claim[.metadata][.labels][label] = value
    }
    claim.remove(.status)
    return claim
  }
}
