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
    page.section("SHELL")
    page.paragraphs(shell)
    for word in ShellWordCatalog.terminalWords {
      page.entry(word.synopsis.isEmpty ? word.name : "\(word.name) \(word.synopsis)", word.details)
    }
    page.section("COMMANDS")
    for verb in VerbCatalog.root.subcommands where !verb.isHidden {
      page.entry(verb.name, "\(verb.help.summary.withoutStop); see stsctl-\(verb.name)(1).")
    }
    page.section("ENVIRONMENT")
    page.entry(
      "XDG_STATE_HOME",
      "Where the shell's history is kept, as stsctl/clusters/NAME/history, which lessons are done, as "
        + "stsctl/lessons, and the kubeconfig of stsctl serve, as stsctl/kubeconfig; ~/.local/state without it.")
    page.entry("STSCTL_LESSONS", "The folder of the lessons, when they are not beside the program.")
    page.entry(
      "KUBERC",
      "The file of kubectl's preferences: default options and aliases. It is ~/.kube/kuberc unless it is named; off is "
        + "for none. Strangers' scripts (--restricted) have none.")
    page.entry("NO_COLOR", "When set, nothing is coloured unless --color=always says so.")
    page.entry("EDITRC", "A file of key bindings for the shell, see editrc(5); ~/.editrc without it.")
    page.section("EXIT STATUS")
    page.paragraphs(
      "The exit status of the command; of a script, that of its first step that failed. 2 when the arguments make no "
        + "sense. 130 when a command was broken off.")
    page.section("EXAMPLES")
    page.example("One command in a fresh cluster", "stsctl get nodes")
    page.example("A script, stopping at the first failure", "stsctl -f steps.txt")
    page.seeAlso([("stsctl-serve", 1), ("stsctl-script", 5), ("stsctl-cluster", 5), ("stsctl-tutorial", 7)])
    return page.text
  }

  private static let description = """
    stsctl understands kubectl's commands and answers them from a deterministic model of a Kubernetes \
    \(InvocationHelp.kubernetesVersion) cluster in its own process. Nothing needs to be installed or started, and \
    time is virtual: a rollout that takes ten minutes on a real cluster takes milliseconds here.

    Without a command stsctl is an interactive shell; see SHELL.

    With -f, or when its input is not a terminal, stsctl runs a script; see stsctl-script(5). stsctl serve gives a \
    cluster to other programs; see stsctl-serve(1).

    Started under the name kubectl, stsctl takes all its arguments as kubectl would.
    """
}

extension ProgramManual {
  private static let shell = """
    The prompt shows the cluster, the namespace and the cluster's time, which follows the clock on the wall. A star in \
    it says that a workload is not as its spec wants it yet. The Tab key completes commands, options, kinds, names, \
    fields and files; Ctrl-R searches the history; Ctrl-_ undoes; Ctrl-C gives up the line or breaks off the running \
    command; Ctrl-D leaves. Keys are libedit's and can be changed in ~/.editrc, also to those of vi (bind -v).

    A command that ends in & runs in the background and prints above the prompt. $1, $2 and so on are the names in \
    the rows that were printed last. A block of lines can be pasted as tutorials show it, with prompts and output: \
    output is passed over.

    What was typed is kept for the next time, in one history for each cluster. Lines that begin with a space or may \
    hold a secret (--from-literal, passwords, tokens) are recalled but not kept. !!, !N, !-N, !PREFIX and ^OLD^NEW \
    bring earlier lines back.

    Beside the words of stsctl-script(5) the shell knows these.
    """
}

extension InvocationOption {
  /// `-f, --file FILE`
  var title: String {
    let names = [shortName, name].compactMap { $0 }.joined(separator: ", ")
    return valueName.map { "\(names) \($0)" } ?? names
  }
}
