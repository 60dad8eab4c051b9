// The flows of requests and their priorities that every API server has
// (k8s.io/apiserver/pkg/apis/flowcontrol/bootstrap).
import KubeObjects

public enum StandardFlows {
  /// PriorityLevelConfigurations as they are stored.
  public static let levels: [Value] = [
    level("exempt", ["exempt": ["lendablePercent": 0, "nominalConcurrencyShares": 0], .type: "Exempt"]),
    limited("catch-all", 5, lending: 0, ["type": "Reject"]),
    limited("system", 30, lending: 33, queue(64, 6)),
    limited("node-high", 40, lending: 25, queue(64, 6)),
    limited("leader-election", 10, lending: 0, queue(16, 4)),
    limited("workload-high", 40, lending: 50, queue(128, 6)),
    limited("workload-low", 100, lending: 90, queue(128, 6)),
    limited("global-default", 20, lending: 50, queue(128, 6)),
  ]

  /// FlowSchemas as they are stored.
  public static let schemas: [Value] = [
    schema("exempt", "exempt", 1, "", [everything(groups("system:masters"))]),
    schema("catch-all", "catch-all", 10_000, "ByUser", [everything(everyone)]),
    schema("system-nodes", "system", 500, "ByUser", [everything(groups("system:nodes"))]),
    schema(
      "system-node-high", "node-high", 400, "ByUser",
      [
        [
          "subjects": groups("system:nodes"),
          "resourceRules": [
            resources("", ["nodes", "nodes/status"], ["*"], isForCluster: true),
            resources("coordination.k8s.io", ["leases"], ["*"]),
          ],
        ]
      ]),
    schema(
      "probes", "exempt", 2, "",
      [
        [
          "subjects": everyone,
          "nonResourceRules": [["verbs": ["get"], "nonResourceURLs": ["/healthz", "/readyz", "/livez"]]],
        ]
      ]),
    schema(
      "system-leader-election", "leader-election", 100, "ByUser",
      [leases(users("system:kube-controller-manager", "system:kube-scheduler") + accounts("*"))]),
    schema("workload-leader-election", "leader-election", 200, "ByUser", [leases(accounts("*"))]),
    schema(
      "endpoint-controller", "workload-high", 150, "ByUser",
      [
        [
          "subjects": .array(
            users("system:kube-controller-manager")
              + accounts("endpoint-controller", "endpointslicemirroring-controller")),
          "resourceRules": [resources("", ["endpoints"], writing)],
        ]
      ]),
    schema(
      "kube-controller-manager", "workload-high", 800, "ByNamespace",
      [everything(.array(users("system:kube-controller-manager")))]),
    schema(
      "kube-scheduler", "workload-high", 800, "ByNamespace", [everything(.array(users("system:kube-scheduler")))]),
    schema(
      "kube-system-service-accounts", "workload-high", 900, "ByNamespace", [everything(.array(accounts("*")))]),
    schema("service-accounts", "workload-low", 9000, "ByUser", [everything(groups("system:serviceaccounts"))]),
    schema("global-default", "global-default", 9900, "ByUser", [everything(everyone)]),
  ]

  /// What no API server does without keeps its specification.
  static func fixedSpec(ofLevel name: String) -> Value? { fixed(name, levels) }

  static func fixedSpec(ofSchema name: String) -> Value? { fixed(name, schemas) }

  private static func fixed(_ name: String, _ objects: [Value]) -> Value? {
    guard name == "exempt" || name == "catch-all" else { return nil }
    return objects.first { $0[.metadata][.name].text == name }?[.spec]
  }

  /// Whether the level is there that a schema leads to, as the condition `Dangling` says it.
  public static func dangling(_ schema: Value, isThere: Bool) -> Value {
    let level = GoText.quoted(schema[.spec]["priorityLevelConfiguration"][.name].text)
    return [
      .type: "Dangling", .status: isThere ? "False" : "True", .reason: isThere ? "Found" : "NotFound",
      .message: .string(
        "This FlowSchema references the PriorityLevelConfiguration object named \(level) "
          + (isThere ? "and it exists" : "but there is no such object")),
    ]
  }

  // MARK: Parts

  private static let writing: Value = ["get", "create", "update"]
  private static let everyone = groups("system:unauthenticated", "system:authenticated")

  private static func metadata(_ name: String) -> Value {
    [.annotations: ["apf.kubernetes.io/autoupdate-spec": "true"], .name: .string(name)]
  }

  private static func level(_ name: String, _ spec: Value) -> Value { [.metadata: metadata(name), .spec: spec] }

  private static func limited(_ name: String, _ shares: Int64, lending: Int64, _ response: Value) -> Value {
    level(
      name,
      [
        "limited": [
          "lendablePercent": .int(lending), "limitResponse": response, "nominalConcurrencyShares": .int(shares),
        ], .type: "Limited",
      ])
  }

  private static func queue(_ queues: Int64, _ hand: Int64) -> Value {
    ["queuing": ["handSize": .int(hand), "queueLengthLimit": 50, "queues": .int(queues)], "type": "Queue"]
  }

  private static func schema(
    _ name: String, _ level: String, _ precedence: Int64, _ method: String, _ rules: [Value]
  ) -> Value {
    var spec: Value = [
      "matchingPrecedence": .int(precedence), "priorityLevelConfiguration": [.name: .string(level)],
      "rules": .array(rules),
    ]
    if !method.isEmpty { spec["distinguisherMethod"] = [.type: .string(method)] }
    return [.metadata: metadata(name), .spec: spec]
  }

  private static func everything(_ subjects: Value) -> Value {
    [
      "nonResourceRules": [["nonResourceURLs": ["*"], "verbs": ["*"]]],
      "resourceRules": [resources("*", ["*"], ["*"], isForCluster: true)], "subjects": subjects,
    ]
  }

  private static func leases(_ subjects: [Value]) -> Value {
    ["resourceRules": [resources("coordination.k8s.io", ["leases"], writing)], "subjects": .array(subjects)]
  }

  private static func resources(
    _ group: String, _ resources: Value, _ verbs: Value, isForCluster: Bool = false
  ) -> Value {
    var rule: Value = ["apiGroups": [.string(group)], "namespaces": ["*"], "resources": resources, "verbs": verbs]
    if isForCluster { rule["clusterScope"] = true }
    return rule
  }

  private static func groups(_ names: String...) -> Value {
    .array(names.map { ["group": [.name: .string($0)], .kind: "Group"] })
  }

  private static func users(_ names: String...) -> [Value] {
    names.map { ["kind": "User", "user": [.name: .string($0)]] }
  }

  private static func accounts(_ names: String...) -> [Value] {
    names.map {
      [.kind: "ServiceAccount", "serviceAccount": [.name: .string($0), .namespace: "kube-system"]]
    }
  }
}
