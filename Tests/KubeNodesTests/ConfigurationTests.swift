// ClusterConfig files: what they come to, and what is said of wrong ones.
import ClusterSim
import Foundation
import KubeControllers
import KubeNodes
import KubeObjects
import SimCore
import Testing

@Suite struct ConfigurationTests {
  static let head = "apiVersion: stsctl.dev/v1\nkind: ClusterConfig\n"

  private func read(_ text: String) throws -> ClusterConfiguration {
    try ClusterConfiguration(yaml: Array((Self.head + text).utf8))
  }

  @Test func theClusterOfTheRecordings() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../ConformanceTests/cluster.yaml")
    let configuration = try ClusterConfiguration(yaml: [UInt8](Data(contentsOf: file)))
    #expect(configuration.name == "oracle")
    #expect(configuration.nodes.map(\.name) == ["node-1", "node-2", "node-3"])
    #expect(configuration.nodes[1].address == "10.0.0.12")
    #expect(configuration.nodes[2].capacity["memory"] == "8Gi")
    #expect(configuration.gracePeriod == .seconds(12))
    #expect(configuration.provisioners.map(\.name) == ["csi.example.com"])
    #expect(configuration.provisioners[0].resizes == false)
    #expect(configuration.behavior.rules.count == 6)
    #expect(configuration.behavior.rules[3].effects.start == .annotation("node/start"))
    #expect(configuration.behavior.timings.stop == .milliseconds(250))
    #expect(configuration.settleQuiet == .seconds(1))
    #expect(configuration.behavior.detail == .plain)
  }

  @Test func clustersHaveNames() throws {
    #expect(try read("metadata: {name: staging, labels: {team: shop}}").name == "staging")
    #expect(try read("metadata: {}").name == "stsctl")
  }

  @Test func nodesCanBeCounted() throws {
    let configuration = try read("nodes: [{name: worker, count: 3, labels: {disk: ssd}}]")
    #expect(configuration.nodes.map(\.name) == ["worker-1", "worker-2", "worker-3"])
    #expect(configuration.nodes[2].labels.map(\.1) == ["ssd"])
  }

  @Test(
    arguments: [
      ("nodes: [{adress: x}]", ["unknown field \"nodes[0].adress\"", "nodes[0].name: Required value"]),
      ("nodes: {}", ["nodes: must be a list"]),
      ("metadata: {name: ''}", ["metadata.name: Required value"]),
      ("metadata: {name: 7}", ["metadata.name: must be a string"]),
      ("metadata: {nmae: x}", ["unknown field \"metadata.nmae\""]),
      ("nodes: [{name: a}, {name: a}]", ["nodes: Duplicate value: \"a\""]),
      ("nodes: [{name: a, count: 0}]", ["nodes[0].count: Invalid value: 0: must be between 1 and 100000"]),
      (
        "nodes: [{name: a, taints: [{key: k, effect: Never}]}]",
        [
          "nodes[0].taints[0].effect: Unsupported value: \"Never\": supported values: "
            + "\"NoSchedule\", \"PreferNoSchedule\", \"NoExecute\""
        ]
      ),
      (
        "behaviors: [{match: {image: x}, pull: gone}]",
        [
          "behaviors[0].pull: Unsupported value: \"gone\": supported values: "
            + "\"succeeds\", \"notFound\", \"denied\", \"unreachable\""
        ]
      ),
      (
        "behaviors: [{match: {colour: red}, ready: maybe}]",
        [
          "unknown field \"behaviors[0].match.colour\"", "behaviors[0].ready: must be true or false",
        ]
      ),
      (
        "behaviors: [{start: {annotation: ''}, exitCode: 300}]",
        [
          "behaviors[0].exitCode: Invalid value: 300: must be between 0 and 255",
          "behaviors[0].start.annotation: Required value",
        ]
      ),
      (
        "behaviors: [{match: {image: x}}]",
        [
          "behaviors[0]: Required value: a rule has at least one effect: pull, pullTime, ready, live, started, "
            + "exitCode, exitReason, exitMessage, run, start, stop, heartbeat"
        ]
      ),
      (
        "timings: {start: soon}",
        ["timings.start: Invalid value: \"soon\": must be a length of time such as 250ms, 4s or 1m30s"]
      ),
      ("storageClasses: [{name: fast}]", ["storageClasses[0].provisioner: Required value"]),
      (
        "nodeDefaults: {kubelet: lazy}",
        ["nodeDefaults.kubelet: Unsupported value: \"lazy\": supported values: \"plain\", \"full\""]
      ),
    ] as [(String, [String])])
  func wrongFilesAreRefused(text: String, findings: [String]) {
    #expect(throws: ConfigurationError(findings)) { try read(text) }
  }

  @Test func anotherKindIsRefused() {
    #expect(throws: ConfigurationError(["kind: Unsupported value: \"Pod\": supported values: \"ClusterConfig\""])) {
      try ClusterConfiguration(yaml: Array("apiVersion: stsctl.dev/v1\nkind: Pod\n".utf8))
    }
  }
}
