// stsctl(1): the program, its options and its commands.
import KubeCommands

enum ProgramManual {
  static var page: String {
    var page = ManualPage("stsctl", section: 1, summary: "rehearse Kubernetes with a cluster inside")
    page.synopsis(InvocationHelp.usages.map(\.usage))
    page.section("DESCRIPTION")
    page.paragraphs(description)
    page.section("OPTIONS")
    page.paragraphs("Options of stsctl's own stand before the command.")
    for option in InvocationOptionCatalog.options where !option.isHidden { page.entry(option.title, option.details) }
    page.section("COMMANDS")
    for verb in VerbCatalog.root.subcommands where !verb.isHidden {
      page.entry(verb.name, "\(verb.help.summary.withoutStop); see stsctl-\(verb.name)(1).")
    }
    page.section("ENVIRONMENT")
    page.entry("XDG_STATE_HOME", "Where the shell's history is kept, as stsctl/history; ~/.local/state without it.")
    page.entry("EDITRC", "A file of key bindings for the shell, see editrc(5); ~/.editrc without it.")
    page.section("EXIT STATUS")
    page.paragraphs(
      "The exit status of the command; of a script, that of its first step that failed. 2 when the arguments make no "
        + "sense. 130 when a command was broken off.")
    page.section("EXAMPLES")
    page.example("One command in a fresh cluster", "stsctl get nodes")
    page.example("A script, stopping at the first failure", "stsctl -f steps.txt")
    page.seeAlso([("stsctl-script", 5), ("stsctl-cluster", 5)])
    return page.text
  }

  private static let description = """
    stsctl understands kubectl's commands and answers them from a deterministic model of a Kubernetes \
    \(InvocationHelp.kubernetesVersion) cluster in its own process. Nothing needs to be installed or started, and \
    time is virtual: a rollout that takes ten minutes on a real cluster takes milliseconds here.

    Without a command stsctl is an interactive shell. Its prompt shows the namespace and the cluster's time, which \
    follows the clock on the wall. The Tab key completes commands, options, kinds and names; Ctrl-C gives up the line \
    or breaks off the running command; Ctrl-D leaves. A line that begins with a space is not kept in the history.

    With -f, or when its input is not a terminal, stsctl runs a script; see stsctl-script(5).

    Started under the name kubectl, stsctl takes all its arguments as kubectl would.
    """
}

extension InvocationOption {
  /// `-f, --file FILE`
  var title: String {
    let names = [shortName, name].compactMap { $0 }.joined(separator: ", ")
    return valueName.map { "\(names) \($0)" } ?? names
  }
}
