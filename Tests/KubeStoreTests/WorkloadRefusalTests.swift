// What is wrong with sets, deployments, jobs and the like, in Kubernetes' words and order.
import KubeKinds
import KubeObjects
import KubeStore
import Testing

@Suite struct WorkloadRefusalTests {
  private static let label =
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end "
    + "with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is "
    + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?')"

  /// Profiles of templates are compared with their annotations as those of pods are.
  @Test func profilesOfTemplatesAgree() throws {
    let refusal = Refusal(
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: d}
      spec:
        selector: {matchLabels: {a: b}}
        template:
          metadata:
            labels: {a: b}
            annotations:
              container.apparmor.security.beta.kubernetes.io/c: unconfined
              seccomp.security.alpha.kubernetes.io/pod: unconfined
          spec:
            securityContext: {appArmorProfile: {type: RuntimeDefault}, seccompProfile: {type: RuntimeDefault}}
            containers: [{name: c, image: i}]
      """,
      "spec.template.spec.securityContext.seccompProfile.type: Forbidden: seccomp type in annotation and field must match",
      "spec.template.spec.containers[0].securityContext.appArmorProfile.type: Forbidden: apparmor type in annotation and "
        + "field must match")
    #expect(try refusal.onCreation(TestCluster()) == refusal.findings)
  }

  @Test(arguments: [
    Refusal(
      "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: bare}}", "spec.selector: Required value",
      "spec.template.metadata.labels: Invalid value: null: `selector` does not match template `labels`",
      "spec.template.spec.containers: Required value"),
    Refusal(
      """
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: dotted.name}
      spec:
        podManagementPolicy: Slow
        updateStrategy: {type: OnDelete, rollingUpdate: {partition: 2}}
        persistentVolumeClaimRetentionPolicy: {whenScaled: Drop}
        replicas: -1
        minReadySeconds: -2
        ordinals: {start: -3}
        selector: {}
        template:
          metadata: {labels: {a: b}}
          spec: {restartPolicy: Never, activeDeadlineSeconds: 5, containers: [{name: c, image: i}]}
        volumeClaimTemplates:
        - metadata: {name: d}
          spec: {accessModes: [Some], resources: {requests: {storage: -1}}}
      """,
      "metadata.name: Invalid value: \"dotted.name\": must not contain dots",
      "spec.podManagementPolicy: Invalid value: \"Slow\": must be 'OrderedReady' or 'Parallel'",
      "spec.updateStrategy.rollingUpdate: Invalid value: {\"Partition\":2,\"MaxUnavailable\":null}: "
        + "only allowed for updateStrategy 'RollingUpdate'",
      "spec.persistentVolumeClaimRetentionPolicy.whenScaled: Unsupported value: \"Drop\": supported values: "
        + "\"Retain\", \"Delete\"",
      "spec.replicas: Invalid value: -1: must be greater than or equal to 0",
      "spec.minReadySeconds: Invalid value: -2: must be greater than or equal to 0",
      "spec.ordinals.start: Invalid value: -3: must be greater than or equal to 0",
      "spec.selector: Invalid value: {}: empty selector is invalid for statefulset",
      "spec.template.spec.restartPolicy: Unsupported value: \"Never\": supported values: \"Always\"",
      "spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in StatefulSet is not Supported",
      "spec.volumeClaimTemplates[0].spec.accessModes: Unsupported value: \"Some\": supported values: "
        + "\"ReadOnlyMany\", \"ReadWriteMany\", \"ReadWriteOnce\", \"ReadWriteOncePod\"",
      "spec.volumeClaimTemplates[0].spec.resources[storage]: Invalid value: \"-1\": must be greater than zero"),
    Refusal(
      """
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: mounts}
      spec:
        selector: {matchLabels: {a: b}, matchExpressions: [{key: t, operator: Is, values: [x]}]}
        template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: i}]}}
      """,
      "spec.selector.matchExpressions[0].operator: Invalid value: \"Is\": not a valid selector operator",
      "spec.selector: Invalid value: {\"matchLabels\":{\"a\":\"b\"},\"matchExpressions\":"
        + "[{\"key\":\"t\",\"operator\":\"Is\",\"values\":[\"x\"]}]}"),
    Refusal(
      """
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: claims}
      spec:
        selector: {matchLabels: {a: b}}
        template:
          metadata: {labels: {a: b}}
          spec:
            containers:
            - {name: c, image: i, volumeMounts: [{name: data, mountPath: /d}, {name: other, mountPath: /d}]}
        volumeClaimTemplates:
        - metadata: {name: data}
          spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
      """,
      "spec.template.spec.containers[0].volumeMounts[1].name: Not found: \"other\"",
      "spec.template.spec.containers[0].volumeMounts[1].mountPath: Invalid value: \"/d\": must be unique"),
    Refusal(
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: d}
      spec:
        replicas: -1
        strategy: {type: Recreate, rollingUpdate: {maxSurge: 1}}
        minReadySeconds: 600
        selector: {matchLabels: {a: b}}
        template: {metadata: {labels: {a: c}}, spec: {containers: [{name: c, image: i}]}}
      """,
      "spec.replicas: Invalid value: -1: must be greater than or equal to 0",
      "spec.template.metadata.labels: Invalid value: {\"a\":\"c\"}: `selector` does not match template `labels`",
      "spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'",
      "spec.progressDeadlineSeconds: Invalid value: 600: must be greater than minReadySeconds"),
    Refusal(
      """
      apiVersion: apps/v1
      kind: DaemonSet
      metadata: {name: d}
      spec:
        updateStrategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 120%}}
        selector: {matchLabels: {a: b}}
        template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: i}]}}
      """,
      "spec.updateStrategy.rollingUpdate.maxUnavailable: Invalid value: \"120%\": must not be greater than 100%",
      "spec.updateStrategy.rollingUpdate.maxSurge: Invalid value: 1: may not be set when maxUnavailable is non-zero"),
    Refusal(
      """
      apiVersion: batch/v1
      kind: Job
      metadata: {name: j}
      spec: {backoffLimit: -1, template: {spec: {containers: [{name: c, image: i}]}}}
      """,
      "spec.backoffLimit: Invalid value: -1: must be greater than or equal to 0",
      "spec.template.spec.restartPolicy: Required value: valid values: \"OnFailure\", \"Never\""),
    Refusal(
      """
      apiVersion: batch/v1
      kind: CronJob
      metadata: {name: c}
      spec:
        schedule: "61 * * * *"
        concurrencyPolicy: Sometimes
        jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}}}
      """,
      "spec.schedule: Invalid value: \"61 * * * *\": end of range (61) above maximum (59): 61",
      "spec.concurrencyPolicy: Unsupported value: \"Sometimes\": supported values: \"Allow\", \"Forbid\", \"Replace\""),
    Refusal(
      """
      apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata: {name: h}
      spec: {minReplicas: 5, maxReplicas: 2, scaleTargetRef: {apiVersion: apps/v1, kind: StatefulSet, name: ""}}
      """,
      "spec.maxReplicas: Invalid value: 2: must be greater than or equal to `minReplicas`",
      "spec.scaleTargetRef.name: Required value"),
    Refusal(
      """
      apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata: {name: h}
      spec:
        maxReplicas: 2
        scaleTargetRef: {apiVersion: apps/v1/x, kind: StatefulSet, name: s}
        behavior: {scaleUp: {tolerance: 100m}, scaleDown: {tolerance: "-1"}}
      """,
      "spec.scaleTargetRef.apiVersion: Invalid value: \"apps/v1/x\": unexpected GroupVersion string: apps/v1/x",
      "spec.behavior.scaleDown.tolerance: Invalid value: \"-1\": must be greater than or equal to 0"),
    Refusal(
      """
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: {name: Budget}
      spec: {minAvailable: 10x, selector: {matchLabels: {"a/b/c": d}}}
      """,
      "spec.minAvailable: Invalid value: \"10x\": a valid percent string must be a numeric string followed by an "
        + "ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')",
      "spec.selector.matchLabels: Invalid value: \"a/b/c\": a qualified name must consist of alphanumeric "
        + "characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or "
        + "'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with "
        + "an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"),
  ])
  func refuses(refusal: Refusal) throws {
    #expect(try refusal.onCreation(try TestCluster()) == refusal.findings)
  }

  private static let set = """
    apiVersion: apps/v1
    kind: StatefulSet
    metadata: {name: s}
    spec:
      serviceName: s
      selector: {matchLabels: {a: b}}
      template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: i}]}}
    """

  private static let others =
    "spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', "
    + "'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are "
    + "forbidden"

  @Test(arguments: [
    ("{spec: {serviceName: t}}", [others]),
    ("{spec: {podManagementPolicy: Parallel, replicas: 2}}", [others]),
    ("{spec: {replicas: 2, minReadySeconds: 1, revisionHistoryLimit: 3, ordinals: {start: 1}}}", []),
    ("{spec: {replicas: -2}}", ["spec.replicas: Invalid value: -2: must be greater than or equal to 0"]),
    ("{spec: {selector: {matchLabels: {c: d}}}}",
      [
        "spec.template.metadata.labels: Invalid value: {\"a\":\"b\"}: `selector` does not match template `labels`",
        others,
      ]),
    ("{metadata: {uid: '1'}}", ["metadata.uid: Invalid value: \"1\": field is immutable"]),
  ])
  func changesOfASet(patch: String, findings: [String]) throws {
    let cluster = try TestCluster()
    try cluster.apply(Self.set)
    #expect(try cluster.findingsOfPatch("StatefulSet", "s", patch) == findings)
  }

  @Test func selectorsOfDeploymentsStay() throws {
    let cluster = try TestCluster()
    try cluster.apply(Self.set.replacing("StatefulSet", with: "Deployment").replacing("serviceName: s", with: ""))
    let patch =
      "{spec: {selector: {matchLabels: {c: d}}, template: {metadata: {labels: {c: d}}}}}"
    #expect(
      try cluster.findingsOfPatch("Deployment", "s", patch) == [
        "spec.selector: Invalid value: {\"matchLabels\":{\"a\":\"b\",\"c\":\"d\"}}: field is immutable"
      ])
  }
}
