// Binding a pod to a node: the one way in which a pod's node is set after its creation.
import KubeKinds
import KubeObjects
import SimCore

extension Registry {
  private static let bindings = GroupResource(group: "", resource: "pods/binding")

  /// Puts a pod on a node, as the scheduler does (`pkg/registry/core/pod/storage`).
  ///
  /// - Throws: `NotFound`, or `Conflict` for a pod that is being deleted, is gated or has a node already.
  @discardableResult
  public func bind(_ key: ObjectKey, toNode node: String) throws(APIStatus) -> Value {
    let pod = try boundPod(key, node: node, labels: topologyLabels(ofNode: node))
    return store.put(key, pod)
  }

  /// Puts a pod on a node, as a `Binding` posted to the pod asks for.
  func bind(_ key: ObjectKey, _ binding: Value, _ options: WriteOptions) throws(APIStatus) -> Written {
    var binding = binding
    let warnings = try decode(&binding, .binding, options)
    let target = binding["target"]
    var findings: [FieldError] = []
    if !["", "Node"].contains(target[.kind].text) {
      findings.append(.notSupported(FieldPath("target.kind"), target[.kind], ["Node", "<empty>"]))
    }
    if target[.name].text.isEmpty { findings.append(.required(FieldPath("target.name"))) }
    if !findings.isEmpty { throw invalid(.binding, key.name, findings) }
    let metadata = binding[.metadata]
    var labels = metadata[.labels].fields
    if target[.kind] == "Node" {
      for (label, value) in topologyLabels(ofNode: target[.name].text) { labels[label] = value }
    }
    let pod = try boundPod(
      key, node: target[.name].text, labels: labels, annotations: metadata[.annotations].fields)
    if !options.isDryRun { store.put(key, pod) }
    return Written(Self.success(code: 201), warnings: warnings)
  }

  /// What the server answers to a request that has no object to show.
  static func success(code: Int64) -> Value {
    [
      .kind: "Status", .apiVersion: "v1", .metadata: [:], .status: "Success", "code": .int(code),
    ]
  }

  private func boundPod(
    _ key: ObjectKey, node: String, labels: Object, annotations: Object = Object()
  ) throws(APIStatus) -> Value {
    var pod = try get(kind(key.kind), namespace: key.namespace, name: key.name)
    let bound = pod[.spec][.nodeName].text
    guard pod[.metadata][.deletionTimestamp].isNull else {
      throw .conflict(
        Self.bindings, key.name, "pod \(key.name) is being deleted, cannot be assigned to a host")
    }
    guard bound.isEmpty else {
      throw .conflict(
        Self.bindings, key.name, "pod \(key.name) is already assigned to node \(GoText.quoted(bound))")
    }
    guard pod[.spec][.schedulingGates].elements.isEmpty else {
      throw .conflict(Self.bindings, key.name, "pod \(key.name) has non-empty .spec.schedulingGates")
    }
    pod[.spec][.nodeName] = .string(node)
    for (annotation, value) in annotations { pod[.metadata][.annotations][annotation] = value }
    for (label, value) in labels { pod[.metadata][.labels][label] = value }
    pod[.status].remove(.nominatedNodeName)
    PodCondition.set(&pod, type: "PodScheduled", status: "True", reason: nil, message: nil, now: now)
    return pod
  }
}
