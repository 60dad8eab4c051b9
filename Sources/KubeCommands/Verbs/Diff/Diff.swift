// `kubectl diff`
import ClusterAPI
import KubeKinds
import KubeObjects

enum Diff {
  static let showManagedFields = Flag(bool: "show-managed-fields", help: "Compares managedFields, too.")
  static let showSecret = Flag(bool: "show-secret", help: "Compares what secrets hold in the open.")
  static let concurrency = Flag(
    int: "concurrency", default: 1, help: "How many objects are asked for at once, where the server is far away.")

  static let command = Command(
    "diff", group: .advanced, usage: "-f FILENAME",
    CommandHelp(
      "Compare live objects with what would be applied",
      """
      Compares the objects as they are with what they would be if the files were applied, as YAML.

      The variable KUBECTL_EXTERNAL_DIFF names a program that compares instead of the built-in 'diff -u -N', with \
      parameters: "colordiff -N -u". It is given two directories.

      The exit status is 0 when nothing differs, 1 when something does, and greater than 1 when comparing failed.
      """,
      examples: [
        Example("See what applying a file would change", "kubectl diff -f web.yaml"),
        Example("Compare what is piped in", "cat web.yaml | kubectl diff -f -"),
      ]),
    flags: [
      concurrency, showManagedFields, showSecret, Apply.forceConflicts, Apply.serverSide, Apply.fieldManager,
      Apply.prune, Apply.pruneAllowlist, SelectionFlags.selector,
    ] + FileFlags.all,
    comparesObjects: true
  ) { line, context in
    let isDifferent: Bool
    do {
      isDifferent = try run(line, context)
    } catch {
      let failure = CommandError(error)
      if case .exit = failure { throw failure }
      throw CommandError.failing(ExitStatus.diffFailure, failure)
    }
    if isDifferent { throw CommandError.exit(ExitStatus.failure) }
  }

  /// Returns whether something differs.
  private static func run(_ line: CommandLine, _ context: CommandContext) throws -> Bool {
    try line.refuseUnexpectedArguments()
    if line[FileFlags.filename].isEmpty, line[FileFlags.kustomize].isEmpty {
      throw CommandError.text("must specify one of -f and -k")
    }
    if line[Apply.forceConflicts], !line[Apply.serverSide] {
      throw CommandError.text("--force-conflicts only works with --server-side")
    }
    var builder = ResourceBuilder(line, context)
    builder.labelSelector = line[SelectionFlags.selector]
    let candidates = line[Apply.prune] ? try PruneCandidates(line, context) : nil
    var comparing = Comparing(line: line, context: context)
    var pairs: [ComparedPair] = []
    try builder.visit { pairs.append(try comparing.pair($0)) }
    // What would be pruned is printed whole, with who owns its fields.
    try candidates?.visit(beside: comparing.present) { kind, object in
      let shown = YAMLWriter.write(context.api.withOwners(object, kind))
      pairs.append(ComparedPair(name: ComparedPair.name(kind, object[.metadata]), live: shown, merged: ""))
    }
    return try DiffProgram(context).compare(pairs.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) })
  }
}

/// An object as it is and as it would be, under the name that its files have.
struct ComparedPair {
  /// `apps.v1.StatefulSet.default.web`
  let name: String
  /// As YAML; empty where there is no object.
  var live: String
  var merged: String

  static func name(_ kind: Kind, _ metadata: Value) -> String {
    let version = kind.groupVersion
    let head = (version.group.isEmpty ? "" : "\(version.group).") + "\(version.version).\(kind.name)"
    return "\(head).\(metadata[.namespace].text).\(metadata[.name].text)"
  }
}

/// Finds out what objects would be.
struct Comparing {
  let line: CommandLine
  let context: CommandContext
  /// The objects that are there already.
  private(set) var present: [ResourceInfo] = []

  init(line: CommandLine, context: CommandContext) {
    self.line = line
    self.context = context
  }

  mutating func pair(_ info: ResourceInfo) throws -> ComparedPair {
    let live = try live(info)
    var found = info
    found.object = live
    present.append(found)
    var merged = try merged(info, live)
    var live0 = live ?? .null
    if line[Diff.showManagedFields] {
      live0 = context.api.withOwners(live0, info.kind)
      merged = context.api.withOwners(merged, info.kind)
    }
    if !line[Diff.showManagedFields] {
      live0.remove(path: [.metadata, .managedFields])
      merged.remove(path: [.metadata, .managedFields])
    }
    if info.kind.id == .secret, !line[Diff.showSecret] { SecretMask.hide(&live0, &merged) }
    if let live, !live[.metadata][.deletionTimestamp].isNull {
      context.warn(["Detected changes to resource \(info.name) which is currently being deleted."])
    }
    return ComparedPair(
      name: ComparedPair.name(info.kind, [.namespace: .string(info.namespace), .name: .string(info.name)]),
      live: live == nil && info.kind.id != .secret ? "" : YAMLWriter.write(live0),
      merged: YAMLWriter.write(merged))
  }

  private func live(_ info: ResourceInfo) throws -> Value? {
    do {
      return try info.fetched(context.api)
    } catch {
      let failure = CommandError(error)
      if failure.isNotFound { return nil }
      throw failure
    }
  }

  private func merged(_ info: ResourceInfo, _ live: Value?) throws -> Value {
    let wanted = info.object ?? .null
    let isServerSide = line[Apply.serverSide]
    let manager = isServerSide && !line.isSet(Apply.fieldManager) ? "kubectl" : line[Apply.fieldManager]
    let options = WriteOptions(isDryRun: true, fieldManager: manager)
    if isServerSide {
      do {
        return try patched(info, Patch(.apply, wanted, force: line[Apply.forceConflicts]), options)
      } catch let status as APIStatus where status.reason == .conflict {
        // Whoever owns a field in the way is taken for somebody who changes the object again and again.
        let (kind, version) = (info.kind.name, "\(info.kind.groupVersion)")
        KlogLine.warn(
          "Object (\(version), Kind=\(kind): \(info.name)) keeps changing, diffing without lock", in: context,
          at: "diff.go:455")
        throw status
      }
    }
    guard let live else {
      let written = try context.api.create(
        info.kind, namespace: info.namespace, name: nil, wanted, subresource: nil, options)
      context.warn(written.warnings)
      return written.object
    }
    let modified = LastApplied.removed(from: wanted)
    let patch = try ApplyMerge(info: info, context: context, modified: modified, overwrites: true).patch(for: live)
    if patch.body.fields.isEmpty { return live }
    do {
      return try patched(info, patch, options)
    } catch let status as APIStatus {
      throw CommandError.status(status).during("patching", info.source)
    }
  }

  private func patched(_ info: ResourceInfo, _ patch: Patch, _ options: WriteOptions) throws -> Value {
    let written = try context.api.patch(
      info.kind, namespace: info.namespace, name: info.name, patch, subresource: nil, options)
    context.warn(written.warnings)
    return written.object
  }
}

/// Hides what secrets hold, but not whether it differs.
enum SecretMask {
  static func hide(_ live: inout Value, _ merged: inout Value) {
    let before = live[.data].fields
    let after = merged[.data].fields
    func masked(_ data: Object, _ other: Object, _ different: String) -> Value {
      .object(Object(data.map { entry in
        let differs = other[entry.key].map { $0 != entry.value } ?? false
        return (entry.key, .string(differs ? "*** (\(different))" : "***"))
      }))
    }
    if !before.isEmpty { live[.data] = masked(before, after, "before") }
    if !after.isEmpty { merged[.data] = masked(after, before, "after") }
  }
}
