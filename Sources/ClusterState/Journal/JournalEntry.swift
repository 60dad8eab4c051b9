// What was asked of a cluster: the log of a saved cluster holds these, and playing them again makes the cluster.
import ClusterAPI
import ClusterSim
import KubeKinds
import KubeObjects
import SimCore

/// One request that may change a cluster, and the cluster's time when it came.
///
/// A cluster is a function of its configuration, its seed and its entries: controllers, kubelets and chance follow from
/// them. So this is all that has to be kept.
struct JournalEntry: Sendable {
  enum Request: Sendable {
    case create(name: String?, object: Value, WriteOptions)
    case update(object: Value, WriteOptions)
    case patch(name: String, Patch, WriteOptions)
    case delete(name: String, DeleteOptions)
    /// Nothing was asked: a checkpoint was made, and the cluster went on from it.
    case checkpoint
  }

  var at: Instant
  var kind: KindName
  var namespace: String
  var subresource: Kind.Subresource?
  var request: Request

  /// A kind as it is called whatever numbers it has in a process.
  struct KindName: Hashable, Sendable {
    var group: String
    var version: String
    var plural: String

    init(_ kind: Kind) {
      group = kind.group
      version = kind.groupVersion.version
      plural = kind.plural
    }

    init(group: String, version: String, plural: String) {
      self.group = group
      self.version = version
      self.plural = plural
    }
  }
}

extension JournalEntry {
  static func checkpoint(at instant: Instant) -> JournalEntry {
    JournalEntry(
      at: instant, kind: KindName(group: "", version: "", plural: ""), namespace: "", subresource: nil,
      request: .checkpoint)
  }

  /// Puts the request to a cluster again. What it is refused with was said when it was first made.
  func play(on cluster: SimulatedCluster) {
    if case .checkpoint = request { return cluster.renew() }
    guard let kind = cluster.catalog.kind(group: kind.group, version: kind.version, plural: kind.plural) else { return }
    do throws(APIStatus) {
      switch request {
      case .create(let name, let object, let options):
        _ = try cluster.create(
          kind, namespace: namespace, name: name, object, subresource: subresource, options)
      case .update(let object, let options):
        _ = try cluster.update(kind, namespace: namespace, object, subresource: subresource, options)
      case .patch(let name, let patch, let options):
        _ = try cluster.patch(
          kind, namespace: namespace, name: name, patch, subresource: subresource, options)
      case .delete(let name, let options):
        _ = try cluster.delete(kind, namespace: namespace, name: name, options)
      case .checkpoint: break
      }
    } catch {
      // The same refusal as then.
    }
  }
}
