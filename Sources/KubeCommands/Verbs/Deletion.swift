// Deleting objects and waiting for their end: `delete`, `replace --force`, `apply --force`.
import ClusterAPI
import KubeKinds
import KubeObjects
import SimCore

/// What a deletion is to do with the objects it is given.
struct Deletion {
  let context: CommandContext
  var gracePeriod: Int
  var propagation: PropagationPolicy
  var dryRun = DryRun.none
  var ignoresNotFound = false
  var waits = true
  var timeout = TimeSpan.zero
  var printsNames = false
  var isQuiet = false
  /// A namespace was named: who deletes objects that have none should know it.
  var warnsOfClusterScope = false

  /// Reads the flags that every deletion has.
  init(_ line: CommandLine, _ context: CommandContext) throws(CommandError) {
    self.context = context
    let isBulk =
      line[SelectionFlags.all] || !line[SelectionFlags.selector].isEmpty
      || !line[SelectionFlags.fieldSelector].isEmpty
    ignoresNotFound = line.isSet(Delete.ignoreNotFound) ? line[Delete.ignoreNotFound] : isBulk
    propagation = try Self.policy(line[Delete.cascade], context)
    gracePeriod = line[Delete.gracePeriod]
    if line[Delete.now] {
      guard gracePeriod == -1 else { throw .text("--now and --grace-period cannot be specified together") }
      gracePeriod = 1
    }
    if gracePeriod == 0, !line[Delete.force] { gracePeriod = 1 }
    if gracePeriod < 0, line[Delete.force] { gracePeriod = 0 }
    dryRun = try line.dryRun(in: context)
    waits = line[Delete.wait]
    timeout = line[Delete.timeout]
    printsNames = line[Delete.output] == "name"
    warnsOfClusterScope = line.namesNamespace && !line[SelectionFlags.allNamespaces]
  }

  /// Reads `--cascade`; Go's spellings of booleans are what older versions took.
  static func policy(_ text: String, _ context: CommandContext) throws(CommandError) -> PropagationPolicy {
    switch text {
    case "background": return .background
    case "foreground": return .foreground
    case "orphan": return .orphan
    default: break
    }
    guard let value = try? FlagReader.bool(text) else {
      throw .text("invalid cascade value (\(text)). Must be \"background\", \"foreground\", or \"orphan\"")
    }
    let word = value ? "background" : "orphan"
    context.errors.write(
      "warning: --cascade=\(text) is deprecated (boolean value) and can be replaced with --cascade=\(word).\n")
    return value ? .background : .orphan
  }

  /// Refuses flags that contradict each other, once it is known that there is something to delete.
  func check(_ line: CommandLine) throws(CommandError) {
    let output = line[Delete.output]
    if !output.isEmpty, output != "name" {
      throw .text("unexpected -o output mode: \(output). We only support '-o name'")
    }
    if gracePeriod > 0, line[Delete.force] {
      throw .text("--force and --grace-period greater than 0 cannot be specified together")
    }
    if gracePeriod == 0 {
      context.errors.write(
        "Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The "
          + "resource may continue to run on the cluster indefinitely.\n")
    }
  }

  /// What a builder finds, looked up first.
  func existing(_ builder: ResourceBuilder) throws -> [ResourceInfo] {
    var looking = builder
    looking.fetches = true
    looking.fetchesLatest = true
    let (found, failures) = try looking.infos()
    try (ignoresNotFound ? failures.withoutNotFound : failures).throwIfAny()
    return found
  }

  /// Deletes what a builder finds, and waits for its end if it should.
  func run(_ builder: ResourceBuilder) throws {
    var deleted: [(info: ResourceInfo, uid: String?)] = []
    var found = 0
    var warns = warnsOfClusterScope
    do {
      try builder.visit { info in
        found += 1
        if warns, !info.kind.isNamespaced {
          context.errors.write(
            "warning: deleting cluster-scoped resources, not scoped to the provided namespace\n")
          warns = false
        }
        if dryRun == .client { return report(info) }
        deleted.append((info, try delete(info)))
      }
    } catch {
      guard ignoresNotFound else { throw error }
      if let failure = CommandError(error).withoutNotFound { throw failure }
    }
    if found == 0 { return context.output.write("No resources found\n") }
    if waits, dryRun == .none { try waitForEnd(of: deleted) }
  }

  /// Asks the server to delete an object and reports it; returns the uid of what is ending.
  private func delete(_ info: ResourceInfo) throws(CommandError) -> String? {
    if info.name.isEmpty { throw CommandError.text("resource name may not be empty").during("deleting", info.source) }
    let answer: Value
    do throws(APIStatus) {
      answer = try context.api.delete(info.kind, namespace: info.namespace, name: info.name, options)
    } catch {
      throw CommandError.status(error).during("deleting", info.source)
    }
    report(info)
    let uid = answer[.kind].text == "Status" ? answer["details"][.uid] : answer[.metadata][.uid]
    return uid.string
  }

  private var options: DeleteOptions {
    DeleteOptions(
      gracePeriodSeconds: gracePeriod >= 0 ? Int64(gracePeriod) : nil, propagation: propagation,
      isDryRun: dryRun == .server)
  }

  private func report(_ info: ResourceInfo) {
    if isQuiet { return }
    if printsNames { return context.output.write("\(info.printedName)\n") }
    let verb = gracePeriod == 0 ? "force deleted" : "deleted"
    let place = info.kind.isNamespaced ? " from \(info.namespace) namespace" : ""
    context.output.write("\(info.kind.printedName) \"\(info.name)\" \(verb)\(place)\(dryRun.suffix)\n")
  }

  private func waitForEnd(of deleted: [(info: ResourceInfo, uid: String?)]) throws {
    let deadline = context.api.now + (timeout == .zero ? .week : timeout)
    let failures = FailureList()
    for (info, uid) in deleted {
      try failures.collect {
        let follower = ObjectFollower(info, context)
        guard try follower.waitUntilGone(uid: uid, until: deadline) else { throw info.timedOut }
      }
    }
    try failures.throwIfAny()
  }
}
