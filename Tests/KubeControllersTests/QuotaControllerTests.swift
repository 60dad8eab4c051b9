// The counts of quotas: once in full, then change by change.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore
import Testing

@testable import KubeControllers

@Suite struct QuotaControllerTests {
  private static let key = ObjectKey(.resourceQuota, "default", "q")

  private static func create(_ bench: ControllerBench, _ kind: KindID, _ object: Value) throws {
    try bench.registry.create(bench.registry.kind(kind), namespace: "default", object)
  }

  private static func pod(_ name: String) -> Value {
    [
      "metadata": ["name": .string(name)],
      "spec": ["containers": [["name": "c", "image": "i", "resources": ["requests": ["cpu": "250m"]]]]],
    ]
  }

  private static func used(_ bench: ControllerBench) -> Value {
    bench.registry.store.object(key)?["status"]["used"] ?? .null
  }

  @Test func countsAndCredits() throws {
    let bench = try ControllerBench { [ResourceQuotaController($0)] }
    try Self.create(bench, .pod, Self.pod("before"))
    try Self.create(
      bench, .resourceQuota,
      [
        "metadata": ["name": "q"],
        "spec": ["hard": ["pods": "3", "requests.cpu": "1", "configmaps": "5", "count/nothing.example.com": "1"]],
      ])
    bench.run()
    #expect(Self.used(bench) == ["configmaps": "0", "pods": "1", "requests.cpu": "250m"])
    try Self.create(bench, .pod, Self.pod("after"))
    #expect(Self.used(bench)["pods"] == "2")
    bench.run()
    #expect(Self.used(bench) == ["configmaps": "0", "pods": "2", "requests.cpu": "500m"])
    try bench.registry.modify(ObjectKey(.pod, "default", "before"), subresource: .status) {
      $0[.status][.phase] = "Succeeded"
    }
    bench.run()
    #expect(Self.used(bench) == ["configmaps": "0", "pods": "1", "requests.cpu": "250m"])
    try bench.registry.delete(bench.registry.kind(.pod), namespace: "default", name: "after")
    try bench.registry.delete(bench.registry.kind(.pod), namespace: "default", name: "before")
    bench.run()
    #expect(Self.used(bench) == ["configmaps": "0", "pods": "0", "requests.cpu": "0"])
  }

  @Test func followsItsSpecification() throws {
    let bench = try ControllerBench { [ResourceQuotaController($0)] }
    try Self.create(bench, .resourceQuota, ["metadata": ["name": "q"], "spec": ["hard": ["pods": "3"]]])
    bench.run()
    try bench.registry.modify(Self.key) { $0[.spec]["hard"] = ["configmaps": "2", "pods": "4"] }
    bench.run()
    let status = bench.registry.store.object(Self.key)?["status"] ?? .null
    #expect(status["hard"] == ["configmaps": "2", "pods": "4"])
    #expect(status["used"] == ["configmaps": "0", "pods": "0"])
  }
}
