// Writes to parts of pods that have paths of their own: containers to look into a pod with, what containers may use.
import ClusterAPI
import ClusterSim
import KubeKinds
import KubeObjects
import SimCore
import Testing

@testable import ClusterServer

@Suite struct PartRequestTests {
  private static let pods = "/api/v1/namespaces/default/pods"
  private static let strategic = "application/strategic-merge-patch+json"

  private static let pod: Value = [
    "metadata": ["name": "a"],
    "spec": [
      "containers": [
        [
          "name": "main", "image": "nginx",
          "resources": ["requests": ["cpu": "100m", "memory": "64Mi"], "limits": ["memory": "128Mi"]],
        ]
      ]
    ],
  ]

  private static func served() throws -> ServedCluster {
    let server = ServedCluster()
    #expect(server.ask("POST", pods, pod).code == 201)
    _ = try server.cluster.settle(limit: .minutes(1))
    return server
  }

  private static func containers(_ list: Value, _ key: String = "ephemeralContainers") -> Value {
    ["metadata": ["labels": ["new": "yes"]], "spec": [Key(key): list]]
  }

  @Test func containersToLookWithAreAddedAndStay() throws {
    let server = try Self.served()
    let path = Self.pods + "/a/ephemeralcontainers"
    let added = server.ask(
      "PATCH", path, Self.containers([["name": "look", "image": "busybox", "stdin": true]]), type: Self.strategic)
    #expect(added.code == 200)
    #expect(added.body[.spec]["ephemeralContainers"][index: 0]["imagePullPolicy"] == "Always")
    #expect(added.body[.metadata][.labels]["new"].isNull, "nothing else is written there")
    #expect(server.ask("GET", Self.pods + "/a").body[.spec]["ephemeralContainers"].elements.count == 1)

    _ = try server.cluster.settle(limit: .minutes(1))
    let status = server.ask("GET", Self.pods + "/a").body[.status]["ephemeralContainerStatuses"]
    #expect(status[index: 0]["state"]["running"]["startedAt"].string != nil, "it runs")

    let changed = server.ask(
      "PATCH", path, Self.containers([["name": "look", "image": "nginx"]]), type: Self.strategic)
    #expect(changed.code == 422)
    #expect(
      changed.body[.message].text.hasPrefix(
        "Pod \"a\" is invalid: spec.ephemeralContainers: Forbidden: existing ephemeral containers \"look\" may not be "
          + "changed\n"))
    #expect(changed.body[.message].text.contains("- \"Image\": \"busybox\""))
    var without = server.ask("GET", Self.pods + "/a").body
    without[.spec]["ephemeralContainers"] = []
    let removed = server.ask("PUT", path, without)
    #expect(
      removed.body[.message].text
        == "Pod \"a\" is invalid: spec.ephemeralContainers: Forbidden: existing ephemeral containers \"look\" may not "
        + "be removed\n")
    #expect(
      server.ask("PATCH", path, Self.containers([["name": "main", "image": "nginx"]]), type: Self.strategic).code
        == 422)
  }

  private static let resizes: [(name: String, resources: Value, refusal: String)] = [
    ("main", ["requests": ["cpu": "200m"]], ""),
    (
      "main", ["requests": ["cpu": .null]],
      "spec.containers[0].resources.requests: Forbidden: resource requests cannot be removed"
    ),
    (
      "main", ["limits": ["memory": .null]],
      "spec.containers[0].resources.limits: Forbidden: resource limits cannot be removed"
    ),
    (
      "main", ["requests": ["ephemeral-storage": "1Gi"]], "spec: Forbidden: only cpu and memory resources are mutable"
    ),
    (
      "main", ["requests": ["memory": "128Mi"], "limits": ["cpu": "100m"]],
      "spec: Invalid value: \"Burstable\": Pod QOS Class may not change as a result of resizing"
    ),
    (
      "other", ["requests": ["cpu": "200m"]],
      "spec.containers: Forbidden: containers may not be added or removed on resize"
    ),
  ]

  @Test(arguments: resizes)
  func onlyProcessorsAndMemoryAreResized(_ name: String, _ resources: Value, _ refusal: String) throws {
    let server = try Self.served()
    let container: Value = ["name": .string(name), "image": "redis", "resources": resources]
    let answer = server.ask(
      "PATCH", Self.pods + "/a/resize", Self.containers([container], "containers"), type: Self.strategic)
    if refusal.isEmpty {
      #expect(answer.code == 200)
      let main = server.ask("GET", Self.pods + "/a").body[.spec][.containers][index: 0]
      #expect(main[.resources][.requests] == ["cpu": "200m", "memory": "64Mi"])
      #expect(main[.image] == "nginx", "nothing else is written there")
    } else {
      #expect(answer.code == 422)
      #expect(answer.body[.message].text.contains(refusal), "\(answer.body[.message].text)")
    }
  }
}
