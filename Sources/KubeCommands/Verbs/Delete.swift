// `kubectl delete`
import ClusterAPI
import KubeKinds
import KubeObjects
import SimCore

enum Delete {
  static let filename = FileFlags.filename
  static let cascade = Flag(
    text: "cascade", default: "background", bare: "background",
    help: "What becomes of objects that the deleted ones own: \"background\" and \"foreground\" delete them, after it "
      + "or before it; \"orphan\" lets them live."
  ).completing(.choices(["background", "foreground", "orphan"]))
  static let force = Flag(
    bool: "force",
    help: "Takes objects out of the API at once, without waiting for what runs to end. A pod may go on running.")
  static let gracePeriod = Flag(
    int: "grace-period", default: -1,
    help: "Seconds that pods may take to end; the pod's own period when negative, 1 for nearly none. 0 needs --force.")
  static let now = Flag(bool: "now", help: "Ends at once: the same as --grace-period=1.")
  static let wait = Flag(bool: "wait", default: true, help: "Waits until the objects are gone, finalizers included.")
  static let timeout = Flag(
    duration: "timeout", help: "How long to wait for objects to go; zero for as long as it takes.")
  static let interactive = Flag(bool: "interactive", "i", help: "Asks before anything is deleted.")
  static let raw = Flag(text: "raw", help: "A path of the API to send DELETE to.")
  static let output = Flag(text: "output", "o", help: "\"name\" prints kind/name and nothing else.")
    .completing(.choices(["name"]))
  static let ignoreNotFound = Flag(
    bool: "ignore-not-found",
    help: "An object that does not exist counts as deleted. So it is anyway with --all and with selectors.")

  static let command = Command(
    "delete", group: .intermediate, usage: "([-f FILENAME] | [-k DIRECTORY] | TYPE [(NAME | -l label | --all)])",
    CommandHelp(
      "Delete objects by file, by name, or by selector",
      """
      Deletes objects by the files they are in, by kind and name, or all of a kind that a selector picks.

      Pods get time to end in good order (30 seconds unless the pod says otherwise); --grace-period changes it, --now \
      makes it one second. With --force and --grace-period=0 a pod is taken out of the API at once, although it may \
      still run on its node: a StatefulSet may then start a second pod of the same name, which its promise of one pod \
      for each name forbids. Use it only when the node is certainly gone.

      Deletion knows no version: what another user changed a moment ago is deleted with the rest.
      """,
      examples: [
        Example("Delete the pod of a manifest", "kubectl delete -f ./web-0.yaml"),
        Example("Delete a set and leave its pods running", "kubectl delete sts web --cascade=orphan"),
        Example("Delete pods and services with a label", "kubectl delete pods,services -l app=web"),
        Example("Delete a pod of a node that is gone", "kubectl delete pod web-0 --grace-period=0 --force"),
        Example("Delete all pods of the namespace", "kubectl delete pods --all"),
      ]),
    flags: [
      cascade, force, gracePeriod, now, wait, timeout, interactive, raw, output, ignoreNotFound,
      SelectionFlags.all, SelectionFlags.allNamespaces, SelectionFlags.selector, SelectionFlags.fieldSelector,
      WriteFlags.dryRun,
    ] + FileFlags.all,
    arguments: .resource, run: run)

  private static func run(_ line: CommandLine, _ context: CommandContext) throws {
    let deletion = try Deletion(line, context)
    if line.isSet(raw) {
      if line[interactive] { throw CommandError.text("--interactive can not be used with --raw") }
      return try RawRequest.delete(line[raw], line, context)
    }
    var builder = ResourceBuilder(line, context)
    builder.select(by: line)
    builder.selectsAll = line[SelectionFlags.all]
    builder.arguments = line.arguments
    builder.continuesOnError = true
    builder.fetches = false
    _ = try builder.planned()
    try deletion.check(line)
    if line[interactive] {
      let infos = try deletion.existing(builder)
      if infos.isEmpty { return context.output.write("No resources found\n") }
      guard isConfirmed(infos, context) else { return context.output.write("deletion is cancelled\n") }
    }
    try deletion.run(builder)
  }

  /// Shows what would be deleted and reads the answer: nothing but a `y` goes on.
  private static func isConfirmed(_ infos: [ResourceInfo], _ context: CommandContext) -> Bool {
    context.output.write("You are about to delete the following \(infos.count) resource(s):\n")
    for info in infos { context.output.write("\(info.kind.printedName)/\(info.name)\n") }
    context.output.write("Do you want to continue? (y/n): ")
    let answer = String(decoding: context.input, as: UTF8.self).split(whereSeparator: \.isWhitespace).first
    return answer?.lowercased() == "y"
  }
}
