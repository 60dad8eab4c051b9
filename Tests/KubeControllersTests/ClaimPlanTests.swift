// What the plan of a StatefulSet does with claims: missing, ending and left-over ones, and who owns them.
import KubeKinds
import KubeObjects
import SimCore
import Testing

@testable import KubeControllers

private let template: Value = [.metadata: [.name: "www"]]

private func withClaims(
  deleted: String = "Retain", scaled: String = "Retain", replicas: Int64 = 1, _ claims: [String]
) -> @Sendable (inout PlannerScene) -> Void {
  { scene in
    scene.spec[.volumeClaimTemplates] = [template]
    scene.spec[.replicas] = .int(replicas)
    scene.spec[.persistentVolumeClaimRetentionPolicy] = [
      .whenDeleted: .string(deleted), .whenScaled: .string(scaled),
    ]
    scene.claims = claims
  }
}

@Suite struct ClaimPlanTests {
  @Test(arguments: [
    PlanCase(
      about: "a pending pod gets its missing claim", pods: ["web-0 P new"], actions: "claims of web-0",
      holds: "not ready web-0", set: withClaims([])),
    PlanCase(
      about: "a pending pod that has it waits", pods: ["web-0 P new"], holds: "not ready web-0",
      set: withClaims(["www-web-0"])),
    PlanCase(
      about: "a running pod's missing claim is not made again", pods: ["web-0 R new"], set: withClaims([])),
    PlanCase(
      about: "a claim that ends stops its pod", pods: [], actions: "create web-0 new",
      holds: "terminating claim www-web-0", set: withClaims(["www-web-0 t"])),
    PlanCase(
      about: "a claim that belongs to an earlier pod is awaited", pods: [], holds: "stale www-web-0",
      set: withClaims(scaled: "Delete", ["www-web-0 oldpod"])),
    PlanCase(
      about: "but not under a policy that keeps claims", pods: [], actions: "create web-0 new",
      holds: "created web-0", set: withClaims(["www-web-0 oldpod"])),
    PlanCase(
      about: "a condemned pod's claim goes to the pod first", pods: ["web-0 R new", "web-1 R new"],
      actions: "fix claims of web-1 | delete web-1 scaledDown", holds: "condemned web-1",
      set: withClaims(scaled: "Delete", ["www-web-0", "www-web-1"])),
  ])
  func claims(_ row: PlanCase) { row.check() }

  /// The owners before, the policy, whether the pod is within the set's size, and the owners after.
  @Test(arguments: [
    ("", "Retain", "Retain", true, ""), ("set", "Retain", "Retain", true, ""),
    ("", "Delete", "Retain", true, "set"), ("", "Delete", "Retain", false, "set"),
    ("", "Retain", "Delete", true, ""), ("", "Retain", "Delete", false, "pod"),
    ("set", "Retain", "Delete", true, ""), ("set", "Delete", "Delete", false, "pod"),
    ("", "Delete", "Delete", true, "set"), ("pod", "Delete", "Delete", true, "set"),
    ("oldset", "Delete", "Delete", true, "oldset"), ("other", "Delete", "Retain", true, "other"),
    ("other set", "Delete", "Retain", true, "other"),
  ])
  func owners(before: String, deleted: String, scaled: String, isInRange: Bool, after: String) {
    var scene = PlannerScene()
    withClaims(deleted: deleted, scaled: scaled, [])(&scene)
    let set = SetSpec(
      ObjectKey(.statefulSet, "default", "web"), [.metadata: scene.metadata, .spec: scene.spec])
    let name = isInRange ? "web-0" : "web-1"
    let pod = Member(
      ObjectKey(.pod, "default", name), [.metadata: [.name: .string(name), .uid: "pod-uid"]], before: nil,
      at: PlannerScene.now)
    let owners = ClaimOwners(spec: set, pod: pod)
    let list = before.split(separator: " ").map { reference(String($0), name) }
    let result = owners.isUpToDate(list) ? list : owners.updated(list)
    #expect(result.map(word) == after.split(separator: " ").map(String.init))
  }

  private func reference(_ word: String, _ pod: String) -> Value {
    switch word {
    case "set": ref("apps/v1", "StatefulSet", "web", "set-uid")
    case "oldset": ref("apps/v1", "StatefulSet", "web", "gone-uid")
    case "pod": ref("v1", "Pod", pod, "pod-uid")
    default: ref("v1", "ConfigMap", "other", "other-uid")
    }
  }

  private func ref(_ apiVersion: Value, _ kind: Value, _ name: String, _ uid: String) -> Value {
    [.apiVersion: apiVersion, .kind: kind, .name: .string(name), .uid: .string(uid), .controller: true]
  }

  private func word(_ reference: Value) -> String {
    ["set-uid": "set", "gone-uid": "oldset", "pod-uid": "pod"][reference[.uid].text] ?? "other"
  }
}
