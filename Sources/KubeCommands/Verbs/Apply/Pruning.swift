// `kubectl apply --prune`: deleting what was applied before and is in no file any more.
import ClusterAPI
import KubeKinds
import KubeObjects

/// What was applied once and is in no file any more, found for `apply` and `diff`.
struct PruneCandidates {
  let line: CommandLine
  let context: CommandContext
  private let kinds: [Kind]

  /// - Throws: what is wrong with `--prune-allowlist`.
  init(_ line: CommandLine, _ context: CommandContext) throws(CommandError) {
    self.line = line
    self.context = context
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

  /// Calls `body` for each object that kubectl applied and that is not among those of the files: in their namespaces,
  /// and outside of namespaces.
  /// - Parameter present: the objects of the files as they are in the cluster.
  func visit(beside present: [ResourceInfo], _ body: (Kind, Value) throws -> Void) throws {
    let visited = Set(present.compactMap { $0.object?[.metadata][.uid].string })
    let namespaces = Set(present.filter { $0.kind.isNamespaced }.map(\.namespace)).sorted()
    for namespace in namespaces {
      for kind in kinds where kind.isNamespaced { try visit(kind, namespace, visited, body) }
    }
    for kind in kinds where !kind.isNamespaced { try visit(kind, nil, visited, body) }
  }

  private func visit(
    _ kind: Kind, _ namespace: String?, _ visited: Set<String>, _ body: (Kind, Value) throws -> Void
  ) throws {
    do {
      var options = ListOptions()
      let selector = line[SelectionFlags.selector]
      if !selector.isEmpty { options.labelSelector = try SelectorText.labels(selector) }
      if let warning = kind.deprecation { context.warn([warning]) }
      for object in try context.api.list(kind, namespace: namespace, options).items {
        let isKept = LastApplied.text(in: object) == nil || visited.contains(object[.metadata][.uid].text)
        if !isKept { try body(kind, object) }
      }
    } catch {
      let scope = kind.isNamespaced ? "namespaced" : "nonNamespaced"
      let reason = ErrorText.unadorned(CommandError(error))
      throw CommandError.text("error pruning \(scope) object \(kind.kindText): \(reason)")
    }
  }
}

/// Deletes what left the files.
struct Pruning {
  let line: CommandLine
  let context: CommandContext
  let dryRun: DryRun
  let report: ChangeReport
  private let candidates: PruneCandidates

  /// - Throws: what is wrong with `--prune-allowlist`.
  init(_ line: CommandLine, _ context: CommandContext, _ dryRun: DryRun, _ report: ChangeReport) throws(CommandError) {
    self.line = line
    self.context = context
    self.dryRun = dryRun
    self.report = report
    candidates = try PruneCandidates(line, context)
  }

  func run(_ applied: [ResourceInfo]) throws {
    try candidates.visit(beside: applied) { kind, object in
      if dryRun != .client { try delete(object, kind, object[.metadata][.namespace].text) }
      try report.report("pruned", object)
    }
  }

  private func delete(_ object: Value, _ kind: Kind, _ namespace: String) throws {
    let grace = line[Delete.gracePeriod]
    let options = DeleteOptions(
      gracePeriodSeconds: grace >= 0 ? Int64(grace) : nil,
      propagation: try Deletion.policy(line[Delete.cascade], context), isDryRun: dryRun == .server)
    _ = try context.api.delete(kind, namespace: namespace, name: object[.metadata][.name].text, options)
  }
}
