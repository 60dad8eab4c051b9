// `kubectl completion`: the script that a shell reads, so that Tab asks this program.

enum CompletionVerb {
  static let command = Command(
    "completion", group: .settings, usage: "SHELL",
    CommandHelp(
      "Print the completion script of a shell",
      """
      Prints what bash, zsh, fish or powershell has to read, so that Tab completes commands, flags, kinds and names of \
      objects. The script asks this program, so it need not be renewed.
      """,
      examples: [
        Example("Use it in every bash", "kubectl completion bash > /etc/bash_completion.d/kubectl"),
        Example("Use it in every fish", "kubectl completion fish > ~/.config/fish/completions/kubectl.fish"),
      ]),
    arguments: .choices(["bash", "zsh", "fish", "powershell"])
  ) { line, context in
    guard let shell = line.arguments.first else { throw line.usageError("Shell not specified.") }
    guard line.arguments.count == 1 else {
      throw line.usageError("Too many arguments. Expected only the shell type.")
    }
    guard let script = context.completionScripts[shell] else {
      throw line.usageError("Unsupported shell type \"\(shell)\".")
    }
    context.output.write(script)
  }
}
