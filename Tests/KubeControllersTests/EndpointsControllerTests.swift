// Endpoints and slices as pods come, become ready, end and go.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore
import Testing

@testable import KubeControllers

@Suite struct EndpointsControllerTests {
  private let bench: ControllerBench

  init() throws {
    bench = try ControllerBench { [EndpointsController($0), GarbageCollector($0)] }
  }

  private func service(_ change: (inout Value) -> Void = { _ in }) throws {
    var service: Value = [
      .metadata: [.name: "zk"],
      .spec: [
        .selector: ["app": "zk"], .clusterIP: "None",
        .ports: [[.name: "client", .port: 80, .targetPort: "client"]],
      ],
    ]
    change(&service)
    try bench.create(.service, service)
    bench.run()
  }

  private func pod(_ name: String, ip: String?, isReady: Bool = true) throws {
    let port: Value = [.name: "client", .containerPort: 2181]
    try bench.create(
      .pod,
      [
        .metadata: [.name: .string(name), .labels: ["app": "zk"]],
        .spec: [
          .hostname: .string(name), .subdomain: "zk", .nodeName: "node-1",
          .containers: [[.name: "main", .image: "zk:1", .ports: [port]]],
        ],
      ])
    try status(name, ip: ip, isReady: isReady)
  }

  private func status(_ name: String, ip: String?, isReady: Bool) throws {
    try bench.change(.pod, name, subresource: .status) {
      $0[.status].set(.podIP, Value(ip))
      $0[.status][.conditions] = [[.type: "Ready", .status: isReady ? "True" : "False"]]
    }
    bench.run()
  }

  private var slices: [Value] { bench.registry.store.list(.endpointSlice) }
  private var legacy: Value { bench.registry.store.object(ObjectKey(.endpoints, "default", "zk")) ?? .null }

  @Test func aServiceWithoutPodsHasAnEmptySlice() throws {
    try service()
    #expect(slices.count == 1)
    #expect(slices[0].fields[.endpoints] == .null)
    #expect(slices[0][.metadata][.labels]["kubernetes.io/service-name"] == "zk")
    #expect(slices[0][.metadata][.labels].fields["service.kubernetes.io/headless"] == "")
    #expect(slices[0][.metadata][.name].text.hasPrefix("zk-"))
    #expect(legacy.fields[.subsets] == nil)
  }

  @Test func aReadyPodIsAnEndpoint() throws {
    try service()
    try pod("zk-0", ip: "10.244.0.5")
    let endpoint = slices[0][.endpoints].elements.first
    #expect(endpoint?[.addresses] == ["10.244.0.5"])
    #expect(endpoint?[.hostname] == "zk-0")
    #expect(endpoint?[.conditions] == ["ready": true, "serving": true, "terminating": false])
    #expect(slices[0][.ports] == [["name": "client", "port": 2181, "protocol": "TCP"]])
    let subset = legacy[.subsets].elements.first
    #expect(subset?[.addresses].elements.first?[.ip] == "10.244.0.5")
    #expect(subset?[.ports] == [["name": "client", "port": 2181, "protocol": "TCP"]])
  }

  @Test(arguments: [
    (false, false, false, false), (true, false, true, true), (false, true, true, false),
  ])
  func readinessDecides(isReady: Bool, publishes: Bool, listed: Bool, serving: Bool) throws {
    try service { $0[.spec][.publishNotReadyAddresses] = .bool(publishes) }
    try pod("zk-0", ip: "10.244.0.5", isReady: isReady)
    let conditions = slices[0][.endpoints].elements.first?[.conditions]
    #expect(conditions?[.ready] == .bool(listed))
    #expect(conditions?[.serving] == .bool(serving))
    let subset = legacy[.subsets].elements.first
    #expect(subset?[.addresses].isNull == !listed)
    #expect(subset?[.notReadyAddresses].isNull == listed)
  }

  @Test func aPodThatEndsIsServingButNotReady() throws {
    try service()
    try pod("zk-0", ip: "10.244.0.5")
    try bench.delete(.pod, "zk-0")
    bench.run()
    #expect(
      slices[0][.endpoints].elements.first?[.conditions]
        == ["ready": false, "serving": true, "terminating": true])
    #expect(legacy.fields[.subsets] == nil)
  }

  @Test func podsWithoutAnAddressOrMatchAreNoEndpoints() throws {
    try service()
    try pod("zk-0", ip: nil)
    #expect(slices[0].fields[.endpoints] == .null)
    try status("zk-0", ip: "10.244.0.5", isReady: true)
    #expect(slices[0][.endpoints].elements.count == 1)
    try bench.change(.service, "zk") { $0[.spec][.selector] = ["app": "nobody"] }
    bench.run()
    #expect(slices[0].fields[.endpoints] == .null)
  }

  @Test func slicesHoldAHundredEach() throws {
    try service()
    for index in 0..<250 { try pod("zk-\(index)", ip: "10.244.1.\(index)") }
    #expect(slices.map { $0[.endpoints].elements.count }.sorted() == [50, 100, 100])
    #expect(legacy[.subsets].elements.first?[.addresses].elements.count == 250)
  }

  @Test func whatSomebodyDeletesIsMadeAgainAndGoesWithTheService() throws {
    try service()
    try pod("zk-0", ip: "10.244.0.5")
    try bench.delete(.endpoints, "zk")
    try bench.delete(.endpointSlice, slices[0][.metadata][.name].text)
    bench.run()
    #expect(slices.count == 1)
    #expect(slices[0][.endpoints].elements.count == 1)
    #expect(legacy[.subsets].elements.count == 1)
    try bench.delete(.service, "zk")
    bench.run()
    #expect(slices.isEmpty)
    #expect(legacy == .null)
  }
}
