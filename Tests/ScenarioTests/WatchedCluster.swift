// A cluster of its own for a scenario, and all that changes in it, in order.
import ClusterAPI
import ClusterSim
import KubeKinds
import KubeObjects
import SimCore

final class WatchedCluster {
  let cluster: SimulatedCluster
  private var watches: [(kind: KindID, stream: any WatchStream)] = []

  init(seed: UInt64, watching kinds: [KindID]) throws {
    cluster = SimulatedCluster(
      ScenarioRun.configuration, seed: seed, start: ScenarioRun.start, pacer: InstantPacer(), logLimit: .max)
    for kind in kinds {
      watches.append((kind, try cluster.watch(self.kind(kind), namespace: "default", ListOptions())))
    }
  }

  private func kind(_ id: KindID) throws -> Kind {
    guard let kind = cluster.catalog.kind(id) else { throw APIStatus.badRequest("no such kind") }
    return kind
  }

  /// All that changed since the last time, in order; what an object was before is not known here.
  func changes() throws -> [Change] {
    var changes: [Change] = []
    for (kind, stream) in watches {
      while let event = try stream.next(until: cluster.now) {
        guard let form = Change.Form(rawValue: event.change.rawValue.lowercased()) else { continue }
        changes.append(Change(form: form, kind: kind, object: event.object, previous: nil))
      }
    }
    return changes.sorted { $0.revision < $1.revision }
  }

  func create(_ id: KindID, _ manifest: String) throws {
    var reader = ManifestReader(manifest)
    while let document = try reader.next() {
      _ = try cluster.create(
        kind(id), namespace: "default", name: nil, document.value, subresource: nil, WriteOptions())
    }
  }

  func patch(_ id: KindID, _ name: String, _ patch: Value, subresource: Kind.Subresource? = nil) throws {
    let kind = try kind(id)
    _ = try cluster.patch(
      kind, namespace: kind.isNamespaced ? "default" : "", name: name, Patch(.merge, patch), subresource: subresource,
      WriteOptions())
  }

  func setImage(of id: KindID, _ name: String, to image: String) throws {
    let containers: Value = [["name": "main", "image": .string(image)]]
    try patch(id, name, ["spec": ["template": ["spec": ["containers": containers]]]])
  }

  func delete(_ id: KindID, _ name: String, _ options: DeleteOptions) throws {
    _ = try cluster.delete(kind(id), namespace: "default", name: name, options)
  }
}
