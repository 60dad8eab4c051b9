// `kubectl scale`
import ClusterAPI
import KubeKinds
import KubeObjects
import SimCore

enum Scale {
  static let replicas = Flag(int: "replicas", help: "How many replicas there are to be. Required.").required
  static let currentReplicas = Flag(
    int: "current-replicas", default: -1,
    help: "Scales only if there are so many replicas now; -1 for any number.")
  static let resourceVersion = Flag(
    text: "resource-version", help: "Scales only if the object is of this version.")
  static let timeout = Flag(
    duration: "timeout", help: "How long to wait until the replicas are there; zero not to wait.")

  static let command = Command(
    "scale", group: .deploy,
    usage: "[--resource-version=version] [--current-replicas=count] --replicas=COUNT (-f FILENAME | TYPE NAME)",
    CommandHelp(
      "Set how many replicas a workload has",
      """
      Sets the number of replicas of a stateful set, a deployment, a replica set or a replication controller.

      With --current-replicas or --resource-version the number is only changed if they are true of the object.
      """,
      examples: [
        Example("Scale the set web to three", "kubectl scale sts web --replicas=3"),
        Example("Scale what a file describes", "kubectl scale --replicas=3 -f web.yaml"),
        Example(
          "Scale from two to three, and from nothing else",
          "kubectl scale --current-replicas=2 --replicas=3 sts/web"),
        Example("Scale several at once", "kubectl scale --replicas=5 sts/web deploy/front"),
      ]),
    flags: [
      replicas, currentReplicas, resourceVersion, timeout, SelectionFlags.all, SelectionFlags.selector,
      WriteFlags.dryRun, WriteFlags.record,
    ] + FileFlags.all + PrintFlags.all,
    arguments: .resource, run: run)

  private static func run(_ line: CommandLine, _ context: CommandContext) throws {
    let dryRun = try line.dryRun(in: context)
    let report = try ChangeReport(line, context, dryRun: dryRun)
    if line[replicas] < 0 {
      throw CommandError.text(
        "The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0")
    }
    if line[currentReplicas] < -1 {
      throw CommandError.text("The --current-replicas must specify an integer of -1 or greater")
    }
    let (infos, failures) = try builder(line, context).infos()
    if !line[resourceVersion].isEmpty, infos.count > 1 {
      throw CommandError.text("cannot use --resource-version with multiple resources")
    }
    if infos.isEmpty, failures.isEmpty { throw CommandError.text("no objects passed to scale") }
    let scaling = Scaling(line: line, context: context, dryRun: dryRun)
    for info in infos {
      if dryRun != .client { try scaling.scale(info) }
      try report.report("scaled", info.object ?? .null)
    }
    try failures.throwIfAny()
  }

  private static func builder(_ line: CommandLine, _ context: CommandContext) -> ResourceBuilder {
    var builder = ResourceBuilder(line, context)
    builder.continuesOnError = true
    builder.allowsEmptySelector = line[SelectionFlags.all]
    builder.labelSelector = line[SelectionFlags.selector]
    builder.arguments = line.arguments
    return builder
  }
}

/// One object's change of size, through its `scale` subresource.
private struct Scaling {
  let line: CommandLine
  let context: CommandContext
  let dryRun: DryRun

  func scale(_ info: ResourceInfo) throws {
    guard info.kind.offers(.scale) else { throw APIStatus.unknownPath }
    let options = WriteOptions(isDryRun: dryRun == .server)
    let replicas = Value.int(Int64(line[Scale.replicas]))
    if hasPrecondition {
      var scale = try context.api.get(info.kind, namespace: info.namespace, name: info.name, subresource: .scale)
      try check(scale)
      scale[.spec][.replicas] = replicas
      _ = try context.api.update(info.kind, namespace: info.namespace, scale, subresource: .scale, options)
    } else {
      let patch = Patch(.merge, ["spec": ["replicas": replicas]])
      _ = try context.api.patch(
        info.kind, namespace: info.namespace, name: info.name, patch, subresource: .scale, options)
    }
    if line[Scale.timeout] != .zero, dryRun == .none { try wait(info) }
  }

  private var hasPrecondition: Bool {
    line[Scale.currentReplicas] != -1 || !line[Scale.resourceVersion].isEmpty
  }

  private func check(_ scale: Value) throws(CommandError) {
    let replicas = scale[.spec][.replicas].number
    if line[Scale.currentReplicas] != -1, replicas != Int64(line[Scale.currentReplicas]) {
      throw .text("Expected replicas to be \(line[Scale.currentReplicas]), was \(replicas)")
    }
    let version = scale[.metadata][.resourceVersion].text
    if !line[Scale.resourceVersion].isEmpty, version != line[Scale.resourceVersion] {
      throw .text("Expected resource version to be \(line[Scale.resourceVersion]), was \(version)")
    }
  }

  private func wait(_ info: ResourceInfo) throws {
    let deadline = context.api.now + line[Scale.timeout]
    let isDone = try line[Scale.timeout] > .zero && ObjectFollower(info, context).follow(until: deadline) { event in
      let object = event.object
      return object[.status][.replicas].number == Int64(line[Scale.replicas])
        && object[.status][.observedGeneration].number >= object[.metadata][.generation].number
    }
    if !isDone { throw CommandError.text("timed out waiting for \(GoText.quoted(info.name)) to be synced") }
  }
}
