// The tree of an explanation: an object, the rules that hold it back, and below each the objects it waits for.
import ClusterAPI
import KubeKinds
import KubeObjects

/// One object of an explanation.
struct WhyTree {
  struct Branch {
    var reason: Reason
    var waitsFor: [WhyTree]
  }

  var key: ObjectKey
  /// `nil` where there is no such object.
  var object: Value?
  var branches: [Branch]
  /// It has been explained further up.
  var isRepeated = false

  /// Whether nothing holds it back.
  var isEmpty: Bool { branches.isEmpty && !isRepeated }

  /// What would help, the nearest first and each once.
  var remedies: [Remedy] {
    branches.flatMap { $0.reason.remedies } + branches.flatMap { $0.waitsFor.flatMap(\.remedies) }
  }
}

/// Follows reasons from object to object.
final class WhyExplainer {
  private let simulation: any Simulation
  private var explained: Set<ObjectKey> = []

  init(_ simulation: any Simulation) { self.simulation = simulation }

  func explain(_ key: ObjectKey) -> WhyTree {
    let object = object(key)
    guard explained.insert(key).inserted else {
      return WhyTree(key: key, object: object, branches: [], isRepeated: true)
    }
    let branches = simulation.reasons(for: key).map { reason in
      let others = reason.waitsFor.filter { $0 != key }.map(explain)
      return WhyTree.Branch(reason: reason, waitsFor: others.filter(isWorthTelling))
    }
    return WhyTree(key: key, object: object, branches: branches)
  }

  /// Everything that waits in a namespace: workloads first, so that their pods are explained below them.
  func everything(in namespace: String) throws(APIStatus) -> [WhyTree] {
    let kinds: [KindID] = [
      .statefulSet, .deployment, .daemonSet, .job, .replicaSet, .pod, .persistentVolumeClaim,
    ]
    var trees: [WhyTree] = []
    for kind in kinds.compactMap(simulation.catalog.kind) {
      for object in try simulation.list(kind, namespace: namespace, ListOptions()).items {
        let key = ObjectKey(kind.id, namespace, object[.metadata][.name].text)
        if explained.contains(key) || simulation.reasons(for: key).isEmpty { continue }
        trees.append(explain(key))
      }
    }
    return trees
  }

  private func object(_ key: ObjectKey) -> Value? {
    guard let kind = simulation.catalog.kind(key.kind) else { return nil }
    return try? simulation.get(kind, namespace: key.namespace, name: key.name, subresource: nil)
  }

  /// A node that has nothing to say for itself explains nothing: the rule has named it already.
  private func isWorthTelling(_ tree: WhyTree) -> Bool { !tree.isEmpty || tree.key.kind != .node }
}
