// Scenes for the matrix of plan tests: pods in shorthand in, actions and holds in words out.
import KubeKinds
import KubeObjects
import SimCore

@testable import KubeControllers
@testable import KubeStore

/// A set, its pods and claims, and what the plan makes of them.
struct PlannerScene {
  static let now = Instant(unixSeconds: 1_800_000_000)

  var spec: Value = [
    .replicas: 3, .serviceName: "web", .podManagementPolicy: "OrderedReady",
    .selector: [.matchLabels: ["app": "web"]], .revisionHistoryLimit: 10,
    .updateStrategy: [.type: "RollingUpdate", .rollingUpdate: [.partition: 0]],
    .template: [.metadata: [.labels: ["app": "web"]]],
  ]
  var metadata: Value = [.name: "web", .namespace: "default", .uid: "set-uid", .generation: 2]
  var status: Value = [.currentReplicas: 3]
  /// `NAME STATE REVISION`: states are P(ending) N(ot ready) R(eady) F(ailed) S(ucceeded), a following `t` means
  /// terminating and digits the seconds since it is ready; revisions are `old` and `new`.
  var pods: [String] = []
  /// `NAME [owner|t]...`: owners are `set`, `pod:UID` and `other`.
  var claims: [String] = []
  var old = "web-old"
  var new = "web-new"

  private var set: SetSpec {
    SetSpec(ObjectKey(.statefulSet, "default", "web"), [.metadata: metadata, .spec: spec])
  }

  func plan() -> SetPlan {
    var planner = StatefulSetPlanner(
      set: set, members: pods.map(member), claims: groups, currentRevision: Key(old), updateRevision: Key(new),
      stored: SetStatus(status), now: Self.now)
    return planner.decide()
  }

  /// The actions in words, batches apart by ` | `.
  var actions: String {
    plan().batches.map { $0.map { $0.map(words).joined(separator: ", ") }.joined(separator: "; ") }
      .joined(separator: " | ")
  }

  var holds: String { plan().holds.map(words).joined(separator: "; ") }

  private func member(_ text: String) -> Member {
    let parts = text.split(separator: " ").map(String.init)
    let state = parts[1]
    let isReady = state.hasPrefix("R")
    let since = Self.now - .seconds(Int64(state.filter(\.isNumber)) ?? 1_000)
    var pod: Value = [
      .metadata: [
        .name: .string(parts[0]), .uid: .string("uid-\(parts[0])"),
        .labels: [
          "app": "web", .podName: .string(parts.contains("strange") ? "x" : parts[0]),
          .controllerRevisionHash: .string(parts[2] == "old" ? old : new),
        ],
      ],
      .status: [
        .phase: .string(Self.phases[state.prefix(1).description] ?? ""),
        .conditions: [
          [
            .type: "Ready", .status: isReady ? "True" : "False",
            .lastTransitionTime: .string(since.rfc3339),
          ]
        ],
      ],
    ]
    if state.contains("t") { pod[.metadata][.deletionTimestamp] = "2027-01-01T00:00:00Z" }
    var member = Member(ObjectKey(.pod, "default", parts[0]), pod, before: nil, at: since)
    member.verdict = Member.Verdict(isMember: true, storageMatches: !parts.contains("homeless"))
    return member
  }

  private static let phases = [
    "P": "Pending", "N": "Running", "R": "Running", "F": "Failed", "S": "Succeeded",
  ]

  private var groups: [ClaimGroup] {
    var index = ClaimIndex()
    for text in claims {
      let parts = text.split(separator: " ").map(String.init)
      var object: Value = [.metadata: [.name: .string(parts[0]), .namespace: "default"]]
      for word in parts.dropFirst() {
        if word == "t" {
          object[.metadata][.deletionTimestamp] = "2027-01-01T00:00:00Z"
        } else {
          object[.metadata][.ownerReferences].append(owner(word, parts[0]))
        }
      }
      let key = ObjectKey(.persistentVolumeClaim, "default", parts[0])
      index.note(
        StoreEvent(change: .added, key: key, object: object, previous: nil, revision: 1, at: Self.now))
    }
    return set.claimTemplates.map { index.group($0, of: set) }
  }

  private func owner(_ word: String, _ claim: String) -> Value {
    let pod = "web-" + claim.split(separator: "-").last!
    return switch word {
    case "set": ref("apps/v1", "StatefulSet", "web", "set-uid")
    case "oldset": ref("apps/v1", "StatefulSet", "web", "gone-uid")
    case "pod": ref("v1", "Pod", pod, "uid-\(pod)")
    case "oldpod": ref("v1", "Pod", pod, "gone-uid")
    default: ref("v1", "ConfigMap", "other", "other-uid")
    }
  }

  private func ref(_ apiVersion: Value, _ kind: Value, _ name: String, _ uid: String) -> Value {
    [.apiVersion: apiVersion, .kind: kind, .name: .string(name), .uid: .string(uid), .controller: true]
  }

  private func words(_ action: SetAction) -> String {
    switch action {
    case .createPod(let ordinal, let choice): "create web-\(ordinal) \(choice == .current ? "old" : "new")"
    case .createMissingClaims(let pod): "claims of \(pod.name)"
    case .updatePod(let pod): "update \(pod.name)"
    case .fixClaims(let pod): "fix claims of \(pod.name)"
    case .deletePod(let pod, let cause): "delete \(pod.name) \(cause)"
    }
  }

  private func words(_ hold: SetHold) -> String {
    switch hold {
    case .setTerminating: "set terminating"
    case .podEnded(let pod): "ended \(pod.name)"
    case .podCreated(let pod): "created \(pod.name)"
    case .claimStale(_, let claim): "stale \(claim.name)"
    case .claimTerminating(_, let claim): "terminating claim \(claim.name)"
    case .podTerminating(let pod): "terminating \(pod.name)"
    case .podNotReady(let pod): "not ready \(pod.name)"
    case .podNotAvailable(let pod, let until): "not available \(pod.name) for \((until - Self.now).goText)"
    case .condemnedTerminating(let pod): "condemned \(pod.name)"
    case .condemnedUnhealthy(let pod, let first): "unhealthy \(pod.name) before \(first.name)"
    case .onDelete(let pods): "on delete \(pods.map(\.name))"
    case .partition(let partition, let pods): "partition \(partition) \(pods.map(\.name))"
    case .paused(let pods): "paused \(pods.map(\.name))"
    case .updateWaits(let pod): "update waits for \(pod.name)"
    }
  }
}
