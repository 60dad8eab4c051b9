// A cluster served in this process, with a kubectl that reaches it.
import ClusterAPI
import ClusterSim
import Foundation
import KubeCommands
import ServerTransport
import SimCore

struct Served {
  let server: APIServer
  let kubectl: Kubectl
  private static let token = "the-token-of-checks"

  /// - Parameter prepare: what happens to the cluster before it is served.
  init(
    configuration: ClusterConfiguration, speed: Double,
    prepare: @escaping @Sendable (SimulatedCluster) throws -> Void = { _ in }
  ) throws {
    let start = Instant(nanoseconds: Int64(Date().timeIntervalSince1970 * 1e9))
    try self.init(speed: speed) {
      let cluster = SimulatedCluster(configuration, seed: 1, start: start, pacer: InstantPacer())
      try prepare(cluster)
      return cluster
    }
  }

  init(speed: Double, make: @escaping @Sendable () throws -> any Simulation) throws {
    server = try APIServer.start(
      ServerOptions(host: "127.0.0.1", port: 0, token: Self.token) { _ in }, speed: speed, wallTime: Self.wallTime,
      make: make)
    kubectl = try Kubectl(OwnKubeConfig(
      try server.keeper.with { cluster in cluster.clusterName }, server: "https://127.0.0.1:\(server.port)",
      authority: server.authority, token: Self.token))
  }

  private static let wallTime: WallTime = { Int64(DispatchTime.now().uptimeNanoseconds) }

  func settle() throws {
    _ = try server.keeper.with { cluster in try cluster.settle(limit: .minutes(10)) }
  }

  func stop() {
    server.stop()
    kubectl.remove()
  }
}
