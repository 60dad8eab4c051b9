// `kubectl set env`
import ClusterAPI
import KubeKinds
import KubeObjects

enum SetEnv {
  static let env = Flag(each: "env", "e", help: "A variable to set, as NAME=value; may be repeated.")
  static let from = Flag(text: "from", help: "A config map or secret whose keys become variables: configmap/NAME.")
  static let keys = Flag(list: "keys", help: "With --from: only these keys, separated by commas.")
  static let prefix = Flag(text: "prefix", help: "Precedes the names of the variables.")
  static let list = Flag(bool: "list", help: "Prints the variables there are.")
  static let resolve = Flag(bool: "resolve", help: "With --list: looks up what variables refer to.")
  static let overwrite = Flag(bool: "overwrite", default: true, help: "Changes variables that are set already.")

  static let command = Command(
    "env", usage: "RESOURCE/NAME KEY_1=VAL_1 ... KEY_N=VAL_N",
    CommandHelp(
      "Change environment variables of containers",
      """
      Sets variables with NAME=value and removes them with NAME-, in the containers of pods and of what makes pods. \
      With --from, the keys of a config map or secret become variables that refer to it. With --list they are printed.
      """,
      examples: [
        Example("Set a variable", "kubectl set env sts/web MODE=fast"),
        Example("Remove one, in one container", "kubectl set env sts/web -c nginx MODE-"),
        Example("Take variables from a config map", "kubectl set env sts/web --from=configmap/knobs --prefix=KNOB_"),
        Example("See what is set", "kubectl set env sts/web --list --resolve"),
      ]),
    flags: [env, from, keys, prefix, list, resolve, overwrite, SetVerb.containers] + SetVerb.flags,
    arguments: .resource, run: run)

  private static func run(_ line: CommandLine, _ context: CommandContext) throws {
    if line[SelectionFlags.all], !line[SelectionFlags.selector].isEmpty {
      throw CommandError.text("cannot set --all and --selector at the same time")
    }
    let (resources, words) = try split(line.arguments)
    let dryRun = try line.dryRun(in: context)
    try check(line, resources, dryRun)
    var changes = try VariableChanges(line[env] + words, context)
    if !line[from].isEmpty { try changes.add(from: line[from], line, context) }
    if !line[prefix].isEmpty { changes.prepend(line[prefix]) }
    let infos = try SetVerb.infos(line, context, line[SetVerb.local] ? [] : resources)
    if line[list] { return try VariableList(line: line, context: context, changes: changes).print(infos) }
    let change = PodSpecChange(
      line: line, context: context, dryRun: dryRun, report: "env updated",
      failure: "failed to patch env update to pod template: ")
    try change.run(infos, FailureList()) { spec, info in
      let count = try spec.changeContainers(matching: line[SetVerb.containers]) { container in
        if !line[overwrite] { try changes.refuseOverwrites(container) }
        container.set("env", changes.applied(to: container["env"]))
      }
      if count == 0 { warnOfNone(info, line, context) }
    }
  }

  static func warnOfNone(_ info: ResourceInfo, _ line: CommandLine, _ context: CommandContext) {
    context.warn([
      "\(info.kind.name)/\(info.name) does not have any containers matching \(GoText.quoted(line[SetVerb.containers]))"
    ])
  }

  private static func split(_ arguments: [String]) throws(CommandError) -> (resources: [String], words: [String]) {
    let isVariable = { (word: String) in word.dropFirst().contains("=") || word.hasSuffix("-") }
    let resources = Array(arguments.prefix { !isVariable($0) })
    let words = Array(arguments.dropFirst(resources.count))
    if words.allSatisfy(isVariable) { return (resources, words) }
    throw .text(
      "all resources must be specified before environment changes: \(arguments.joined(separator: " "))")
  }

  private static func check(_ line: CommandLine, _ resources: [String], _ dryRun: DryRun) throws(CommandError) {
    try SetVerb.refuseServerDryRun(line, dryRun)
    if line[FileFlags.filename].isEmpty, resources.isEmpty {
      throw .text("one or more resources must be specified as <resource> <name> or <resource>/<name>")
    }
    if line[list], !line[PrintFlags.output].isEmpty {
      throw .text("--list and --output may not be specified together")
    }
    if !line[keys].isEmpty, line[from].isEmpty {
      throw .text("when specifying --keys, a configmap or secret must be provided with --from")
    }
  }
}
