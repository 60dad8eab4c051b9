// The comparison itself: what it forgives, and that it forgives nothing else.
import StsctlTesting
import Testing

@Suite struct ComparisonTests {
  @Test(arguments: [
    ("NAME    READY   AGE\nweb-0   1/1     12s\n", "NAME  READY  AGE\nweb-0  1/1  <age>"),
    ("NAME  RESTARTS     AGE\na     1 (3s ago)   3s", "NAME  RESTARTS  AGE\na  1 (<age> ago)  <age>"),
    ("LAST SEEN   TYPE     REASON\n2s          Normal   B\n1s          Normal   A", "LAST SEEN  TYPE  REASON\n<age>  Normal  A\n<age>  Normal  B"),
    ("  Type    Reason  Age                From\n  ----    ------  ----               ----\n  Normal  Killed  3s (x2 over 5m1s)  kubelet",
      "  Type  Reason  Age  From\n  --  --  --  --\n  Normal  Killed  <age>  kubelet"),
    ("uid: 0de5b9f2-cf07-4e63-9bae-70519413548a at 2026-11-21T04:04:09Z", "uid: <uid> at <time>"),
    ("resourceVersion: \"812\"\nResource Version:  812", "resourceVersion: <rv>\nResource Version:  <rv>"),
    ("pod/front-7cd48f66c8-8ggw9 created, kube-api-access-7vvb2", "pod/front-7cd48f66c8-<rand> created, kube-api-access-<rand>"),
    ("10.244.0.250 10.96.0.1 10.96.14.2 port:31234/TCP", "<pod-ip> 10.96.0.1 <cluster-ip> port:<node-port>/TCP"),
    ("--- /tmp/LIVE-123/v1.Pod\t2026-11-21 04:04:09.123 +0000", "--- <LIVE>/v1.Pod"),
    ("Status:  Terminating (lasts 5s)", "Status:  Terminating (lasts <age>)"),
    ("web-6d55785b46", "web-6d55785b46"),
  ])
  func normalises(text: String, expected: String) { #expect(Normaliser.normalise(text) == expected) }

  @Test func templateHashesAreNumbered() {
    let texts = ["pod/front-7cd48f66c8-8ggw9", "pod-template-hash=77dcc458c", "web-6d55785b46-more"]
    #expect(TemplateHashes.names(in: texts).map(\.hash) == ["7cd48f66c8", "77dcc458c"])
  }

  /// Every part of an answer counts: an answer like the recording is the same, and a change of any part is not.
  @Test func everyPartCounts() throws {
    var step = RecordedStep()
    step.run = "kubectl get pods"
    (step.stdout, step.stderr, step.exit) = ("a\n", "b\n", 1)
    (step.timeline, step.claims) = (["created a", "created b"], ["created c"])
    let scenario = Scenario(name: "x", files: [:], steps: [step])
    let same = PlayedStep(step)
    #expect(StepComparison.compare(scenario, [same]).same == 1)
    let changes: [(inout PlayedStep) -> Void] = [
      { $0.stdout = "A" }, { $0.stderr = "" }, { $0.exit = 0 }, { $0.timeline = ["created b", "created a"] },
      { $0.claims = [] },
    ]
    for change in changes {
      var other = same
      change(&other)
      #expect(StepComparison.compare(scenario, [other]).same == 0)
    }
    #expect(StepComparison.compare(scenario, []).same == 0)
    step.isOrdered = false
    var reordered = same
    reordered.timeline.reverse()
    #expect(StepComparison.compare(Scenario(name: "x", files: [:], steps: [step]), [reordered]).same == 1)
  }
}
