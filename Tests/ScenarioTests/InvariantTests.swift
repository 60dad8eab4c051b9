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

  /// A set whose claims go with the pods that are scaled away.
  private static var dropping: Value {
    var set = set()
    set[.spec][.persistentVolumeClaimRetentionPolicy][.whenScaled] = "Delete"
    return set
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

  private static func claim(_ ordinal: Int, version: Int, of uid: String? = nil) -> Change {
    change(.added, .persistentVolumeClaim, [
      "metadata": [
        "name": .string("data-web-\(ordinal)"), "uid": .string("claim-\(ordinal)"),
        "resourceVersion": .string(String(version)),
        "ownerReferences": uid.map { [["kind": "Pod", "name": .string("web-\(ordinal)"), "uid": .string($0)]] } ?? [],
      ]
    ])
  }

  private static func report(_ status: Value, version: Int) -> Change {
    var reporting = set()
    reporting[.metadata][.resourceVersion] = .string(String(version))
    reporting[.status] = status
    return change(.modified, .statefulSet, reporting, set())
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
    (set(), [change(.added, .pod, pod(2, "web-a", version: 5))] + ending(3, "web-a", 10),
     "scaled down although 2 is not healthy either"),
    (set(), [claim(2, version: 5, of: "pod-2")] + ending(2, "web-a", 10),
     "scaled down with claim data, which is to stay"),
    (dropping, [claim(2, version: 5)] + ending(2, "web-a", 10), "scaled down before claim data follows it"),
    (dropping, [claim(0, version: 5, of: "pod-9"), change(.added, .pod, pod(0, "web-a", version: 10))],
     "created on the claim data of an earlier pod"),
    (set(), [report(["currentRevision": "web-a", "currentReplicas": 1], version: 10)],
     "status.currentReplicas is 1 of 0"),
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
