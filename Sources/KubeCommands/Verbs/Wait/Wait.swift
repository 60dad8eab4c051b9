// `kubectl wait`
import ClusterAPI
import KubeKinds
import KubeObjects
import SimCore

enum Wait {
  static let conditions = Flag(
    each: "for",
    help: "What to wait for: create, delete, condition=NAME[=VALUE] or jsonpath='{PATH}'[=VALUE]. A condition's value "
      + "is true unless another is named; one that is older than the object's generation does not count."
  ).completing(.waitCondition)
  static let timeout = Flag(
    duration: "timeout", default: .seconds(30), help: "How long to wait; zero to look once, negative for a week.")
  static let local = Flag(bool: "local", help: "Looks at what is in files and asks no server.")
  static let recursive = FileFlags.recursive.with(default: true)

  static let command = Command(
    "wait", group: .advanced,
    usage: "([-f FILENAME] | resource.group/resource.name | resource.group [(-l label | --all)]) [--for=create|"
      + "--for=delete|--for condition=available|--for=jsonpath='{}'[=value]]",
    CommandHelp(
      "Wait for something to be true of objects",
      "Waits until a condition holds, a field has a value, or objects have come or gone.",
      examples: [
        Example("Wait until a pod is ready", "kubectl wait --for=condition=Ready pod/web-0"),
        Example(
          "Wait until three pods of a set are ready",
          "kubectl wait --for=jsonpath='{.status.readyReplicas}'=3 sts/web"),
        Example("Wait until a pod is gone", "kubectl wait --for=delete pod/web-2 --timeout=60s"),
      ]),
    flags: [
      conditions, timeout, local, recursive, FileFlags.filename, SelectionFlags.all, SelectionFlags.allNamespaces,
      SelectionFlags.selector, SelectionFlags.fieldSelector,
    ] + PrintFlags.all,
    arguments: .resource, run: run)

  private static func run(_ line: CommandLine, _ context: CommandContext) throws {
    let report = try ChangeReport(line, context)
    if line[local], !line.arguments.isEmpty { throw SetVerb.localNeedsFiles }
    let builder = builder(line, context)
    let conditions = try line[conditions].map(WaitCondition.init)
    if conditions.isEmpty { throw CommandError.text("unrecognized condition: []") }
    let span = line[timeout] < .zero ? TimeSpan.week : line[timeout]
    let waiting = Waiting(context: context, deadline: context.api.now + span, isOnce: span == .zero)
    var isForDeletion = false
    for condition in conditions {
      if case .creation = condition { try waiting.waitForCreation(builder) }
      if case .deletion = condition { isForDeletion = true }
    }
    var visited = 0
    do {
      try builder.visit { info in
        visited += 1
        var object = info.object ?? .null
        for condition in conditions { object = try waiting.wait(info, condition) }
        try report.report("condition met", object)
      }
    } catch {
      try rethrow(error, ignoringNotFound: isForDeletion)
    }
    if visited == 0, !isForDeletion { throw CommandError.text("no matching resources found") }
  }

  private static func rethrow(_ error: any Error, ignoringNotFound: Bool) throws {
    guard ignoringNotFound else { throw error }
    if let failure = CommandError(error).withoutNotFound { throw failure }
  }

  private static func builder(_ line: CommandLine, _ context: CommandContext) -> ResourceBuilder {
    var builder = ResourceBuilder(context, namespace: line.namespace(in: context))
    builder.filenames = line[FileFlags.filename]
    builder.isRecursive = line[recursive]
    builder.requiresNamespace = line.namesNamespace
    builder.select(by: line)
    builder.selectsAll = line[SelectionFlags.all]
    builder.arguments = line.arguments
    builder.continuesOnError = true
    builder.fetchesLatest = !line[local]
    builder.joinsFailures = true
    builder.isLocal = line[local]
    return builder
  }
}

/// Waiting for conditions of single objects, until one instant for all of them.
struct Waiting {
  let context: CommandContext
  let deadline: Instant
  /// Looks once instead of waiting.
  let isOnce: Bool

  /// How often kubectl looks whether objects have come into being.
  private static let creationInterval = TimeSpan.milliseconds(500)

  /// Waits until everything that was named exists.
  func waitForCreation(_ builder: ResourceBuilder) throws {
    while true {
      var found = false
      do {
        try builder.visit { _ in found = true }
      } catch {
        let failure = CommandError(error)
        // What files name, and several objects that are all missing, are not waited for.
        if !failure.isNotFound || !builder.filenames.isEmpty { throw failure }
        found = false
      }
      if found { return }
      if context.api.now >= deadline { throw CommandError.text("timed out waiting for the condition") }
      try context.api.sleep(min(Self.creationInterval, deadline - context.api.now))
    }
  }

  /// Waits until a condition holds of an object, and returns it as it was then.
  func wait(_ info: ResourceInfo, _ condition: WaitCondition) throws -> Value {
    switch condition {
    case .creation: return info.object ?? .null
    case .deletion: return try waitForDeletion(info)
    case .status, .path: return try waitForFields(info, condition)
    }
  }

  private func waitForDeletion(_ info: ResourceInfo) throws -> Value {
    let follower = ObjectFollower(info, context)
    guard let object = try follower.current() else { return info.object ?? .null }
    if isOnce { throw notMet(info) }
    if try follower.waitUntilGone(uid: nil, until: deadline) { return object }
    throw info.timedOut
  }

  private func waitForFields(_ info: ResourceInfo, _ condition: WaitCondition) throws -> Value {
    if isOnce {
      let object = try info.fetched(context.api)
      if try condition.holds(of: object) { return object }
      throw notMet(info)
    }
    if context.api.now >= deadline { throw info.timedOut }
    let follower = ObjectFollower(info, context)
    if try follower.current() == nil { throw APIStatus.notFound(info.kind.groupResource, info.name) }
    var met = Value.null
    let isMet = try follower.follow(until: deadline) { event in
      guard event.change != .deleted, try condition.holds(of: event.object) else { return false }
      met = event.object
      return true
    }
    if isMet { return met }
    throw info.timedOut
  }

  private func notMet(_ info: ResourceInfo) -> CommandError { .text("condition not met for \(info.resourceName)") }
}
