// Pods from binding to their end.
import KubeKinds
import KubeNodes
import KubeObjects
import SimCore
import Testing

@Suite struct KubeletTests {
  private let pod = """
    apiVersion: v1
    kind: Pod
    metadata: {name: web, generation: 1}
    spec:
      terminationGracePeriodSeconds: 30
      containers:
      - {name: nginx, image: "nginx:1.20"}
    """

  @Test func aPodStartsAfterTheConfiguredTime() throws {
    let test = TestCluster()
    try test.create(pod)
    let waiting = try test.pod("web")
    #expect(waiting[.spec][.nodeName].text == "node-1")
    #expect(waiting[.status][.phase].text == "Pending")
    #expect(
      waiting[.status][.containerStatuses].elements[0][.state][.waiting][.reason].text == "ContainerCreating")
    try test.run(.milliseconds(250))
    let running = try test.pod("web")
    #expect(running[.status][.phase].text == "Running")
    #expect(running.condition("Ready") == "True")
    #expect(running[.status][.podIP].text.hasPrefix("10.244."))
    #expect(
      running[.status][.conditions].elements.map { $0[.type].text } == [
        "PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled",
      ])
    let container = running[.status][.containerStatuses].elements[0]
    #expect(container[.image].text == "docker.io/library/nginx:1.20")
    #expect(container[.imageID].text.hasPrefix("docker.io/library/nginx@sha256:"))
  }

  @Test func aDeletedPodGoesWhenItHasStopped() throws {
    let test = TestCluster()
    try test.create(pod)
    try test.settle()
    try test.delete(.pod, "web")
    #expect(try test.pod("web")[.metadata][.deletionGracePeriodSeconds].number == 30)
    try test.run(.milliseconds(249))
    #expect(try test.list(.pod).count == 1)
    try test.run(.milliseconds(1))
    #expect(try test.list(.pod).isEmpty)
    #expect(try test.events("web").last == "Killing: Stopping container nginx")
  }
}
