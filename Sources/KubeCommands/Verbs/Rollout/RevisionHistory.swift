// The revisions of a workload, as far as they are kept: ControllerRevisions of sets and daemon sets, ReplicaSets of
// deployments.
import ClusterAPI
import KubeKinds
import KubeObjects

/// One revision of a workload.
struct Revision {
  var number: Int64
  /// The ControllerRevision or ReplicaSet that keeps it.
  var keeper: Value
  /// The template of its pods.
  var template: Value

  var changeCause: String { keeper[.metadata][.annotations][ChangeCause.key].text }
}

struct RevisionHistory {
  static let deploymentRevision: Key = "deployment.kubernetes.io/revision"

  /// The workload, as it is now.
  let workload: Value
  /// By number, the oldest first.
  let revisions: [Revision]

  init(_ info: ResourceInfo, _ context: CommandContext) throws {
    let workload = try info.fetched(context.api)
    self.workload = workload
    let keeper: KindID = info.kind.id == .deployment ? .replicaSet : .controllerRevision
    guard let kind = context.api.catalog.kind(keeper) else {
      revisions = []
      return
    }
    let options = ListOptions(labelSelector: LabelSelector(spec: workload[.spec][.selector]))
    let uid = workload[.metadata][.uid].text
    let kept = try context.api.list(kind, namespace: info.namespace, options).items.filter { $0.controllerUID == uid }
    revisions = kept.compactMap(keeper == .replicaSet ? Self.replicaSetRevision : Self.controllerRevision)
      .sorted { $0.number < $1.number }
  }

  private static func controllerRevision(_ keeper: Value) -> Revision? {
    var template = keeper[.data][.spec][.template]
    template.remove("$patch")
    return Revision(number: keeper[.revision].number, keeper: keeper, template: template)
  }

  private static func replicaSetRevision(_ keeper: Value) -> Revision? {
    guard let number = Int64(keeper[.metadata][.annotations][deploymentRevision].text) else { return nil }
    return Revision(number: number, keeper: keeper, template: keeper[.spec][.template])
  }

  /// The revision of a number; of 0, the one before the latest.
  func revision(_ number: Int64) -> Revision? {
    if number == 0 { return revisions.count > 1 ? revisions[revisions.count - 2] : nil }
    return revisions.first { $0.number == number }
  }

  /// The workload with a revision's template.
  func workload(at revision: Revision) -> Value {
    var workload = workload
    workload[.spec][.template] = revision.template
    return workload
  }
}
