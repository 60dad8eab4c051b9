// Rules, patterns, and what commands tell of containers.
import KubeKinds
import KubeObjects
import SimCore
import Testing

@testable import KubeNodes

@Suite struct BehaviorTests {
  @Test(
    arguments: [
      ("*missing*", "nginx:missing", true), ("*missing*", "nginx", false), ("nginx:*", "nginx:1", true),
      ("*:1", "nginx:1", true), ("*:1", "nginx:12", false), ("ng?nx", "nginx", true), ("a*b*c", "axxbyyc", true),
      ("a*b*c", "axxbyy", false), ("*", "", true), ("", "x", false), ("nginx", "nginx", true), ("a**b", "ab", true),
    ])
  func globs(pattern: String, text: String, matches: Bool) {
    #expect(Glob(pattern).matches(text) == matches)
  }

  private func rule(_ match: (inout BehaviorMatch) -> Void, _ give: (inout BehaviorEffects) -> Void) -> BehaviorRule {
    var rule = BehaviorRule(BehaviorMatch(), BehaviorEffects())
    match(&rule.match)
    give(&rule.effects)
    return rule
  }

  private let pod: Value = [
    "metadata": ["name": "web-0", "namespace": "default", "labels": ["app": "web"], "annotations": ["start": "4", "stop": "soon"]],
    "spec": ["containers": [["name": "c", "image": "nginx:1"]]],
  ]
  private let container: Value = ["name": "c", "image": "nginx:1"]

  @Test func theFirstRuleWinsForEachEffect() {
    let behavior = NodeBehavior(rules: [
      rule({ $0.image = "nginx:*" }, { $0.ready = false }),
      rule({ $0.labels = [EntryPattern("app", "web")] }, { $0.ready = true; $0.exitCode = 3 }),
      rule({ $0.name = "web-*" }, { $0.exitCode = 4; $0.start = .fixed(.seconds(9)) }),
    ])
    let found = behavior.container(container, .main, pod: pod, node: .null)
    #expect(found.isReady == false)
    #expect(found.exitCode == 3)
    #expect(found.start == .seconds(9))
  }

  @Test func timesComeFromAnnotationsThatHoldNumbers() {
    let behavior = NodeBehavior(rules: [
      rule({ _ in }, { $0.start = .annotation("start"); $0.stop = .annotation("stop") }),
      rule({ _ in }, { $0.stop = .fixed(.seconds(7)) }),
    ])
    let found = behavior.container(container, .main, pod: pod, node: .null)
    #expect(found.start == .seconds(4))
    #expect(found.stop == .seconds(7))
    // A rule about the pod says how long the pod takes, not each of its init containers.
    #expect(behavior.container(container, .initial, pod: pod, node: .null).start == NodeTimings().start)
  }

  @Test func rulesAboutPodsSayNothingOfNodes() {
    let node: Value = ["metadata": ["name": "node-1", "annotations": ["lost": "true"]]]
    let lost = rule({ $0.nodeAnnotations = [EntryPattern("lost", "true")] }, { $0.heartbeat = false })
    let ofPods = rule({ $0.image = "*" }, { $0.heartbeat = false })
    #expect(NodeBehavior(rules: [lost]).reports(node) == false)
    #expect(NodeBehavior(rules: [ofPods]).reports(node) == true)
  }

  @Test(
    arguments: [
      (["sleep", "30"], false, 0, 30), (["sh", "-c", "echo hi; sleep 5; exit 3"], false, 3, 5),
      (["/bin/sh", "-c", "while true; do echo x; sleep 1; done"], true, nil, nil), (["nginx"], false, nil, nil),
      (["sleep", "infinity"], true, nil, nil), (["perl", "-wle", "print 1"], true, 0, 3), (["echo", "hi"], true, 0, 0),
      (["tail", "-f", "/dev/null"], true, nil, nil), (["bash", "-ec", "false"], true, 1, 0), (["sleep", "2m"], false, 0, 120),
      (["bash", "-c", "[[ $(hostname) =~ -([0-9]+)$ ]] || exit 1\necho \"a; exit 2\" 2>&1"], true, 0, 0),
      (["sh", "-c", "if [ -f /x ]; then exit 1; fi; sleep 4"], true, 0, 4),
      (["sh", "-c", "until nslookup db; do echo waiting; sleep 2; done"], true, 0, 2),
      (["sh", "-c", "wait-for-it.sh db:5432"], true, 0, 3), (["sh", "-c", "server & wait"], true, nil, nil),
      (["sh", "-c", "mkdir -p /data && exec nginx -g 'daemon off;'"], false, nil, nil),
      (["sh", "-c", "for i in 1 2; do echo $i; done # exit 4"], false, 0, 0),
    ] as [([String], Bool, Int64?, Int64?)])
  func commandsTellTheirEnd(words: [String], isTask: Bool, code: Int64?, seconds: Int64?) {
    let container: Value = ["image": "nginx", "command": .array(words.map { .string($0) })]
    let end = CommandModel.end(of: container, isTask: isTask)
    #expect(end?.code == code)
    #expect(end?.after.wholeSeconds == seconds)
  }

  @Test func shellsWaitForInput() {
    for container: Value in [["image": "busybox"], ["image": "nginx", "command": ["sh"]]] {
      #expect(CommandModel.end(of: container, isTask: false) != nil)
      var open = container
      open["stdin"] = true
      #expect(CommandModel.end(of: open, isTask: false) == nil)
    }
  }

  @Test(arguments: [("busybox:1.36", false, true), ("nginx", false, false), ("ubuntu", false, true), ("myjob", true, true)])
  func imagesTellTheirEnd(image: String, isTask: Bool, ends: Bool) {
    #expect((CommandModel.end(of: ["image": .string(image)], isTask: isTask) != nil) == ends)
  }

  @Test(
    arguments: [
      ("nginx", "docker.io/library/nginx:latest"), ("nginx:1.20", "docker.io/library/nginx:1.20"),
      ("bitnami/redis:7", "docker.io/bitnami/redis:7"), ("localhost:5000/a", "localhost:5000/a:latest"),
      ("gcr.io/x/y@sha256:ab", "gcr.io/x/y@sha256:ab"), ("example.com/app:1", "example.com/app:1"),
    ])
  func imagesHaveFullNames(image: String, name: String) {
    #expect(ImageNames.normalized(image) == name)
  }

  @Test(arguments: [("nginx:1", true), ("Nginx", false), ("a b", false), ("", false), ("a//b", false), ("x.io/A", false)])
  func imageNamesAreChecked(image: String, isValid: Bool) { #expect(ImageNames.isValid(image) == isValid) }

  @Test(
    arguments: [
      (["sleep": ["seconds": 7]] as Value, 7), (["exec": ["command": ["sleep", "5"]]], 5),
      (["exec": ["command": ["/bin/sh", "-c", "nginx -s quit; sleep 15; sleep 1"]]], 16),
      (["httpGet": ["path": "/", "port": 80]], 0),
    ] as [(Value, Int64)])
  func hooksTakeWhatTheySleep(hook: Value, seconds: Int64) { #expect(HookTime.of(hook) == .seconds(seconds)) }
}
