// A small cluster for tests of nodes: three plain ones, as the recordings have them, unless a test wants others.
import ClusterAPI
import ClusterSim
import KubeKinds
import KubeNodes
import KubeObjects
import SimCore

/// A cluster that is driven through the one door.
final class TestCluster {
  let cluster: SimulatedCluster

  static let start = Instant(unixSeconds: 1_795_233_600)

  init(_ configuration: ClusterConfiguration = .threeNodes) {
    cluster = SimulatedCluster(configuration, seed: 1, start: Self.start, pacer: InstantPacer())
  }

  /// Creates the objects of a manifest.
  func create(_ yaml: String) throws {
    var reader = ManifestReader(yaml)
    while let document = try reader.next() {
      let object = document.value
      let kind = try kind(object[.apiVersion].text, object[.kind].text)
      let namespace = kind.isNamespaced ? object[.metadata][.namespace].string ?? "default" : ""
      _ = try cluster.create(kind, namespace: namespace, name: nil, object, subresource: nil, WriteOptions())
    }
  }

  private func kind(_ apiVersion: String, _ name: String) throws -> Kind {
    guard let kind = cluster.catalog.kind(apiVersion: apiVersion, name: name) else {
      throw APIStatus.badRequest("no kind \(apiVersion) \(name)")
    }
    return kind
  }

  func get(_ kind: KindID, _ name: String, namespace: String = "default") throws -> Value {
    guard let kind = cluster.catalog.kind(kind) else { throw APIStatus.badRequest("no such kind") }
    return try cluster.get(kind, namespace: kind.isNamespaced ? namespace : "", name: name, subresource: nil)
  }

  func pod(_ name: String) throws -> Value { try get(.pod, name) }

  func list(_ kind: KindID) throws -> [Value] {
    guard let kind = cluster.catalog.kind(kind) else { throw APIStatus.badRequest("no such kind") }
    return try cluster.list(kind, namespace: nil, ListOptions()).items
  }

  func merge(_ kind: KindID, _ name: String, _ patch: Value, namespace: String = "default") throws {
    guard let kind = cluster.catalog.kind(kind) else { throw APIStatus.badRequest("no such kind") }
    _ = try cluster.patch(
      kind, namespace: kind.isNamespaced ? namespace : "", name: name, Patch(.merge, patch), subresource: nil,
      WriteOptions())
  }

  func delete(_ kind: KindID, _ name: String, grace: Int64? = nil) throws {
    guard let kind = cluster.catalog.kind(kind) else { throw APIStatus.badRequest("no such kind") }
    _ = try cluster.delete(
      kind, namespace: kind.isNamespaced ? "default" : "", name: name, DeleteOptions(gracePeriodSeconds: grace))
  }

  /// Lets time pass.
  func run(_ span: TimeSpan) throws { try cluster.sleep(span) }

  func settle() throws { _ = try cluster.settle(limit: .minutes(5)) }

  /// The reasons and messages of the events about an object, in the order in which they were first seen.
  func events(_ name: String) throws -> [String] {
    try list(.event).filter { $0[.involvedObject][.name].text == name }
      .map { "\($0[.reason].text): \($0[.message].text)" }
  }
}

extension ClusterConfiguration {
  /// `node-1` to `node-3` with plain kubelets.
  static var threeNodes: ClusterConfiguration { nodes(3) }

  static func nodes(_ count: Int, detail: KubeletDetail = .plain) -> ClusterConfiguration {
    var configuration = ClusterConfiguration()
    configuration.nodes = (1...count).map { number in
      var node = NodeDescription(name: "node-\(number)")
      node.capacity = ["cpu": "4", "memory": "8Gi", "pods": "110", "ephemeral-storage": "100Gi"]
      return node
    }
    configuration.behavior.detail = detail
    return configuration
  }
}

extension Value {
  /// The status of a condition of an object; empty where it has none of that type.
  func condition(_ type: String) -> String {
    self[.status][.conditions].first(where: .type, is: type)?[.status].text ?? ""
  }
}
