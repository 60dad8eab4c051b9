// `kubectl set` and what its sub-commands share.
import ClusterAPI
import KubeKinds
import KubeObjects

enum SetVerb {
  static let command = Command(
    "set", group: .beginner, usage: "SUBCOMMAND",
    CommandHelp(
      "Change single features of objects", "Changes what is changed often: images, variables, resources, selectors."),
    arguments: .command,
    subcommands: [
      SetEnv.command, SetImage.command, SetResources.command, SetSelector.command, SetServiceAccount.command,
      SetSubject.command,
    ], .helpOnErrorsAndFail)

  static let local = Flag(bool: "local", help: "Changes what is in files and asks no server.")
  static let containers = Flag(
    text: "containers", "c", default: "*", help: "The containers to change, by name; * stands for any letters."
  ).completing(.container)
  static let manager = WriteFlags.fieldManager("kubectl-set")

  static let commonFlags: [any AnyFlag] =
    [local, SelectionFlags.all, WriteFlags.dryRun, manager, WriteFlags.record] + PrintFlags.all
  static let flags: [any AnyFlag] = [SelectionFlags.selector] + commonFlags + FileFlags.all

  /// The objects to change.
  static func builder(_ line: CommandLine, _ context: CommandContext, _ resources: [String]) -> ResourceBuilder {
    var builder = ResourceBuilder(line, context)
    builder.continuesOnError = true
    builder.joinsFailures = true
    builder.readsTypes = true
    builder.isLocal = line[local]
    if !line[local] {
      builder.labelSelector = line[SelectionFlags.selector]
      builder.allowsEmptySelector = line[SelectionFlags.all]
      builder.arguments = resources
      builder.fetchesLatest = true
    }
    return builder
  }

  /// The objects to change, all of which must be there.
  static func infos(
    _ line: CommandLine, _ context: CommandContext, _ resources: [String]
  ) throws -> [ResourceInfo] {
    let (infos, failures) = try builder(line, context, resources).infos()
    try failures.throwIfAny()
    return infos
  }

  static func refuseServerDryRun(_ line: CommandLine, _ dryRun: DryRun) throws(CommandError) {
    guard line[local], case .server = dryRun else { return }
    throw .text("cannot specify --local and --dry-run=server - did you mean --dry-run=client?")
  }

  /// How failures name an object. One of a file has the end of its line with it, if its kind is in a group.
  static func name(_ info: ResourceInfo, _ line: CommandLine) -> String {
    guard line[local] else { return info.resourceName }
    return ChangeReport.name(info.object ?? .null) + (info.kind.group.isEmpty ? "" : "\n")
  }

  /// The object of a file as kubectl's own type holds it: fields that are always written are there.
  static func typed(
    _ object: Value, _ info: ResourceInfo, _ line: CommandLine, _ context: CommandContext
  ) -> Value {
    guard line[local] else { return object }
    let reading = try? ObjectReader.read(object, as: info.kind.schemaType, context.api.schema, setsDefaults: false)
    return reading?.object ?? object
  }

  static let localNeedsFiles = CommandError.text(
    """
    error: you must specify resources by --filename when --local is set.
    Example resource specifications include:
       '-f rsrc.yaml'
       '--filename=rsrc.json'
    """)
}

/// Changes of the pods that workloads make, one patch an object.
struct PodSpecChange {
  let line: CommandLine
  let context: CommandContext
  let dryRun: DryRun
  /// `image updated`
  let report: String
  /// What precedes the server's words when it refuses.
  let failure: String

  /// Changes each object, and reports those that differ.
  func run(
    _ infos: [ResourceInfo], _ failures: FailureList, _ change: (inout Value, ResourceInfo) throws -> Void
  ) throws {
    let report = try ChangeReport(line, context, dryRun: dryRun, printsTypes: true)
    // What the changes themselves complain of comes before what objects were refused for.
    let refusals = FailureList()
    for info in infos {
      try refusals.collect {
        let old = info.object ?? .null
        guard let new = try changed(info, old, change), new != old else { return }
        let isSent = !line[SetVerb.local] && dryRun != .client
        try report.report(self.report, isSent ? try write(info, old, new) : SetVerb.typed(new, info, line, context))
      }
    }
    do throws(CommandError) { try refusals.throwIfAny() } catch { failures.add(error) }
    try failures.throwIfAny()
  }

  private func changed(
    _ info: ResourceInfo, _ old: Value, _ change: (inout Value, ResourceInfo) throws -> Void
  ) throws -> Value? {
    let name = SetVerb.name(info, line)
    guard let path = info.kind.podSpecPath else {
      throw CommandError.text(
        "error: \(name) the object is not a pod or does not have a pod template: "
          + "*\(info.kind.groupVersion.version).\(info.kind.name)\n")
    }
    var new = old
    do {
      var spec = old[path: path]
      let before = spec
      try change(&spec, info)
      new.set(path: path, spec)
      if spec != before { new = ChangeCause.recorded(ChangeCause.of(line), in: new) }
    } catch {
      throw CommandError.text("error: \(name) \(ErrorText.unadorned(CommandError(error)))\n")
    }
    return new
  }

  private func write(_ info: ResourceInfo, _ old: Value, _ new: Value) throws(CommandError) -> Value {
    do throws(APIStatus) {
      let patch = Patch(.merge, MergePatch.difference(from: old, to: new))
      let written = try context.api.patch(
        info.kind, namespace: info.namespace, name: info.name, patch, subresource: nil,
        WriteOptions(isDryRun: dryRun == .server, fieldManager: line[SetVerb.manager]))
      context.warn(written.warnings)
      return written.object
    } catch {
      throw .text(failure + error.message)
    }
  }
}

extension Kind {
  /// Where objects of this kind describe a pod's spec; `nil` where they don't.
  var podSpecPath: [Key]? {
    switch (group, name) {
    case ("", "Pod"): [.spec]
    case ("", "ReplicationController"), ("apps", "Deployment"), ("apps", "DaemonSet"), ("apps", "ReplicaSet"),
      ("apps", "StatefulSet"), ("batch", "Job"):
      [.spec, .template, .spec]
    case ("batch", "CronJob"): [.spec, "jobTemplate", .spec, .template, .spec]
    default: nil
    }
  }
}

extension Value {
  /// Changes the containers whose names match a pattern, the main ones first; returns how many there are.
  mutating func changeContainers(matching pattern: String, _ change: (inout Value) throws -> Void) rethrows -> Int {
    var count = 0
    for field in [Key.containers, .initContainers] {
      guard var containers = self[field].array else { continue }
      for index in containers.indices where FilePattern.matches(pattern, containers[index][.name].text) {
        try change(&containers[index])
        count += 1
      }
      self[field] = .array(containers)
    }
    return count
  }
}
