// Whether a node has room for what a running pod is to be given.
import KubeKinds
import KubeObjects
import KubeStore

extension StoreSurroundings {
  /// What keeps the pod from getting what its spec asks for (kubelet `canResizePod`).
  func resizeProblem() -> ResizeProblem? {
    let node = pod[.spec][.nodeName].text
    guard let object = store.object(ObjectKey(.node, "", node)) else { return nil }
    let room = ResourceVector(object[.status]["allocatable"])
    let asked = RequestSums(pod[.spec]).requests
    if asked.memory > room.memory { return Self.infeasible("memory", asked.memory, room.memory) }
    if asked.cpu > room.cpu { return Self.infeasible("cpu", asked.cpu, room.cpu) }
    let used = used(on: node)
    for (name, asked, used, room) in [
      ("cpu", asked.cpu, used.cpu, room.cpu), ("memory", asked.memory, used.memory, room.memory),
    ] where asked > 0 && asked > room - used {
      return ResizeProblem(
        isInfeasible: false,
        message: "Node didn't have enough resource: \(name), requested: \(asked), used: \(used), capacity: \(room)")
    }
    return nil
  }

  private static func infeasible(_ name: String, _ asked: Int64, _ room: Int64) -> ResizeProblem {
    ResizeProblem(
      isInfeasible: true,
      message: "Node didn't have enough capacity: \(name), requested: \(asked), capacity: \(room)")
  }

  /// What the other pods of a node were given.
  private func used(on node: String) -> ResourceVector {
    var sum = ResourceVector()
    for key in store.pods(onNode: node) {
      guard let other = store.object(key), other[.metadata][.uid] != pod[.metadata][.uid] else { continue }
      if ["Succeeded", "Failed"].contains(other[.status][.phase].text) { continue }
      sum += RequestSums(GrantedResources.spec(of: other, where: { _ in true })).requests
    }
    return sum
  }
}

/// What pods were given while a change of it is pending.
enum GrantedResources {
  private static func reason(_ pod: Value) -> String? {
    pod[.status][.conditions].first(where: .type, is: "PodResizePending")?[.reason].text
  }

  /// Whether a pod was given as much before, as far as its status tells. - Precondition: its spec is the same.
  static func arePendingAlike(_ pod: Value, _ previous: Value) -> Bool {
    pod[.metadata][.generation].number <= 1 || reason(pod) == reason(previous)
  }

  /// A pod's spec, with what its containers were given where a change of that is pending for one of these reasons.
  static func spec(of pod: Value, where counts: (String) -> Bool) -> Value {
    var spec = pod[.spec]
    guard pod[.metadata][.generation].number > 1, let reason = reason(pod), counts(reason) else { return spec }
    for (list, statuses) in [(Key.containers, Key.containerStatuses), (.initContainers, .initContainerStatuses)] {
      for (index, container) in spec[list].elements.enumerated() {
        let status = pod[.status][statuses].first(where: .name, is: container[.name].text)
        guard let given = status?.fields["allocatedResources"] else { continue }
        spec[list][index: index][.resources][.requests] = given
      }
    }
    return spec
  }
}
