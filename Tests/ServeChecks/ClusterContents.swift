// Everything that a cluster holds, but for what no two clusters share: times, uids, versions.
import ClusterAPI
import KubeKinds
import KubeObjects
import StsctlTesting

struct ClusterContents: Equatable {
  /// The objects by kind and name, in the order of the catalogue.
  private(set) var objects: [(name: String, value: Value)] = []

  /// Kinds that change as time passes, or only tell where something is.
  private static let passing: Set<String> = ["Event", "Lease", "ComponentStatus", "VolumeAttachment"]
  private static let chance: Set<String> = ["uid", "resourceVersion", "nodePort"]
  /// What depends on when things happened: the time of a restart is part of a template, and so of its hash. Pods have
  /// the zone of their node.
  private static let placing: Set<Key> = [
    .nodeName, .hostIP, .hostIPs, .podIP, .podIPs, "controller-revision-hash", "currentRevision", "updateRevision",
    "topology.kubernetes.io/zone",
  ]

  init(_ cluster: any ClusterAPI) {
    for kind in cluster.catalog.kinds where !Self.passing.contains(kind.name) && kind.verbs.contains("list") {
      let items = (try? cluster.list(kind, namespace: nil, ListOptions()))?.items ?? []
      for item in items where !Self.isMade(item) {
        let metadata = item[.metadata]
        objects.append((
          "\(kind.plural).\(kind.groupVersion) \(metadata[.namespace].text)/\(metadata[.name].text)",
          Self.timeless(cluster.withOwners(item, kind))
        ))
      }
    }
  }

  static func == (left: ClusterContents, right: ClusterContents) -> Bool {
    left.objects.count == right.objects.count
      && zip(left.objects, right.objects).allSatisfy { $0.name == $1.name && $0.value == $1.value }
  }

  /// The lines of the objects that the other has not, or has otherwise.
  func lines(unlike other: ClusterContents) -> [String] {
    let others = Dictionary(other.objects.map { ($0.name, $0.value) }) { first, _ in first }
    let (names, texts) = ([String](), objects.filter { others[$0.name] != $0.value })
    return texts.reduce(names) { lines, object in
      lines + Normaliser.normalise("\(object.name)\n\(YAMLWriter.write(object.value))")
        .split(separator: "\n").map { "\(object.name.split(separator: " ").last ?? ""): \($0)" }
    }
  }

  /// Whether a controller made it and chose its name: what it is made from tells the same.
  private static func isMade(_ object: Value) -> Bool {
    guard let owner = object[.metadata][.ownerReferences].elements.first else { return false }
    return owner[.kind] != "StatefulSet" || object[.kind] == "ControllerRevision"
  }

  private static func timeless(_ value: Value) -> Value {
    switch value {
    case .object(let object):
      var kept = object
      kept.removeAll { key, _ in chance.contains(key.text) || placing.contains(key) }
      kept.modifyValues { _, value in value = timeless(value) }
      return .object(kept)
    case .array(let elements): return .array(inOrder(elements).map(timeless))
    case .string(let text): return isTime(text) ? "<time>" : .string(setName.replace(in: text, with: "$1<hash>"))
    default: return value
    }
  }

  /// The name of a ReplicaSet in a message: the hash of a template, with the time of a restart in it.
  private static let setName = Pattern(#"(ReplicaSet "[a-z-]+-)[a-z0-9]{6,10}(?=")"#)

  /// The addresses of a service stand in the order of addresses, which depend on nodes.
  private static func inOrder(_ elements: [Value]) -> [Value] {
    guard elements.count > 1, elements.allSatisfy({ !$0["targetRef"].isNull }) else { return elements }
    return elements.sorted { $0["targetRef"][.name].text < $1["targetRef"][.name].text }
  }

  /// `2026-01-02T03:04:05Z`
  private static func isTime(_ text: String) -> Bool {
    let bytes = text.utf8
    return bytes.count >= 20 && bytes.count <= 35 && bytes.last == UInt8(ascii: "Z") && text.dropFirst(10).first == "T"
      && text.dropFirst(4).first == "-"
  }
}
