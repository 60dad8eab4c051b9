// `kubectl apply --prune`: deleting what was applied before and is in no file any more.
import ClusterAPI
import KubeKinds
import KubeObjects

struct Pruning {
  let line: CommandLine
  let context: CommandContext
  let dryRun: DryRun
  let report: ChangeReport
  private let kinds: [Kind]

  /// - Throws: what is wrong with `--prune-allowlist`.
  init(_ line: CommandLine, _ context: CommandContext, _ dryRun: DryRun, _ report: ChangeReport) throws(CommandError) {
    self.line = line
    self.context = context
    self.dryRun = dryRun
    self.report = report
    var kinds: [Kind] = []
    for name in line[Apply.pruneAllowlist] { kinds.append(try Self.kind(name, context.api.catalog)) }
    self.kinds = kinds.isEmpty ? Self.usualKinds.compactMap { try? Self.kind($0, context.api.catalog) } : kinds
  }

  private static func kind(_ text: String, _ catalog: KindCatalog) throws(CommandError) -> Kind {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3 else {
      throw .text("invalid GroupVersionKind format: \(text), please follow <group/version/kind>")
    }
    let group = parts[0] == "core" ? "" : parts[0]
    let version = GroupVersion(group: group, version: parts[1])
    guard let kind = catalog.kind(apiVersion: version.description, name: parts[2]) else {
      throw .text("no matches for kind \(GoText.quoted(parts[2])) in version \(GoText.quoted(version.description))")
    }
    return kind
  }

  /// What is pruned unless kinds are named.
  private static let usualKinds = [
    "core/v1/ConfigMap", "core/v1/Endpoints", "core/v1/PersistentVolumeClaim", "core/v1/Pod",
    "core/v1/ReplicationController", "core/v1/Secret", "core/v1/Service", "batch/v1/Job", "batch/v1/CronJob",
    "networking.k8s.io/v1/Ingress", "apps/v1/DaemonSet", "apps/v1/Deployment", "apps/v1/ReplicaSet",
    "apps/v1/StatefulSet", "core/v1/Namespace", "core/v1/PersistentVolume",
  ]

  /// Deletes what is not among the objects that were applied: in their namespaces, and outside of namespaces.
  func run(_ applied: [ResourceInfo]) throws {
    let visited = Set(applied.compactMap { $0.object?[.metadata][.uid].string })
    let namespaces = Set(applied.filter { $0.kind.isNamespaced }.map(\.namespace)).sorted()
    for namespace in namespaces {
      for kind in kinds where kind.isNamespaced { try prune(kind, namespace, visited) }
    }
    for kind in kinds where !kind.isNamespaced { try prune(kind, "", visited) }
  }

  private func prune(_ kind: Kind, _ namespace: String, _ visited: Set<String>) throws {
    do {
      var options = ListOptions()
      let selector = line[SelectionFlags.selector]
      if !selector.isEmpty { options.labelSelector = try SelectorText.labels(selector) }
      let list = try context.api.list(kind, namespace: kind.isNamespaced ? namespace : nil, options)
      for object in list.items where isPruned(object, visited) {
        if dryRun != .client { try delete(object, kind, namespace) }
        try report.report("pruned", object)
      }
    } catch {
      let scope = kind.isNamespaced ? "namespaced" : "nonNamespaced"
      let reason = ErrorText.unadorned(CommandError(error))
      throw CommandError.text("error pruning \(scope) object \(kind.kindText): \(reason)")
    }
  }

  /// Only what kubectl applied, and did not apply now.
  private func isPruned(_ object: Value, _ visited: Set<String>) -> Bool {
    LastApplied.text(in: object) != nil && !visited.contains(object[.metadata][.uid].text)
  }

  private func delete(_ object: Value, _ kind: Kind, _ namespace: String) throws {
    let grace = line[Delete.gracePeriod]
    let options = DeleteOptions(
      gracePeriodSeconds: grace >= 0 ? Int64(grace) : nil,
      propagation: try Deletion.policy(line[Delete.cascade], context), isDryRun: dryRun == .server)
    _ = try context.api.delete(kind, namespace: namespace, name: object[.metadata][.name].text, options)
  }
}
