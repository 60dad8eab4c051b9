// What a kubelet does in its own time: pulls, init containers, probes, restarts, ends.
import ClusterSim
import KubeKinds
import KubeNodes
import KubeObjects
import SimCore
import Testing

@Suite struct FullKubeletTests {
  /// One node with a full kubelet. Images come in 2 s and are there from then on, containers start in a second.
  static func cluster(_ rules: [BehaviorRule] = []) -> TestCluster {
    var configuration = ClusterConfiguration.nodes(1, detail: .full)
    configuration.behavior.rules = rules
    configuration.behavior.timings.start = .seconds(1)
    configuration.behavior.timings.stop = .seconds(1)
    configuration.behavior.timings.resync = .seconds(12)
    return TestCluster(configuration)
  }

  static func rule(_ image: Glob, _ change: (inout BehaviorEffects) -> Void) -> BehaviorRule {
    var match = BehaviorMatch()
    match.image = image
    var effects = BehaviorEffects()
    change(&effects)
    return BehaviorRule(match, effects)
  }

  static func pod(_ spec: String, name: String = "p") -> String {
    "apiVersion: v1\nkind: Pod\nmetadata: {name: \(name)}\nspec:\n"
      + spec.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
  }

  private func state(_ test: TestCluster, _ index: Int = 0, isInit: Bool = false) throws -> Value {
    let list = try test.pod("p")[.status][isInit ? .initContainerStatuses : .containerStatuses]
    return list.elements[index]
  }

  private func waiting(_ test: TestCluster, _ index: Int = 0, isInit: Bool = false) throws -> String {
    try state(test, index, isInit: isInit)[.state][.waiting][.reason].text
  }

  private func phase(_ test: TestCluster) throws -> String { try test.pod("p")[.status][.phase].text }

  // MARK: Images

  @Test func anImageIsPulledOnceOnANode() throws {
    let test = Self.cluster()
    try test.create(Self.pod("containers: [{name: c, image: \"nginx:1\"}]"))
    try test.run(.seconds(3))
    #expect(try test.pod("p").condition("Ready") == "True")
    try test.create(Self.pod("containers: [{name: c, image: \"nginx:1\"}]", name: "q"))
    try test.run(.seconds(1))
    #expect(try test.pod("q").condition("Ready") == "True")
    let words = try test.events("p").map { String($0.prefix { $0 != ":" }) }
    #expect(words == ["Scheduled", "Pulling", "Pulled", "Created", "Started"])
    #expect(
      try test.events("p")[2].hasPrefix("Pulled: Successfully pulled image \"nginx:1\" in 2s (2s including waiting)."))
    #expect(try test.events("q")[1].hasPrefix("Pulled: Container image \"nginx:1\" already present on machine"))
  }

  @Test func aMissingImageIsTriedAgainEverMoreRarely() throws {
    let test = Self.cluster([Self.rule("*missing*") { $0.pull = .notFound }])
    try test.create(Self.pod("containers: [{name: c, image: \"nginx:missing\"}]"))
    try test.run(.seconds(2))
    #expect(try waiting(test) == "ErrImagePull")
    #expect(try test.pod("p")[.status][.podIP].text == "10.244.0.2")
    // The back-off of ten seconds is over before the kubelet looks again.
    try test.run(.seconds(12))
    #expect(try waiting(test) == "ErrImagePull")
    try test.run(.seconds(12))
    #expect(try waiting(test) == "ImagePullBackOff")
    #expect(
      try state(test)[.state][.waiting][.message].text.hasPrefix(
        "Back-off pulling image \"nginx:missing\": ErrImagePull: "))
    #expect(try phase(test) == "Pending")
    #expect(test.cluster.reasons(for: ObjectKey(.pod, "default", "p")).map(\.rule) == ["ImagePullBackOff"])
  }

  @Test(
    arguments: [
      ("nginx:absent", "Never", "ErrImageNeverPull"), ("Bad Image", "Always", "InvalidImageName"),
    ])
  func imagesThatAreNotPulled(image: String, policy: String, reason: String) throws {
    let test = Self.cluster()
    try test.create(Self.pod("containers: [{name: c, image: \"\(image)\", imagePullPolicy: \(policy)}]"))
    try test.run(.seconds(5))
    #expect(try waiting(test) == reason)
    #expect(try test.events("p").last == "Failed: Error: \(reason)")
  }

  // MARK: References

  @Test func aMissingKeyHoldsAContainerBack() throws {
    let test = Self.cluster()
    try test.create(
      Self.pod(
        """
        containers:
        - name: c
          image: nginx
          env:
          - name: TOKEN
            valueFrom: {configMapKeyRef: {name: conf, key: token}}
        """))
    try test.run(.seconds(5))
    #expect(try waiting(test) == "CreateContainerConfigError")
    #expect(try state(test)[.state][.waiting][.message].text == "configmap \"conf\" not found")
    try test.create("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: conf}\ndata: {a: b}")
    #expect(
      try state(test)[.state][.waiting][.message].text == "couldn't find key token in ConfigMap default/conf")
    try test.merge(.configMap, "conf", ["data": ["token": "x"]])
    try test.run(.seconds(5))
    #expect(try test.pod("p").condition("Ready") == "True")
  }

  @Test func nothingIsClonedIntoAVolume() throws {
    let test = Self.cluster()
    try test.create(Self.pod("containers: [{name: c, image: nginx}]\nvolumes: [{name: g, gitRepo: {repository: x}}]"))
    try test.run(.seconds(3))
    #expect(try waiting(test) == "ContainerCreating")
    #expect(
      try test.events("p").contains {
        $0.hasPrefix("FailedMount: MountVolume.SetUp failed for volume \"g\" : git-repo volume plugin has been ")
      })
  }

  @Test func aMissingVolumeHoldsThePodBack() throws {
    let test = Self.cluster()
    try test.create(
      Self.pod("containers: [{name: c, image: nginx}]\nvolumes: [{name: etc, secret: {secretName: login}}]"))
    try test.run(.seconds(3))
    #expect(try waiting(test) == "ContainerCreating")
    #expect(try test.pod("p").condition("PodReadyToStartContainers") == "False")
    #expect(
      try test.events("p").contains(
        "FailedMount: MountVolume.SetUp failed for volume \"etc\" : secret \"login\" not found"))
    try test.create("apiVersion: v1\nkind: Secret\nmetadata: {name: login}")
    try test.run(.seconds(5))
    #expect(try test.pod("p").condition("Ready") == "True")
  }

  // MARK: Init containers

  @Test func initContainersRunOneAfterTheOther() throws {
    let test = Self.cluster([Self.rule("wait*") { $0.run = .fixed(.seconds(10)) }])
    try test.create(
      Self.pod(
        """
        initContainers:
        - {name: first, image: "wait:1"}
        - {name: second, image: "wait:2"}
        containers: [{name: c, image: nginx}]
        """))
    try test.run(.seconds(5))
    #expect(try waiting(test) == "PodInitializing")
    #expect(!(try state(test, 0, isInit: true)[.state][.running].isNull))
    #expect(try waiting(test, 1, isInit: true) == "PodInitializing")
    #expect(try test.pod("p").condition("Initialized") == "False")
    try test.run(.seconds(30))
    let first = try state(test, 0, isInit: true)
    #expect(first[.ready] == true)
    #expect(first[.state][.terminated][.reason].text == "Completed")
    #expect(try test.pod("p").condition("Ready") == "True")
  }

  @Test func aFailingInitContainerFailsAPodThatIsNotRestarted() throws {
    let test = Self.cluster([Self.rule("bad") { $0.exitCode = 3 }])
    try test.create(
      Self.pod("restartPolicy: Never\ninitContainers: [{name: i, image: bad}]\ncontainers: [{name: c, image: nginx}]"))
    try test.run(.seconds(10))
    #expect(try phase(test) == "Failed")
    #expect(try state(test, 0, isInit: true)[.state][.terminated][.exitCode].number == 3)
  }

  @Test func sidecarsBeginFirstAndEndLast() throws {
    let test = Self.cluster([
      Self.rule("work") {
        $0.exitCode = 0
        $0.run = .fixed(.seconds(10))
      }
    ])
    try test.create(
      Self.pod(
        """
        restartPolicy: Never
        initContainers: [{name: side, image: proxy, restartPolicy: Always}]
        containers: [{name: c, image: work}]
        """))
    try test.run(.seconds(7))
    #expect(!(try state(test, 0, isInit: true)[.state][.running].isNull))
    #expect(try phase(test) == "Running")
    try test.run(.seconds(20))
    #expect(try phase(test) == "Succeeded")
    #expect(!(try state(test, 0, isInit: true)[.state][.terminated].isNull))
    #expect(try test.pod("p")[.status][.conditions].first(where: .type, is: "Ready")?[.reason].text == "PodCompleted")
  }

  // MARK: Probes

  @Test func aReadinessProbeWaitsForItsDelay() throws {
    let test = Self.cluster()
    try test.create(
      Self.pod(
        "containers:\n- {name: c, image: nginx, readinessProbe: {tcpSocket: {port: 80}, initialDelaySeconds: 5, "
          + "periodSeconds: 10, successThreshold: 2}}"))
    try test.run(.seconds(3))
    #expect(try phase(test) == "Running")
    try test.run(.milliseconds(19_999))
    #expect(try test.pod("p").condition("Ready") == "False")
    try test.run(.milliseconds(1))
    #expect(try test.pod("p").condition("Ready") == "True")
  }

  @Test func aFailingReadinessProbeTakesThreeTries() throws {
    var match = BehaviorMatch()
    match.annotations = [EntryPattern("sick", "*")]
    var effects = BehaviorEffects()
    effects.ready = false
    let test = Self.cluster([BehaviorRule(match, effects)])
    try test.create(Self.pod("containers:\n- {name: c, image: nginx, readinessProbe: {httpGet: {path: /, port: 80}}}"))
    try test.run(.seconds(4))
    #expect(try test.pod("p").condition("Ready") == "True")
    try test.merge(.pod, "p", ["metadata": ["annotations": ["sick": "yes"]]])
    try test.run(.seconds(28))
    #expect(try test.pod("p").condition("Ready") == "True")
    try test.run(.seconds(2))
    #expect(try test.pod("p").condition("Ready") == "False")
    #expect(try test.events("p").last == "Unhealthy: Readiness probe failed: HTTP probe failed with statuscode: 503")
    try test.merge(.pod, "p", ["metadata": ["annotations": ["sick": .null]]])
    try test.run(.seconds(10))
    #expect(try test.pod("p").condition("Ready") == "True")
  }

  @Test func aFailingLivenessProbeRestartsTheContainer() throws {
    let test = Self.cluster([Self.rule("*") { $0.live = false }])
    try test.create(
      Self.pod("containers:\n- {name: c, image: nginx, livenessProbe: {exec: {command: [x]}, periodSeconds: 5}}"))
    try test.run(.seconds(13))
    #expect(try test.events("p").last == "Killing: Container c failed liveness probe, will be restarted")
    try test.run(.seconds(2))
    #expect(try state(test)[.restartCount].number == 1)
    #expect(!(try state(test)[.lastState][.terminated].isNull))
  }

  @Test func aStartupProbeHoldsTheOthersBack() throws {
    var match = BehaviorMatch()
    match.annotations = [EntryPattern("slow", "*")]
    var effects = BehaviorEffects()
    effects.started = false
    let test = Self.cluster([BehaviorRule(match, effects)])
    try test.create(
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: p, annotations: {slow: "yes"}}
      spec:
        containers:
        - {name: c, image: nginx, startupProbe: {tcpSocket: {port: 80}, failureThreshold: 30}}
      """)
    try test.run(.seconds(60))
    #expect(try state(test)[.started] == false)
    #expect(try test.pod("p").condition("Ready") == "False")
    try test.merge(.pod, "p", ["metadata": ["annotations": ["slow": .null]]])
    try test.run(.seconds(10))
    #expect(try state(test)[.started] == true)
    #expect(try test.pod("p").condition("Ready") == "True")
  }

  // MARK: Restarts

  @Test func aCrashingContainerIsStartedAgainEverMoreRarely() throws {
    let test = Self.cluster([Self.rule("crash") { $0.exitCode = 1 }])
    try test.create(Self.pod("containers: [{name: c, image: crash, imagePullPolicy: IfNotPresent}]"))
    // Pulled after 2 s, started after 1 s, and at once again: the second end begins the back-off.
    try test.run(.seconds(3))
    #expect(try state(test)[.state][.terminated][.reason].text == "Error")
    try test.run(.seconds(1))
    #expect(try waiting(test) == "CrashLoopBackOff")
    #expect(
      try state(test)[.state][.waiting][.message].text.hasPrefix(
        "back-off 10s restarting failed container=c pod=p_default("))
    var restarts: [Int64] = []
    for delay in [11, 21, 41, 81, 161, 301, 301] {
      try test.run(.seconds(Int64(delay) - 1))
      restarts.append(try state(test)[.restartCount].number)
      try test.run(.seconds(1))
    }
    #expect(restarts == [1, 2, 3, 4, 5, 6, 7])
    #expect(
      try test.events("p").contains {
        $0.hasPrefix("BackOff: Back-off restarting failed container c in pod p_default(")
      })
  }

  @Test func aLongRunBeginsTheBackOffAnew() throws {
    let test = Self.cluster([
      Self.rule("crash") {
        $0.exitCode = 1
        $0.run = .fixed(.minutes(11))
      }
    ])
    try test.create(Self.pod("containers: [{name: c, image: crash}]"))
    try test.run(.minutes(60))
    #expect(try state(test)[.restartCount].number == 5)
    #expect(!(try test.events("p").contains { $0.hasPrefix("BackOff") }))
  }

  @Test(
    arguments: [
      ("Never", 0, "Succeeded", 0), ("Never", 2, "Failed", 0), ("OnFailure", 0, "Succeeded", 0),
      ("OnFailure", 2, "Running", 1), ("Always", 0, "Running", 1),
    ] as [(String, Int64, String, Int64)])
  func restartPolicies(policy: String, code: Int64, phase: String, restarts: Int64) throws {
    let test = Self.cluster([Self.rule("job") { $0.exitCode = code }])
    try test.create(
      Self.pod("restartPolicy: \(policy)\ncontainers: [{name: c, image: job, imagePullPolicy: IfNotPresent}]"))
    try test.run(.seconds(6))
    #expect(try self.phase(test) == phase)
    #expect(try state(test)[.restartCount].number == restarts)
  }

  // MARK: Ends

  @Test func aPodFailsWhenItsDeadlinePasses() throws {
    let test = Self.cluster()
    try test.create(Self.pod("activeDeadlineSeconds: 20\ncontainers: [{name: c, image: nginx}]"))
    try test.run(.seconds(19))
    #expect(try phase(test) == "Running")
    try test.run(.seconds(3))
    let pod = try test.pod("p")
    #expect(pod[.status][.phase].text == "Failed")
    #expect(pod[.status][.reason].text == "DeadlineExceeded")
  }

  @Test func hooksCountAndTheGracePeriodEndsThem() throws {
    let test = Self.cluster()
    try test.create(
      Self.pod(
        "terminationGracePeriodSeconds: 5\ncontainers:\n- {name: c, image: nginx, "
          + "lifecycle: {preStop: {exec: {command: [/bin/sh, -c, \"nginx -s quit; sleep 15\"]}}}}"))
    try test.run(.seconds(4))
    try test.delete(.pod, "p")
    try test.run(.milliseconds(4_999))
    #expect(try test.list(.pod).count == 1)
    try test.run(.milliseconds(1))
    #expect(try test.list(.pod).isEmpty)
  }

  @Test func readinessGatesAreMetByOthers() throws {
    let test = Self.cluster()
    try test.create(
      Self.pod("readinessGates: [{conditionType: example.com/ok}]\ncontainers: [{name: c, image: nginx}]"))
    try test.run(.seconds(5))
    let ready = try test.pod("p")[.status][.conditions].first(where: .type, is: "Ready")
    #expect(ready?[.status].text == "False")
    #expect(
      ready?[.message].text == "corresponding condition of pod readiness gate \"example.com/ok\" does not exist.")
    #expect(try test.pod("p").condition("ContainersReady") == "True")
  }

  @Test func podsOfTheHostHaveItsAddress() throws {
    let test = Self.cluster()
    try test.create(Self.pod("hostNetwork: true\ncontainers: [{name: c, image: nginx}]"))
    try test.run(.seconds(5))
    #expect(try test.pod("p")[.status][.podIP].text == "10.0.0.11")
  }
}
