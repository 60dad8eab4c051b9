// What is wrong with pods, and with changes of them and of statuses, in Kubernetes' words and order.
import KubeKinds
import KubeObjects
import KubeStore
import Testing

@Suite struct PodRefusalTests {
  /// A pod with these fields of its metadata, of its specification and of its only container.
  private static func pod(_ spec: String, _ container: String = "name: c, image: i", metadata: String = "") -> String {
    "{apiVersion: v1, kind: Pod, metadata: {name: p, \(metadata)}, spec: {\(spec) containers: [{\(container)}]}}"
  }

  private static let c = "name: c, image: i, "
  private static let profile = "container.apparmor.security.beta.kubernetes.io/c"
  private static let windows = "securityContext: {windowsOptions: "

  @Test(arguments: [
    Refusal(
      pod("", c + "securityContext: {appArmorProfile: {type: Unconfined}}",
        metadata: "annotations: {\(profile): runtime/default}"),
      "spec.containers[0].securityContext.appArmorProfile.type: Forbidden: apparmor type in annotation and field must "
        + "match"),
    Refusal(
      pod("securityContext: {appArmorProfile: {type: Localhost, localhostProfile: a}},",
        c + "securityContext: {appArmorProfile: {type: Localhost, localhostProfile: b}}",
        metadata: "annotations: {\(profile): localhost/a}"),
      "spec.containers[0].securityContext.appArmorProfile.localhostProfile: Forbidden: apparmor profile in annotation "
        + "and field must match"),
    Refusal(pod("", metadata: "annotations: {\(profile): localhost/a}")),
    Refusal(
      pod("securityContext: {seccompProfile: {type: RuntimeDefault}},",
        c + "securityContext: {seccompProfile: {type: Localhost, localhostProfile: a}}",
        metadata: "annotations: {seccomp.security.alpha.kubernetes.io/pod: docker/default, "
          + "container.seccomp.security.alpha.kubernetes.io/c: localhost/b}"),
      "spec.containers[0].securityContext.seccompProfile.localhostProfile: Forbidden: seccomp profile in annotation and "
        + "field must match"),
    Refusal(
      pod(
        "resources: {limits: {cpu: 1, ephemeral-storage: 1Gi}, requests: {cpu: 500m}},",
        c + "resources: {limits: {cpu: 2}}"),
      "spec.resources.limits[ephemeral-storage]: Unsupported value: \"ephemeral-storage\": supported values: \"cpu\", "
        + "\"hugepages-\", \"memory\"",
      "spec.resources.requests[cpu]: Invalid value: \"500m\": must be greater than or equal to aggregate container "
        + "requests of 2",
      "spec.resources.containers[0][cpu].limits: Invalid value: \"2\": must be less than or equal to pod limits of 1"),
    Refusal(
      pod("", c + "restartPolicyRules: [{action: Stop, exitCodes: {operator: Is}}, {action: Restart}]"),
      "spec.containers[0].restartPolicy: Required value: must specify restartPolicy when restart rules are used",
      "spec.containers[0].restartPolicyRules[0].action: Unsupported value: \"Stop\": supported values: \"Restart\", "
        + "\"RestartAllContainers\"",
      "spec.containers[0].restartPolicyRules[0].exitCodes.operator: Unsupported value: \"Is\": supported values: \"In\", "
        + "\"NotIn\"",
      "spec.containers[0].restartPolicyRules[1].exitCodes: Required value: must be specified"),
    Refusal(
      pod("\(windows){hostProcess: true}},", c + windows + "{hostProcess: false}}"),
      "spec.containers[0].securityContext.windowsOptions.hostProcess: Invalid value: false: pod hostProcess value must "
        + "be identical if both are specified, was true"),
    Refusal(
      pod("hostUsers: true,", c + windows + "{hostProcess: true}}}, {name: d, image: i"),
      "spec: Invalid value: \"\": If pod contains any hostProcess containers then all containers must be HostProcess "
        + "containers",
      "spec.hostNetwork: Invalid value: false: hostNetwork must be true if pod contains any hostProcess containers"),
    Refusal(pod("hostNetwork: true, \(windows){hostProcess: true}},")),
    Refusal(
      pod("", c + windows + #"{runAsUserName: 'a\b\c', gmsaCredentialSpec: '', gmsaCredentialSpecName: A}}"#),
      "spec.containers[0].securityContext.windowsOptions.gmsaCredentialSpecName: Invalid value: \"A\": "
        + NameRules.dnsSubdomain("A")[0],
      "spec.containers[0].securityContext.windowsOptions.gmsaCredentialSpec: Invalid value: \"\": gmsaCredentialSpec "
        + "cannot be an empty string",
      #"spec.containers[0].securityContext.windowsOptions.runAsUserName: Invalid value: "a\\b\\c": runAsUserName "#
        + "cannot contain more than one backslash"),
    Refusal(
      pod(#"\#(windows){runAsUserName: 'a*b\..'}},"#),
      #"spec.securityContext.windowsOptions.runAsUserName: Invalid value: "a*b\\..": runAsUserName's Domain doesn't "#
        + "match the NetBios nor the DNS format",
      #"spec.securityContext.windowsOptions.runAsUserName: Invalid value: "a*b\\..": runAsUserName's User cannot "#
        + "contain only periods or spaces"),
    Refusal(
      pod("volumes: [{name: v, projected: {sources: [{clusterTrustBundle: {path: ''}}, {podCertificate: {}}]}}],",
        c + "lifecycle: {stopSignal: SIGINT}")),
    Refusal(
      pod("hostnameOverride: Web_1, hostNetwork: true, setHostnameAsFQDN: true,"),
      "spec.hostnameOverride: Forbidden: may not be specified when setHostnameAsFQDN is true",
      "spec.hostnameOverride: Forbidden: may not be specified when hostNetwork is true",
      "spec.hostnameOverride: Invalid value: \"Web_1\": " + NameRules.dnsSubdomain("Web_1")[0]),
    Refusal(
      pod("volumes: [{name: s, secret: {secretName: s}}],", c + "env: [{name: A, valueFrom: {fileKeyRef: "
          + "{path: x, key: A, volumeName: s}}}, {name: B, valueFrom: {fileKeyRef: {path: x, key: A, volumeName: t}}}]"),
      "spec.containers[0].env[0].valueFrom.fileKeyRef.volumeName: Invalid value: \"s\": referenced volume must be of "
        + "type emptyDir",
      "spec.containers[0].env[1].valueFrom.fileKeyRef.volumeName: Not found: \"t\""),
    Refusal(
      pod("", c + "env: [{name: A, valueFrom: {resourceFieldRef: {resource: limits.hugepages-2Mi, divisor: 3}}}]"),
      "spec.containers[0].env[0].valueFrom.resourceFieldRef.divisor: Invalid value: \"limits.hugepages-2Mi\": only "
        + "divisor's values 1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei are supported with the hugepages "
        + "resource"),
    Refusal(
      pod("", c + "env: [{name: A, valueFrom: {fileKeyRef: {path: ../x, key: ''}}}]"),
      "spec.containers[0].env[0].valueFrom.fileKeyRef.key: Required value",
      "spec.containers[0].env[0].valueFrom.fileKeyRef.volumeName: Required value",
      "spec.containers[0].env[0].valueFrom.fileKeyRef.path: Invalid value: \"../x\": must not contain '..'"),
    Refusal(
      pod("", metadata: "annotations: {controller.kubernetes.io/pod-deletion-cost: '+1', "
          + "kubernetes.io/config.mirror: x, container.apparmor.security.beta.kubernetes.io/d: odd}"),
      "metadata.annotations[kubernetes.io/config.mirror]: Invalid value: \"x\": must set spec.nodeName if mirror pod "
        + "annotation is set",
      "metadata.annotations[controller.kubernetes.io/pod-deletion-cost]: Invalid value: \"+1\": must be a 32bit "
        + "integer",
      "metadata.annotations[container.apparmor.security.beta.kubernetes.io/d]: Invalid value: \"d\": "
        + "container not found",
      "metadata.annotations[container.apparmor.security.beta.kubernetes.io/d]: Invalid value: \"odd\": "
        + "invalid AppArmor profile name: \"odd\""),
    Refusal(pod("", c + "ports: [{containerPort: 1, hostPort: 0}, {containerPort: 2, hostPort: 0}]")),
    Refusal(
      pod("restartPolicy: Never,", c + "resizePolicy: [{resourceName: cpu, restartPolicy: RestartContainer}, "
          + "{resourceName: cpu, restartPolicy: NotRequired}]"),
      "spec.containers[0].resizePolicy: Invalid value: \"RestartContainer\": must be 'NotRequired' when "
        + "`restartPolicy` is 'Never'",
      "spec.containers[0].resizePolicy[1]: Duplicate value: \"cpu\""),
    Refusal(
      pod("tolerations: [{key: a, operator: Exists, value: b}],"),
      "spec.tolerations[0].operator: Invalid value: \"b\": value must be empty when `operator` is 'Exists'"),
    Refusal(
      pod("", c + "resources: {limits: {cpu: 1, hugepages-2Mi: 3Mi}, requests: {cpu: 1, hugepages-2Mi: 4Mi}, "
          + "claims: [{name: a}, {name: a}]}"),
      "spec.containers[0].resources.limits[hugepages-2Mi]: Invalid value: \"3Mi\": 3Mi is not positive integer "
        + "multiple of hugepages-2Mi",
      "spec.containers[0].resources.requests: Invalid value: \"4Mi\": must be equal to hugepages-2Mi limit of 3Mi",
      "spec.containers[0].resources.claims[0]: Not found: \"a\": must be one of the names in pod.spec.resourceClaims "
        + "which is empty",
      "spec.containers[0].resources.claims[1]: Duplicate value: \"a\"",
      "spec.containers[0].resources.claims[1]: Not found: \"a\": must be one of the names in pod.spec.resourceClaims "
        + "which is empty"),
    Refusal(
      pod("os: {name: windows}, hostPID: true, securityContext: {runAsUser: 1},", c + "securityContext: "
          + "{privileged: true}"),
      "spec.hostPID: Forbidden: cannot be set for a windows pod",
      "spec.securityContext.runAsUser: Forbidden: cannot be set for a windows pod",
      "spec.containers[0].securityContext.privileged: Forbidden: cannot be set for a windows pod"),
    Refusal(
      pod("os: {name: linux},", c + "securityContext: {windowsOptions: {hostProcess: false}}"),
      "spec.containers[0].securityContext.windowsOptions: Forbidden: windows options cannot be set for a linux pod"),
    Refusal(
      pod("securityContext: {fsGroupChangePolicy: ''},"),
      "spec.securityContext.fsGroupChangePolicy: Unsupported value: \"\": supported values: \"Always\", "
        + "\"OnRootMismatch\""),
    Refusal(
      pod("affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: a, "
          + "labelSelector: {matchLabels: {b: c}}, matchLabelKeys: [d], mismatchLabelKeys: [d]}]}},"),
      "spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].matchLabelKeys[0]: Invalid value: "
        + "\"d\": exists in both matchLabelKeys and mismatchLabelKeys"),
  ])
  func pods(_ refusal: Refusal) throws {
    #expect(try refusal.onCreation(try TestCluster()) == refusal.findings)
  }

  @Test(arguments: [
    ("csi: {driver: A_b, nodePublishSecretRef: {}}", [
      "csi.driver: Invalid value: \"A_b\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric "
        + "characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex "
        + "used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
      "csi.nodePublishSecretRef.name: Required value",
    ]),
    ("gitRepo: {repository: r, directory: ../a}",
      ["gitRepo.directory: Invalid value: \"../a\": must not contain '..'"]),
    ("fc: {targetWWNs: [a]}", ["fc.lun: Required value: lun is required if targetWWNs is specified"]),
    ("iscsi: {targetPortal: p, iqn: abc, lun: 300}", [
      "iscsi.iqn: Invalid value: \"abc\": must be valid format starting with iqn, eui, or naa",
      "iscsi.lun: Invalid value: 300: must be between 0 and 255, inclusive",
    ]),
    ("iscsi: {targetPortal: p, iqn: 'iqn.2001-04.com.example:storage'}", []),
    ("flexVolume: {driver: d, options: {k8s.io/a: b}}", [
      "flexVolume.options[k8s.io/a]: Invalid value: \"k8s.io/a\": kubernetes.io and k8s.io namespaces are reserved"
    ]),
    ("emptyDir: {}, downwardAPI: {}, cephfs: {monitors: [a]}", [
      "downwarAPI: Forbidden: may not specify more than 1 volume type",
      "cephFS: Forbidden: may not specify more than 1 volume type",
    ]),
    ("ephemeral: {volumeClaimTemplate: {metadata: {name: a, finalizers: [b/c]}, spec: {accessModes: [ReadWriteOnce], "
      + "resources: {requests: {storage: 1Gi}}}}}", [
        "ephemeral.volumeClaimTemplate.metadata.name: Forbidden: cannot be set",
        "ephemeral.volumeClaimTemplate.metadata.finalizers: Forbidden: cannot be set",
      ]),
  ])
  func volumes(source: String, findings: [String]) throws {
    let refusal = Refusal(Self.pod("volumes: [{name: v, \(source)}],"))
    #expect(try refusal.onCreation(try TestCluster()).sorted() == findings.map { "spec.volumes[0].\($0)" }.sorted())
  }

  // MARK: Changes

  @Test(arguments: [
    ("{spec: {nodeSelector: {a: b, c: d}}}", []),
    ("{spec: {nodeSelector: {a: c}}}", [
      "spec.nodeSelector: Invalid value: {\"a\":\"c\"}: only additions to spec.nodeSelector are allowed (no mutations "
        + "or deletions)"
    ]),
    ("{spec: {affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: "
      + "[{matchExpressions: [{key: k, operator: Exists}, {key: l, operator: Exists}]}]}}}}}", []),
    ("{spec: {affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: "
      + "[{matchExpressions: [{key: l, operator: Exists}]}]}}}}}", [
        "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0]: Invalid "
          + "value: {\"MatchExpressions\":[{\"Key\":\"l\",\"Operator\":\"Exists\",\"Values\":null}],"
          + "\"MatchFields\":null}: only additions are allowed (no mutations or deletions)"
      ]),
    ("{metadata: {annotations: {container.apparmor.security.beta.kubernetes.io/c: unconfined}}}", [
      "metadata.annotations[container.apparmor.security.beta.kubernetes.io/c]: Forbidden: may not add AppArmor "
        + "annotations"
    ]),
  ])
  func changesOfAGatedPod(patch: String, findings: [String]) throws {
    let cluster = try TestCluster()
    try cluster.apply(
      Self.pod("schedulingGates: [{name: a/b}], nodeSelector: {a: b}, affinity: {nodeAffinity: "
        + "{requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: "
        + "[{key: k, operator: Exists}]}]}}},"))
    #expect(try cluster.findingsOfPatch("Pod", "p", patch) == findings)
  }

  @Test func gatesKeepPodsFromBeingScheduled() throws {
    let cluster = try TestCluster()
    let pod = try cluster.create(try YAMLReader.read(Self.pod("schedulingGates: [{name: a/b}],")))
    let condition = try #require(pod["status"]["conditions"].elements.first)
    #expect(condition["reason"] == "SchedulingGated" && condition["status"] == "False")
    #expect(condition["lastTransitionTime"] == pod["metadata"]["creationTimestamp"])
  }

  @Test func profilesOfAnnotationsBecomeFields() throws {
    let cluster = try TestCluster()
    let pod = try cluster.create(
      try YAMLReader.read(Self.pod("", metadata: "annotations: {\(Self.profile): localhost/a}")))
    let profile = pod["spec"]["containers"][index: 0]["securityContext"]["appArmorProfile"]
    #expect(profile == ["type": "Localhost", "localhostProfile": "a"])
  }

  @Test func ownLabelsJoinSelectors() throws {
    let cluster = try TestCluster()
    let pod = try cluster.create(
      try YAMLReader.read(
        Self.pod("topologySpreadConstraints: [{maxSkew: 1, topologyKey: z, whenUnsatisfiable: DoNotSchedule, "
          + "labelSelector: {matchLabels: {b: c}}, matchLabelKeys: [hash, none]}],", metadata: "labels: {hash: h}")))
    let selector = pod["spec"]["topologySpreadConstraints"][index: 0]["labelSelector"]
    #expect(selector["matchExpressions"] == [["key": "hash", "operator": "In", "values": ["h"]]])
  }

  @Test(arguments: [
    ("StatefulSet", "{status: {replicas: 1, readyReplicas: 3, availableReplicas: -1}}", [
      "status.availableReplicas: Invalid value: -1: must be greater than or equal to 0",
      "status.readyReplicas: Invalid value: 3: cannot be greater than status.replicas",
    ]),
    ("StatefulSet", "{status: {replicas: 2, availableReplicas: 1}}", [
      "status.availableReplicas: Invalid value: 1: cannot be greater than status.readyReplicas"
    ]),
    ("StatefulSet", "{status: {replicas: 2, readyReplicas: 1, availableReplicas: 1}}", []),
    ("Namespace", "{status: {phase: Terminating}}", [
      "status.Phase: Invalid value: \"Terminating\": may only be 'Active' if `deletionTimestamp` is empty"
    ]),
  ])
  func statuses(kind: String, patch: String, findings: [String]) throws {
    let cluster = try TestCluster()
    try cluster.apply(
      "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: default}, spec: {selector: {matchLabels: {a: b}}, "
        + "template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: i}]}}}}")
    #expect(try cluster.findingsOfPatch(kind, "default", patch, subresource: .status) == findings)
  }
}
