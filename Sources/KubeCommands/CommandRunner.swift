// Running one command line, already split into words.

public enum CommandRunner {
  /// Runs a command and returns its exit status. `words` begin with the verb: `["get", "pods"]`.
  public static func run(_ words: [String], in context: CommandContext) -> Int32 {
    context.errors.write("error: unknown command \"\(words.first ?? "")\" for \"kubectl\"\n")
    return 1
  }
}
