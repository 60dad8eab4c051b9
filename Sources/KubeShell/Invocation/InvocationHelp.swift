// What `stsctl --help` and `stsctl --version` print.

public enum InvocationHelp {
  public static let version = "0.1.0"
  /// The day of the release, for manuals.
  public static let released = "2026-11-21"
  /// The Kubernetes release whose behaviour is modelled.
  public static let kubernetesVersion = "v1.36.2"

  public static let versionText = "stsctl \(version) (Kubernetes \(kubernetesVersion))\n"

  /// The ways of starting stsctl, and what each does.
  public static let usages: [(usage: String, meaning: String)] = [
    ("stsctl", "an interactive shell"),
    ("stsctl [OPTIONS] COMMAND", "one command, as kubectl takes it: stsctl get pods"),
    ("stsctl [OPTIONS] -f FILE...", "a script, one command a line"),
    ("stsctl [OPTIONS] serve", "the Kubernetes API of a cluster, for kubectl and other programs"),
  ]

  public static var text: String {
    let width = usages.map(\.usage.count).max() ?? 0
    let ways = usages.map { "  \(padded($0.usage, width))  \($0.meaning)\n" }.joined()
    let options = InvocationOptionCatalog.options.filter { !$0.isHidden }.map { line(for: $0) }.joined()
    return """
      stsctl rehearses Kubernetes: kubectl's commands with a cluster inside, made for StatefulSets.

      Usage:
      \(ways)
      Options, written before the command:
      \(options)
      The shell and single commands share the saved cluster `default`; scripts begin with a fresh cluster that is
      forgotten at the end. `stsctl help` lists the commands.

      """
  }

  /// What `stsctl serve --help` prints.
  public static var serveText: String {
    let options = ServeOptionCatalog.all.map { line(for: $0) }.joined()
    return """
      stsctl serve answers the Kubernetes API of a simulated cluster until it is ended: for kubectl, client libraries,
      and what is built on them.

      Usage:
        stsctl [OPTIONS] serve [OPTIONS]

      Options:
      \(options)
      The man page stsctl-serve(1) says more.

      """
  }

  private static func line(for option: InvocationOption) -> String {
    "  \(padded(option.title, 18))  \(wrapped(option.details, indent: 22))\n"
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  /// Breaks sentences into lines of at most 100 columns, all but the first indented.
  private static func wrapped(_ text: String, indent: Int) -> String {
    var lines = [""]
    for word in text.split(separator: " ") {
      let last = lines[lines.count - 1]
      if !last.isEmpty, indent + last.count + word.count >= 100 {
        lines.append(String(word))
      } else {
        lines[lines.count - 1] = last.isEmpty ? String(word) : "\(last) \(word)"
      }
    }
    return lines.joined(separator: "\n" + String(repeating: " ", count: indent))
  }
}
