// What a Deployment writes on its ReplicaSets: the revision, its own annotations, the sizes it wants.
import KubeKinds
import KubeObjects

enum DeploymentAnnotations {
  /// Annotations of a Deployment that its ReplicaSets don't take over.
  private static let skipped: Set<Key> = [
    .lastAppliedConfiguration, .deploymentRevision, .deploymentRevisionHistory, .desiredReplicas, .maxReplicas,
  ]
  /// The list of earlier revisions is cut beyond this many characters.
  private static let historyLength = 2_000

  /// Copies the Deployment's annotations and raises the revision; true when something changed
  /// (`SetNewReplicaSetAnnotations`).
  @discardableResult
  static func update(_ annotations: inout Value, from deployment: DeploymentView, revision: String) -> Bool {
    let before = annotations
    for (key, value) in deployment.object[.metadata][.annotations].fields where !skipped.contains(key) {
      annotations[key] = value
    }
    let old = annotations[.deploymentRevision].string
    if (old.flatMap { Int64($0) } ?? 0) < (Int64(revision) ?? 0) {
      annotations[.deploymentRevision] = .string(revision)
      if let old { remember(old, &annotations) }
    }
    return annotations != before
  }

  private static func remember(_ revision: String, _ annotations: inout Value) {
    var earlier = annotations[.deploymentRevisionHistory].text.split(separator: ",").map(String.init)
    earlier.append(revision)
    while earlier.count > 1, earlier.joined(separator: ",").count > historyLength { earlier.removeFirst() }
    annotations[.deploymentRevisionHistory] = .string(earlier.joined(separator: ","))
  }

  /// Notes the sizes by which scaling is told from rolling out.
  static func setSizes(_ annotations: inout Value, _ deployment: DeploymentView) {
    annotations[.desiredReplicas] = .string(String(deployment.replicas))
    annotations[.maxReplicas] = .string(String(deployment.replicas + deployment.maxSurge))
  }

  /// The ReplicaSet of the present template, named after the template's hash.
  static func replicaSet(of deployment: DeploymentView) -> Value {
    let collisions = deployment.object[.status][.collisionCount].number
    let hash = TemplateHash.text(deployment.template, collisions: collisions)
    var template = deployment.template
    template[.metadata][.labels][.podTemplateHash] = .string(hash)
    var selector = deployment.object[.spec][.selector]
    selector[.matchLabels][.podTemplateHash] = .string(hash)
    var spec: Value = [.selector: selector, .template: template]
    if deployment.minReadySeconds > 0 { spec[.minReadySeconds] = .int(deployment.minReadySeconds) }
    return [
      .metadata: [
        .name: .string("\(deployment.name)-\(hash)"), .namespace: .string(deployment.key.namespace),
        .labels: template[.metadata][.labels],
        .ownerReferences: [OwnerReferences.controller(deployment.object)],
      ],
      .spec: spec,
    ]
  }
}
