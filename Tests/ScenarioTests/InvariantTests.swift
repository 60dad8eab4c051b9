// The checks themselves: each rule, once broken, is found.
import KubeKinds
import KubeObjects
import SimCore
import Testing

@Suite struct InvariantTests {
  private static let uid = "set-1"
  private static let created = "2026-11-21T10:00:00Z"
  private static let now = Instant(unixSeconds: 1_795_300_000)

  private static func set(_ strategy: Value = ["type": "RollingUpdate", "rollingUpdate": ["partition": 1]]) -> Value {
    [
      "metadata": ["name": "web", "uid": .string(uid), "resourceVersion": "1"],
      "spec": [
        "replicas": 2, "podManagementPolicy": "OrderedReady", "updateStrategy": strategy,
        "volumeClaimTemplates": [["metadata": ["name": "data"]]],
      ],
      "status": ["currentRevision": "web-a"],
    ]
  }

  private static var owner: Value { [["kind": "StatefulSet", "name": "web", "uid": .string(uid), "controller": true]] }

  private static func revision(_ name: String, _ number: Int64) -> Change {
    change(.added, .controllerRevision, [
      "metadata": ["name": .string(name), "ownerReferences": owner, "resourceVersion": .string(String(number + 1))],
      "revision": .int(number),
    ])
  }

  private static func pod(_ ordinal: Int, _ revision: String, version: Int, isEnding: Bool = false) -> Value {
    var pod: Value = [
      "metadata": [
        "name": .string("web-\(ordinal)"), "uid": .string("pod-\(ordinal)"), "ownerReferences": owner,
        "resourceVersion": .string(String(version)), "creationTimestamp": .string(created),
        "labels": ["controller-revision-hash": .string(revision)],
      ],
      "status": ["phase": "Pending"],
    ]
    if isEnding { pod["metadata"]["deletionTimestamp"] = .string(created) }
    return pod
  }

  private static func change(_ form: Change.Form, _ kind: KindID, _ object: Value, _ before: Value? = nil) -> Change {
    Change(form: form, kind: kind, object: object, previous: before)
  }

  private static func violations(_ changes: [Change], set: Value = set()) -> [String] {
    var invariants = Invariants()
    invariants.note(change(.added, .statefulSet, set), seenAt: now)
    for change in [revision("web-a", 1), revision("web-b", 2)] + changes { invariants.note(change, seenAt: now) }
    return invariants.violations.map { String($0.drop { $0 != ":" }.dropFirst(2)) }
  }

  private static func ending(_ ordinal: Int, _ revision: String, _ version: Int) -> [Change] {
    let before = pod(ordinal, revision, version: version)
    return [
      change(.added, .pod, before),
      change(.modified, .pod, pod(ordinal, revision, version: version + 1, isEnding: true), before),
    ]
  }

  static let broken: [(Value, [Change], String)] = [
    (set(), [change(.added, .pod, pod(1, "web-b", version: 10))], "created before 0 was healthy"),
    (set(), [change(.added, .pod, pod(0, "web-a", version: 10))], "created before its claim data"),
    (set(), [change(.added, .pod, pod(2, "web-b", version: 10))], "created outside the range of ordinals"),
    (set(), [change(.added, .pod, pod(0, "web-b", version: 10))], "created anew below the partition"),
    (set(), ending(0, "web-a", 10), "replaced below the partition"),
    (set(), ending(0, "web-a", 10), "replaced before 1 was healthy"),
    (set(), ending(1, "web-b", 10), "replaced although it is up to date"),
    (set(["type": "OnDelete"]), ending(1, "web-a", 10), "replaced although updates are by hand"),
    (set(), ending(2, "web-a", 10), "scaled down while 0 was not healthy"),
    (set(), ending(3, "web-a", 10) + ending(2, "web-a", 20), "scaled down before 3"),
    (set(), [change(.added, .pod, pod(0, "web-a", version: 1))], "versions go backwards"),
  ]

  @Test(arguments: broken.indices)
  func finds(index: Int) {
    let (set, changes, violation) = Self.broken[index]
    #expect(Self.violations(changes, set: set).contains(violation))
  }

  @Test func findsLostClaims() {
    let claim: Value = ["metadata": ["name": "data-web-0", "uid": "claim-0", "resourceVersion": "10"]]
    var gone = claim
    gone["metadata"]["resourceVersion"] = "11"
    let changes = [
      Self.change(.added, .persistentVolumeClaim, claim), Self.change(.deleted, .persistentVolumeClaim, gone, claim),
    ]
    #expect(Self.violations(changes) == ["a claim went although the policy keeps all"])
  }
}
