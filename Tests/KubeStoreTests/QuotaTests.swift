// What quotas and limit ranges of a namespace let in, and what they charge and fill in.
import KubeKinds
import KubeObjects
import KubeStore
import Testing

@Suite struct QuotaTests {
  /// A cluster with a quota whose use has been counted.
  private static func cluster(hard: Value, used: Value, spec: Value = [:]) throws -> TestCluster {
    let cluster = try TestCluster()
    var quota: Value = ["apiVersion": "v1", "kind": "ResourceQuota", "metadata": ["name": "q"], "spec": spec]
    quota["spec"]["hard"] = hard
    try cluster.create(quota)
    try cluster.registry.modify(key, subresource: .status) { $0["status"] = ["hard": hard, "used": used] }
    return cluster
  }

  private static let key = ObjectKey(.resourceQuota, "default", "q")

  struct Case: Sendable, CustomTestStringConvertible {
    var hard: Value
    var used: Value
    var object: String
    /// What is used afterwards, or what is said.
    var result: Result<Value, APIStatus>

    init(_ hard: Value, _ used: Value, _ object: String, uses after: Value) {
      (self.hard, self.used, self.object, result) = (hard, used, object, .success(after))
    }

    init(_ hard: Value, _ used: Value, _ object: String, says message: String) {
      (self.hard, self.used, self.object) = (hard, used, object)
      result = .failure(APIStatus(code: 403, reason: .forbidden, message: message))
    }

    var testDescription: String { "\(hard) \(used)" }
  }

  private static func pod(_ resources: String) -> String {
    "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, image: i, "
      + "resources: \(resources)}]}}"
  }

  private static func service(_ spec: String) -> String {
    "{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {ports: [{port: 1}], \(spec)}}"
  }

  private static let claim = """
    {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: c}, spec: {accessModes: [ReadWriteOnce],
      storageClassName: fast, resources: {requests: {storage: 2Gi}}}}
    """

  static let cases = [
    Case(["pods": "2"], ["pods": "1"], pod("{}"), uses: ["pods": "2"]),
    Case(
      ["pods": "1"], ["pods": "1"], pod("{}"),
      says: #"pods "p" is forbidden: exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1"#),
    Case(
      ["pods": "1"], [:], pod("{}"),
      says: #"pods "p" is forbidden: status unknown for quota: q, resources: pods"#),
    Case(
      ["cpu": "1", "limits.memory": "1Gi"], ["cpu": "0", "limits.memory": "0"], pod("{}"),
      says: #"pods "p" is forbidden: failed quota: q: must specify cpu for: c; limits.memory for: c"#),
    Case(
      ["requests.cpu": "1", "count/pods": "9"], ["requests.cpu": "900m", "count/pods": "0"],
      pod("{requests: {cpu: 100m}}"), uses: ["count/pods": "1", "requests.cpu": "1"]),
    Case(
      ["requests.cpu": "1", "pods": "0"], ["requests.cpu": "900m", "pods": "0"], pod("{requests: {cpu: 200m}}"),
      says: #"pods "p" is forbidden: exceeded quota: q, requested: pods=1,requests.cpu=200m, "#
        + "used: pods=0,requests.cpu=900m, limited: pods=0,requests.cpu=1"),
    Case(
      ["services": "5", "services.nodeports": "0"], ["services": "0", "services.nodeports": "0"],
      service("type: ClusterIP"), uses: ["services": "1", "services.nodeports": "0"]),
    Case(
      ["services.nodeports": "0"], ["services.nodeports": "0"], service("type: NodePort"),
      says: #"services "s" is forbidden: exceeded quota: q, requested: services.nodeports=1, "#
        + "used: services.nodeports=0, limited: services.nodeports=0"),
    Case(
      ["requests.storage": "3Gi", "fast.storageclass.storage.k8s.io/persistentvolumeclaims": "1"],
      ["requests.storage": "1Gi", "fast.storageclass.storage.k8s.io/persistentvolumeclaims": "0"], claim,
      uses: ["fast.storageclass.storage.k8s.io/persistentvolumeclaims": "1", "requests.storage": "3Gi"]),
    Case(
      ["requests.storage": "3Gi"], ["requests.storage": "2Gi"], claim,
      says: #"persistentvolumeclaims "c" is forbidden: exceeded quota: q, requested: requests.storage=2Gi, "#
        + "used: requests.storage=2Gi, limited: requests.storage=3Gi"),
    Case(
      ["count/configmaps": "0", "pods": "0"], ["count/configmaps": "0", "pods": "0"],
      "{apiVersion: v1, kind: ConfigMap, metadata: {name: m}}",
      says: #"configmaps "m" is forbidden: exceeded quota: q, requested: count/configmaps=1, "#
        + "used: count/configmaps=0, limited: count/configmaps=0"),
  ]

  @Test(arguments: cases)
  func charges(_ row: Case) throws {
    let cluster = try Self.cluster(hard: row.hard, used: row.used)
    let object = try YAMLReader.read(row.object)
    do throws(APIStatus) {
      try cluster.create(object)
      let used = cluster.registry.store.object(Self.key)?["status"]["used"] ?? .null
      #expect(try used == row.result.get())
    } catch {
      #expect(throws: APIStatus.self) { try row.result.get() }
      if case .failure(let status) = row.result { #expect(error.message == status.message) }
    }
  }

  @Test(arguments: [
    (["scopes": ["BestEffort"]], "{}", true), (["scopes": ["NotBestEffort"]], "{}", false),
    (["scopes": ["BestEffort"]], "{requests: {cpu: 1}}", false), (["scopes": ["Terminating"]], "{}", false),
    (["scopes": ["NotTerminating"]], "{}", true),
  ] as [(Value, String, Bool)])
  func countsWhatItsScopesCover(spec: Value, resources: String, isCounted: Bool) throws {
    let cluster = try Self.cluster(hard: ["pods": "5"], used: ["pods": "0"], spec: spec)
    try cluster.create(try YAMLReader.read(Self.pod(resources)))
    #expect(cluster.registry.store.object(Self.key)?["status"]["used"]["pods"] == (isCounted ? "1" : "0"))
  }

  @Test func dryRunsAreFree() throws {
    let cluster = try Self.cluster(hard: ["pods": "5"], used: ["pods": "0"])
    try cluster.create(try YAMLReader.read(Self.pod("{}")), WriteOptions(isDryRun: true))
    #expect(cluster.registry.store.object(Self.key)?["status"]["used"]["pods"] == "0")
  }
}

@Suite struct LimitRangeTests {
  private static func limited(_ limits: String) throws -> TestCluster {
    let cluster = try TestCluster()
    try cluster.apply("{apiVersion: v1, kind: LimitRange, metadata: {name: l}, spec: {limits: [\(limits)]}}")
    return cluster
  }

  @Test func fillsInWhatContainersLeaveOpen() throws {
    let cluster = try Self.limited(
      "{type: Container, default: {cpu: 300m, memory: 128Mi}, defaultRequest: {cpu: 100m}}")
    let pod = try cluster.create(
      try YAMLReader.read(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: p}
        spec:
          initContainers: [{name: i, image: i, resources: {requests: {cpu: 50m}}}]
          containers: [{name: c, image: i}, {name: d, image: i, resources: {limits: {cpu: 1, memory: 1Gi}}}]
        """))
    let containers = pod["spec"]["containers"].elements
    #expect(
      containers[0]["resources"] == [
        "limits": ["cpu": "300m", "memory": "128Mi"], "requests": ["cpu": "100m", "memory": "128Mi"],
      ])
    #expect(containers[1]["resources"]["requests"] == ["cpu": "1", "memory": "1Gi"])
    #expect(
      pod["metadata"]["annotations"]["kubernetes.io/limit-ranger"].text
        == "LimitRanger plugin set: cpu, memory request for container c; cpu, memory limit for container c; "
        + "memory request for init container i; cpu, memory limit for init container i")
  }

  @Test(arguments: [
    ("{type: Container, max: {cpu: 500m}}", "{limits: {cpu: 2}}",
      "maximum cpu usage per Container is 500m, but limit is 2"),
    ("{type: Pod, max: {cpu: 500m}}", "{}", "maximum cpu usage per Pod is 500m.  No limit is specified"),
    ("{type: Pod, min: {cpu: 500m}}", "{}", "minimum cpu usage per Pod is 500m.  No request is specified"),
    ("{type: Pod, min: {cpu: 500m, memory: 1Gi}}", "{limits: {cpu: 100m, memory: 1Mi}}",
      "[minimum cpu usage per Pod is 500m, but request is 100m, "
        + "minimum memory usage per Pod is 1Gi, but request is 1Mi]"),
    ("{type: Container, maxLimitRequestRatio: {cpu: 2}}", "{limits: {cpu: 1}, requests: {cpu: 300m}}",
      "cpu max limit to request ratio per Container is 2, but provided ratio is 3.333333"),
  ])
  func refusesWhatIsOutOfBounds(limits: String, resources: String, message: String) throws {
    let cluster = try Self.limited(limits)
    let pod = try YAMLReader.read(
      "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, image: i, "
        + "resources: \(resources)}]}}")
    let status = try #require(throws: APIStatus.self) { try cluster.create(pod) }
    #expect(status.message == "pods \"p\" is forbidden: \(message)")
  }

  @Test(arguments: [
    ("500Mi", "minimum storage usage per PersistentVolumeClaim is 1Gi, but request is 500Mi"),
    ("3Gi", "maximum storage usage per PersistentVolumeClaim is 2Gi, but request is 3Gi"),
  ])
  func boundsClaims(size: String, message: String) throws {
    let cluster = try Self.limited("{type: PersistentVolumeClaim, min: {storage: 1Gi}, max: {storage: 2Gi}}")
    let claim = try YAMLReader.read(
      "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: c}, spec: {accessModes: [ReadWriteOnce], "
        + "resources: {requests: {storage: \(size)}}}}")
    let status = try #require(throws: APIStatus.self) { try cluster.create(claim) }
    #expect(status.message == "persistentvolumeclaims \"c\" is forbidden: \(message)")
  }
}
