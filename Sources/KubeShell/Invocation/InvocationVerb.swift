// What stsctl does beside running commands: words after its options that no cluster is asked about.

/// A word of stsctl's own command line.
public struct InvocationVerb: Sendable {
  public let name: String
  /// How it is written: `learn [LESSON | FILE.md]`.
  public let usage: String
  public let summary: String
  /// What it does, in full sentences.
  public let details: String

  /// What words ask for; `nil` when they are a command for the cluster.
  /// - Parameter isKubectl: whether only words count that kubectl has too.
  static func task(_ words: [String], isKubectl: Bool = false) throws(InvocationError) -> Invocation.Task? {
    let rest = Array(words.dropFirst())
    if isKubectl, words.first != "completion" { return nil }
    switch words.first {
    case "learn": return .learn(rest)
    case "test":
      if rest.isEmpty { throw InvocationError("test: a Markdown document is missing") }
      return .test(rest)
    case "completion": return completion(rest, isKubectl: isKubectl)
    default: return nil
    }
  }

  /// The completions for a shell need no cluster; what is said wrong is the command's to refuse.
  private static func completion(_ words: [String], isKubectl: Bool) -> Invocation.Task? {
    var rest = words[...]
    guard let shell = rest.popFirst(), CompletionScripts.shells.contains(shell) else { return nil }
    guard let flag = rest.popFirst() else { return .completion(shell: shell, alias: isKubectl ? "kubectl" : nil) }
    let parts = flag.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.first == "--alias", let alias = parts.count > 1 ? parts[1] : rest.popFirst(), rest.isEmpty else {
      return nil
    }
    return .completion(shell: shell, alias: alias)
  }

  /// All of them, sorted by name.
  public static let all: [InvocationVerb] = [
    InvocationVerb(
      name: "completion", usage: "completion bash|zsh|fish", summary: "Print completions for a shell",
      details: """
        Prints what a shell needs to complete stsctl's command lines, for example in ~/.bashrc: \
        source <(stsctl completion bash). With --alias NAME also for another name of the program.
        """),
    InvocationVerb(
      name: "learn", usage: "learn [LESSON | FILE.md] [--list] [--reset]", summary: "Learn by doing, in lessons",
      details: """
        Opens the lesson that comes next, or the one that is named, or the one in a Markdown file. A lesson says what \
        to do and notices when the cluster shows that it was done. --list shows all lessons and which are done, \
        --reset forgets that. Lessons are in English or Chinese, as LANG says.
        """),
    InvocationVerb(
      name: "serve", usage: "serve [--port N] [--host ADDRESS] [--write-kubeconfig FILE]",
      summary: "Give a cluster to kubectl and other programs",
      details: """
        Answers the Kubernetes API of a cluster to any client, and writes a kubeconfig for it. Its options are in \
        stsctl-serve(1).
        """),
    InvocationVerb(
      name: "test", usage: "test FILE.md...", summary: "Run the commands of Markdown documents",
      details: """
        Runs the commands in the code blocks of Markdown documents and compares what they print with what the document \
        shows. A line of three dots stands for any lines, <any> for any text within a line.
        """),
  ]
}
