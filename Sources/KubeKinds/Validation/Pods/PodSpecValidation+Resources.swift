// What is wrong with the resources of a pod as a whole (`validatePodResources`).
import KubeObjects

extension PodSpecValidation {
  mutating func checkResources() {
    let resources = spec[.resources]
    if resources.isNull { return }
    let path = path.child("resources")
    if spec["os"][.name] == "windows" { return findings.forbidden(path, "may not be set for a windows pod") }
    ResourceValidation.requirements(
      resources, names: { ResourceValidation.podName($0, at: $1, &$2) }, claims: deviceClaims, at: path, &findings)
    checkSum(resources[.requests], .requests, at: path.child("requests"))
    checkSum(resources[.limits], .limits, at: path.child("limits"))
    checkLimits(resources[.limits], at: path.child("containers"))
  }

  /// A pod requests at least what its containers do together, and its huge pages are enough for them.
  private mutating func checkSum(_ amounts: Value, _ key: Key, at path: FieldPath) {
    let containers = PodResources.ofContainers(spec, key)
    for name in containers.names where key == .requests || name.text.hasPrefix("hugepages-") {
      guard let amount = Quantity(value: amounts[name]), let sum = containers[name], sum > amount else { continue }
      findings.invalid(
        path.key(name.text), .string(amount.text),
        "must be greater than or equal to aggregate container \(key.text) of \(sum.text)")
    }
  }

  /// No container may use more than its pod. The API server names the container below the resources of the pod.
  private mutating func checkLimits(_ limits: Value, at path: FieldPath) {
    for (index, container) in spec[.containers].elements.enumerated() {
      for (name, limit) in container[.resources][.limits].fields {
        guard let own = Quantity(value: limit), let most = Quantity(value: limits[name]), own > most else { continue }
        findings.invalid(
          path.index(index).key(name.text).child("limits"), .string(own.text),
          "must be less than or equal to pod limits of \(most.text)")
      }
    }
  }
}
