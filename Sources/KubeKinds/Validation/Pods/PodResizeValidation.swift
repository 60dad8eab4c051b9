// What may change when a pod is resized: processors and memory of its containers (`ValidatePodResize`).
import KubeObjects

enum PodResizeValidation {
  private static let path = FieldPath("spec")

  static func check(_ pod: Value, old: Value, _ findings: inout Findings) {
    let (spec, oldSpec) = (pod[.spec], old[.spec])
    let order = order(spec, oldSpec)
    findings.add(order)
    if !order.isEmpty { return }
    let before = old[.status]["qosClass"].string ?? QualityOfService.of(oldSpec)
    if before != QualityOfService.of(spec) {
      findings.invalid(path, .string(before), "Pod QOS Class may not change as a result of resizing")
    }
    for list in [Key.initContainers, .containers] {
      for (index, container) in oldSpec[list].elements.enumerated() where list == .containers || isSidecar(container) {
        let path = path.child(list.text).index(index)
        kept(spec[list][index: index][.resources], container[.resources], at: path, &findings)
      }
    }
    for list in [Key.containers, .initContainers] { only(list, spec[list].elements, oldSpec[list].elements, &findings) }
  }

  /// What is wrong where containers are not those that there were.
  static func order(_ spec: Value, _ old: Value) -> [FieldError] {
    var findings = Findings()
    for list in [Key.containers, .initContainers] {
      let (new, before) = (spec[list].elements, old[list].elements)
      let path = path.child(list.text)
      guard new.count == before.count else {
        findings.forbidden(path, "\(list.text) may not be added or removed on resize")
        continue
      }
      for index in new.indices where new[index][.name] != before[index][.name] {
        findings.forbidden(
          path.index(index).child("name"), "\(list.text) may not be renamed or reordered on resize")
      }
    }
    return findings.errors
  }

  private static func isSidecar(_ container: Value) -> Bool { container[.restartPolicy] == "Always" }

  /// What was asked for may change, but not be taken back.
  private static func kept(_ new: Value, _ old: Value, at path: FieldPath, _ findings: inout Findings) {
    let path = path.child("resources")
    for (key, word) in [(Key.requests, "requests"), (.limits, "limits")] {
      let isLess = old[key].fields.contains { new[key].fields[$0.key] == nil }
      if isLess { findings.forbidden(path.child(word), "resource \(word) cannot be removed") }
    }
  }

  /// Nothing but processors and memory may change, and that of containers that run beside others.
  private static func only(_ list: Key, _ new: [Value], _ old: [Value], _ findings: inout Findings) {
    for (container, before) in zip(new, old) {
      if list == .containers {
        if others(container) != others(before) { findings.forbidden(path, "only cpu and memory resources are mutable") }
      } else if !isSidecar(before) {
        if container != before {
          findings.forbidden(path, "resources for non-sidecar init containers are immutable")
        }
      } else if others(container) != others(before) {
        findings.forbidden(path, "only cpu and memory resources for sidecar containers are mutable")
      }
    }
  }

  /// What a container asks for besides processors and memory.
  private static func others(_ container: Value) -> Value {
    var resources = container[.resources]
    for key in [Key.requests, .limits] {
      for name in [Key.cpu, .memory] { resources[key].remove(name) }
      if resources[key].isEmpty { resources.remove(key) }
    }
    return resources.isEmpty ? [:] : resources
  }
}
