// Containers that somebody looks into a pod with: they are pulled, run once, and change nothing else.
import ClusterAPI
import ClusterSim
import KubeKinds
import KubeNodes
import KubeObjects
import SimCore
import Testing

@Suite struct EphemeralContainerTests {
  private static func cluster() -> TestCluster {
    FullKubeletTests.cluster([FullKubeletTests.rule("*missing*") { $0.pull = .notFound }])
  }

  private static func manifest(_ spec: String = "") -> String {
    FullKubeletTests.pod(
      "terminationGracePeriodSeconds: 5\n\(spec)\ncontainers: [{name: main, image: \"nginx:1.27\"}]")
  }

  private static func running(_ spec: String = "") throws -> TestCluster {
    let test = cluster()
    try test.create(manifest(spec))
    try test.run(.seconds(20))
    return test
  }

  private static func look(
    into test: TestCluster, _ name: String, _ image: String, stdin: Bool = true, command: [String] = []
  ) throws {
    guard let kind = test.cluster.catalog.kind(.pod) else { return }
    var container: Value = ["name": .string(name), "image": .string(image), "stdin": .bool(stdin)]
    if !command.isEmpty { container["command"] = .array(command.map { .string($0) }) }
    _ = try test.cluster.patch(
      kind, namespace: "default", name: "p",
      Patch(.strategic, ["spec": ["ephemeralContainers": [container]]]), subresource: .ephemeralcontainers,
      WriteOptions())
  }

  private static func status(_ test: TestCluster, _ name: String) throws -> Value {
    try test.pod("p")[.status][.ephemeralContainerStatuses].first(where: .name, is: name) ?? .null
  }

  @Test func itsImageIsPulledAndItsLifeTold() throws {
    let test = try Self.running()
    let before = try test.events("p").count
    try Self.look(into: test, "look", "busybox:1.36")
    try test.run(.milliseconds(1))
    let first = try Self.status(test, "look")
    #expect(first[.state][.waiting][.reason] == "ContainerCreating")
    #expect(first[.imageID] == "" && first[.containerID].isNull)
    try test.run(.seconds(20))
    let status = try Self.status(test, "look")
    #expect(!status[.state][.running][.startedAt].isNull)
    #expect(status[.ready] == false && status.fields["started"] == nil && status[.restartCount] == 0)
    let events = try test.events("p").dropFirst(before)
    #expect(
      events.map { String($0.prefix { $0 != " " }) } == ["Pulling:", "Pulled:", "Created:", "Started:"])
    let paths = try test.list(.event).map { $0[.involvedObject][.fieldPath].text }
    #expect(paths.filter { $0 == "spec.ephemeralContainers{look}" }.count == 4)
  }

  @Test func thePodIsAsReadyAsBefore() throws {
    let test = try Self.running()
    try Self.look(into: test, "look", "missing")
    try test.run(.seconds(30))
    let pod = try test.pod("p")
    #expect(pod[.status][.phase] == "Running")
    #expect(pod[.status][.conditions].elements.allSatisfy { $0[.status] == "True" })
    let waiting = try Self.status(test, "look")[.state][.waiting]
    #expect(["ErrImagePull", "ImagePullBackOff"].contains(waiting[.reason].text))
  }

  @Test(arguments: [
    (["sh", "-c", "exit 3"], 3), (["true"], 0), ([], 0),
  ] as [([String], Int64)])
  func itRunsOnce(command: [String], code: Int64) throws {
    let test = try Self.running()
    try Self.look(into: test, "look", "busybox:1.36", stdin: false, command: command)
    try test.run(.minutes(5))
    let status = try Self.status(test, "look")
    #expect(status[.state][.terminated][.exitCode].int == code)
    #expect(status[.restartCount] == 0 && status[.lastState] == [:])
    #expect(try test.pod("p")[.status][.phase] == "Running")
  }

  /// Others may be put before those that run.
  @Test func manyAreKeptApart() throws {
    let test = try Self.running()
    try Self.look(into: test, "second", "busybox:1.36")
    try test.run(.seconds(20))
    let id = try Self.status(test, "second")[.containerID].text
    try test.run(.minutes(1))
    try Self.look(into: test, "first", "nginx:1.27")
    try test.run(.seconds(20))
    let names = try test.pod("p")[.status][.ephemeralContainerStatuses].elements.map { $0[.name].text }
    #expect(names == ["first", "second"])
    #expect(try Self.status(test, "second")[.containerID].text == id && !id.isEmpty)
    #expect(try Self.status(test, "first")[.containerID].text != id)
  }

  @Test func itLooksIntoAPodThatIsNotInitialized() throws {
    let test = Self.cluster()
    try test.create(
      Self.manifest("initContainers: [{name: wait, image: \"busybox:1.36\", command: [sleep, infinity]}]"))
    try test.run(.seconds(10))
    try Self.look(into: test, "look", "busybox:1.36")
    try test.run(.seconds(10))
    #expect(!(try Self.status(test, "look")[.state][.running].isNull))
    let pod = try test.pod("p")
    #expect(pod[.status][.phase] == "Pending")
    #expect(pod[.status][.containerStatuses][index: 0][.state][.waiting][.reason] == "PodInitializing")
  }

  @Test func itGoesWithItsPod() throws {
    let test = try Self.running()
    try Self.look(into: test, "look", "busybox:1.36")
    try test.run(.seconds(20))
    try test.delete(.pod, "p")
    try test.run(.seconds(10))
    #expect(throws: APIStatus.self) { try test.pod("p") }
    #expect(try test.events("p").contains("Killing: Stopping container look"))
  }

  @Test func aPodThatIsDoneIsNotHeldByIt() throws {
    let test = try Self.running("restartPolicy: Never")
    #expect(try test.pod("p")[.status][.phase] == "Succeeded", "a task of three seconds")
    let other = Self.cluster()
    try other.create(Self.manifest("restartPolicy: Never"))
    try other.run(.seconds(4))
    try Self.look(into: other, "look", "busybox:1.36")
    try other.run(.minutes(1))
    #expect(try other.pod("p")[.status][.phase] == "Succeeded")
    #expect(!(try Self.status(other, "look")[.state][.terminated].isNull))
  }
}
