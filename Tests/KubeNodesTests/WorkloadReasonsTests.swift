// Workloads in trouble: what each says it waits for, and what would help.
import ClusterAPI
import ClusterSim
import KubeKinds
import KubeNodes
import KubeObjects
import SimCore
import Testing

@Suite struct WorkloadReasonsTests {
  /// A trouble, and what is said of it, from the workload down to the last rule.
  struct Trouble: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var manifest: String
    var subject: ObjectKey
    /// `RULE -> KIND/NAME` for what is waited for, with `*` for names that are made up.
    var chain: [String]
    var commands: [String]
    var change: @Sendable (TestCluster) throws -> Void = { _ in }
  }

  private static func workload(_ kind: String, _ name: String, _ spec: String, pod: String) -> String {
    """
    apiVersion: \(kind == "Job" ? "batch" : "apps")/v1
    kind: \(kind)
    metadata: {name: \(name)}
    spec:
      \(spec)
      template:
        metadata: {labels: {app: \(name)}}
        spec: {\(pod)}
    """
  }

  private static func selecting(_ name: String, _ rest: String = "") -> String {
    "selector: {matchLabels: {app: \(name)}}\n  \(rest)"
  }

  private static let good = #"containers: [{name: main, image: "app:1"}]"#
  private static let bad = #"containers: [{name: main, image: "app:bad"}]"#

  private static let badImage: @Sendable (TestCluster) throws -> Void = { test in
    try test.run(.seconds(5))
    try test.merge(.deployment, "front", [
      "spec": ["template": ["spec": ["containers": [["name": "main", "image": "app:bad"]]]]]
    ])
  }

  static let troubles: [Trouble] = [
    Trouble(
      testDescription: "a rolling update to an image that does not exist",
      manifest: workload("Deployment", "front", selecting("front", "replicas: 2"), pod: good),
      subject: ObjectKey(.deployment, "default", "front"),
      chain: ["RollingUpdate", "PodsNotReady", "ImagePullBackOff"],
      commands: ["kubectl rollout undo deploy/front", "kubectl set image deploy/front -n default main=IMAGE"],
      change: badImage),
    Trouble(
      testDescription: "a paused rollout",
      manifest: workload("Deployment", "front", selecting("front", "replicas: 2\n  paused: true"), pod: good),
      subject: ObjectKey(.deployment, "default", "front"), chain: ["Paused"],
      commands: ["kubectl rollout resume deploy/front"], change: badImage),
    Trouble(
      testDescription: "a rollout without progress",
      manifest: workload("Deployment", "front", selecting("front", "progressDeadlineSeconds: 20"), pod: bad),
      subject: ObjectKey(.deployment, "default", "front"),
      chain: ["ProgressDeadlineExceeded", "PodsNotAvailable", "PodsNotReady", "ImagePullBackOff"],
      commands: ["kubectl set image deploy/front -n default main=IMAGE"]),
    Trouble(
      testDescription: "a daemon that no node may run",
      manifest: workload("DaemonSet", "agent", selecting("agent"), pod: "nodeSelector: {disk: ssd}, \(good)"),
      subject: ObjectKey(.daemonSet, "default", "agent"), chain: ["NoNode"],
      commands: ["kubectl label node node-3 disk=ssd"]),
    Trouble(
      testDescription: "a daemon whose settings are missing",
      manifest: workload(
        "DaemonSet", "agent", selecting("agent"),
        pod: #"containers: [{name: main, image: "app:1", envFrom: [{configMapRef: {name: settings}}]}]"#),
      subject: ObjectKey(.daemonSet, "default", "agent"),
      chain: ["PodsNotReady"] + [String](repeating: "CreateContainerConfigError", count: 3),
      commands: ["kubectl create configmap settings -n default --from-literal=KEY=VALUE"]),
    Trouble(
      testDescription: "a job that is suspended", manifest: workload("Job", "once", "suspend: true", pod: jobPod),
      subject: ObjectKey(.job, "default", "once"), chain: ["Suspended"],
      commands: [#"kubectl patch job once -p '{"spec":{"suspend":false}}'"#]),
    Trouble(
      testDescription: "a job that failed", manifest: workload("Job", "once", "backoffLimit: 0", pod: jobPod),
      subject: ObjectKey(.job, "default", "once"), chain: ["BackoffLimitExceeded"],
      commands: ["kubectl logs job/once", "kubectl delete job once"]),
    Trouble(
      testDescription: "a job between two tries", manifest: workload("Job", "once", "backoffLimit: 9", pod: jobPod),
      subject: ObjectKey(.job, "default", "once"), chain: ["BackOff"], commands: ["kubectl logs job/once"]),
    Trouble(
      testDescription: "a set whose revert does not help",
      manifest: workload("StatefulSet", "web", selecting("web", "serviceName: web"), pod: bad),
      subject: ObjectKey(.statefulSet, "default", "web"),
      chain: ["OrderedReady", "OrderedReady", "ImagePullBackOff"],
      commands: [
        "kubectl delete pod web-0", "kubectl describe pod web-0", "kubectl set image sts/web -n default main=IMAGE",
      ],
      change: { test in
        try test.run(.seconds(30))
        try test.merge(.statefulSet, "web", [
          "spec": ["template": ["spec": ["containers": [["name": "main", "image": "app:1"]]]]]
        ])
      }),
  ]

  static let others: [Trouble] = [
    Trouble(
      testDescription: "a deleted Deployment with a finalizer",
      manifest: """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: api, finalizers: [example.com/hold, kubernetes.io/own]}
        spec: {selector: {matchLabels: {app: api}}, template: {metadata: {labels: {app: api}}, spec: {\(bad)}}}
        """,
      subject: ObjectKey(.deployment, "default", "api"), chain: ["Finalizers"],
      commands: [#"kubectl patch deployment api --type=merge -p '{"metadata":{"finalizers":null}}'"#]
    ) { try $0.delete(.deployment, "api") },
    Trouble(
      testDescription: "an autoscaler without its target",
      manifest: """
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: {name: api}
        spec: {maxReplicas: 3, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: nope}}
        """,
      subject: ObjectKey(.horizontalPodAutoscaler, "default", "api"), chain: ["FailedGetScale"],
      commands: ["kubectl get deployments"]),
    Trouble(
      testDescription: "a budget that lets nothing go",
      manifest: """
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: {name: db}
        spec: {minAvailable: 1, selector: {matchLabels: {app: web}}}
        ---
        \(workload("StatefulSet", "web", selecting("web", "serviceName: web"), pod: good))
        """,
      subject: ObjectKey(.podDisruptionBudget, "default", "db"), chain: ["DisruptionBudget"],
      commands: [
        #"kubectl patch pdb db --type=merge -p '{"spec":{"maxUnavailable":1,"minAvailable":null}}'"#
      ]),
    Trouble(
      testDescription: "a node that can't be drained",
      manifest: """
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: {name: db}
        spec: {minAvailable: 1, selector: {matchLabels: {app: web}}}
        ---
        \(workload("StatefulSet", "web", selecting("web", "serviceName: web"), pod: good))
        """,
      subject: ObjectKey(.node, "", "node-1"), chain: ["DisruptionBudget", "DisruptionBudget", "Unschedulable"],
      commands: [
        #"kubectl patch pdb db --type=merge -p '{"spec":{"maxUnavailable":1,"minAvailable":null}}'"#,
        "kubectl uncordon node-1",
      ],
      change: { test in
        try test.run(.seconds(10))
        try test.merge(.node, "node-1", ["spec": ["unschedulable": true]])
      }),
    Trouble(
      testDescription: "a namespace that something holds",
      manifest: """
        apiVersion: v1
        kind: Namespace
        metadata: {name: old}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: held, namespace: old, finalizers: [example.com/hold]}
        spec: {\(good)}
        """,
      subject: ObjectKey(.namespace, "", "old"), chain: ["NamespaceTerminating", "Finalizers"],
      commands: [#"kubectl patch pod held -n old --type=merge -p '{"metadata":{"finalizers":null}}'"#],
      change: { test in
        try test.run(.seconds(10))
        try test.delete(.namespace, "old")
        try test.run(.seconds(40))
      }),
    Trouble(
      testDescription: "a service that selects nothing",
      manifest: service, subject: ObjectKey(.service, "default", "db"), chain: ["NoEndpoints"],
      commands: ["kubectl get pods --show-labels"]),
    Trouble(
      testDescription: "a service whose pods are not ready",
      manifest: service + "\n---\n" + workload("StatefulSet", "web", selecting("web", "serviceName: db"), pod: bad),
      subject: ObjectKey(.service, "default", "db"), chain: ["NoReadyEndpoints", "ImagePullBackOff"],
      commands: ["kubectl set image sts/web -n default main=IMAGE"]),
    Trouble(
      testDescription: "a schedule that is suspended",
      manifest: """
        apiVersion: batch/v1
        kind: CronJob
        metadata: {name: nightly}
        spec:
          schedule: "0 3 * * *"
          suspend: true
          jobTemplate: {spec: {template: {spec: {\(jobPod)}}}}
        """,
      subject: ObjectKey(.cronJob, "default", "nightly"), chain: ["Suspended"],
      commands: [#"kubectl patch cronjob nightly -p '{"spec":{"suspend":false}}'"#]),
    Trouble(
      testDescription: "an autoscaler without metrics",
      manifest: """
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: {name: web}
        spec:
          maxReplicas: 3
          scaleTargetRef: {apiVersion: apps/v1, kind: StatefulSet, name: web}
          metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 80}}}]
        ---
        \(workload("StatefulSet", "web", selecting("web", "serviceName: web"), pod: good))
        """,
      subject: ObjectKey(.horizontalPodAutoscaler, "default", "web"), chain: ["FailedGetResourceMetric"],
      commands: ["kubectl scale statefulset web --replicas=N"]),
  ]

  private static let service = """
    apiVersion: v1
    kind: Service
    metadata: {name: db}
    spec: {clusterIP: None, selector: {app: web}, ports: [{port: 80}]}
    """

  private static let jobPod = #"restartPolicy: Never, containers: [{name: main, image: "fails:1"}]"#

  private static var configuration: ClusterConfiguration {
    var configuration = ClusterConfiguration.nodes(3, detail: .full)
    var missing = (BehaviorMatch(), BehaviorEffects())
    missing.0.image = "*bad*"
    missing.1.pull = .notFound
    var failing = (BehaviorMatch(), BehaviorEffects())
    failing.0.image = "*fails*"
    failing.1.exitCode = 1
    configuration.behavior.rules = [missing, failing].map { BehaviorRule($0.0, $0.1) }
    return configuration
  }

  @Test(arguments: troubles + others)
  func areExplained(trouble: Trouble) throws {
    let test = TestCluster(Self.configuration)
    try test.create(trouble.manifest)
    try trouble.change(test)
    try test.run(.seconds(30))
    let reasons = Self.chain(trouble.subject, test.cluster)
    #expect(reasons.map(\.rule) == trouble.chain)
    var told: Set<String> = []
    #expect(reasons.flatMap(\.remedies).map(\.command).filter { told.insert($0).inserted } == trouble.commands)
  }

  /// All reasons from an object down, as they are told.
  private static func chain(_ key: ObjectKey, _ cluster: SimulatedCluster) -> [Reason] {
    cluster.reasons(for: key).flatMap { reason in [reason] + reason.waitsFor.flatMap { chain($0, cluster) } }
  }
}
