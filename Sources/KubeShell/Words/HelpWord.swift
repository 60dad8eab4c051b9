// `help` in the interactive shell: what there is to type, words of the shell, manual pages.
import KubeCommands

extension ShellWord {
  static let help = ShellWord(
    name: "help", synopsis: "[COMMAND | WORD | TOPIC]", summary: "Read about commands, words and files",
    details: """
      Without an argument lists commands and words. help COMMAND is kubectl's help of a command, help WORD says what a \
      word of the shell does, and help TOPIC shows a manual page: stsctl, script, cluster or tutorial.
      """,
    example: "help tutorial"
  ) { session, arguments throws(Departure) in
    guard let bench = session.bench(for: "help") else { return 1 }
    if arguments.isEmpty {
      session.page(HelpOverview.text(session), bench)
      return 0
    }
    if arguments.count == 1, let topic = ManualTopics.page(arguments[0]) {
      session.page(ManualText.plain(topic, columns: min(100, bench.lines.size.columns)), bench)
      return 0
    }
    if arguments.count == 1, let word = session.word(arguments[0]), !session.isVerb(arguments[0]) {
      session.context.output.write(HelpOverview.page(word))
      return 0
    }
    let buffer = TextBuffer()
    var streams = session.currentStreams
    streams.output = buffer
    let status = try session.with(streams) { () throws(Departure) in
      try session.run(words: ["kubectl", "help"] + arguments)
    }
    session.page(buffer.text, bench)
    return status
  }
}

/// Manual pages that `help` shows.
enum ManualTopics {
  static let names = ["cluster", "script", "stsctl", "tutorial"]

  /// The page of a topic in roff; `nil` where there is none.
  static func page(_ topic: String) -> String? {
    switch topic {
    case "stsctl", "shell": ProgramManual.page
    case "script", "scripts", "stsctl-script": ScriptManual.page
    case "cluster", "stsctl-cluster": ClusterManual.page
    case "tutorial", "stsctl-tutorial": TutorialManual.page
    default: nil
    }
  }
}

enum HelpOverview {
  /// Commands by their groups, then the shell's words, then topics.
  static func text(_ session: Session) -> String {
    let root = VerbCatalog.root(for: session.context)
    let groups = CommandGroup.allCases.map { group -> String in
      let commands = root.subcommands.filter { $0.group == group && !$0.isHidden }
      return section(group.rawValue, commands.map { ($0.name, $0.help.summary) })
    }
    let words = section("Words of the Shell:", session.words.map { ($0.name, $0.summary) })
    return groups.joined() + words + """
      Tab completes, !! repeats, Ctrl-R searches, Ctrl-C breaks off, Ctrl-D leaves. A command with & at its end runs in
      the background. $1, $2 ... are the names in the rows printed last.

      help COMMAND or help WORD says more; help tutorial shows the way.

      """
  }

  private static func section(_ title: String, _ rows: [(String, String)]) -> String {
    if rows.isEmpty { return "" }
    let lines = rows.map { name, summary in
      "  " + name + String(repeating: " ", count: max(1, 16 - name.count)) + summary + "\n"
    }
    return title + "\n" + lines.joined() + "\n"
  }

  static func page(_ word: ShellWord) -> String {
    let synopsis = word.synopsis.isEmpty ? word.name : "\(word.name) \(word.synopsis)"
    return "\(word.details)\n\nExamples:\n  \(word.example)\n\nUsage:\n  \(synopsis)\n"
  }
}

extension Session {
  fileprivate func isVerb(_ word: String) -> Bool {
    word != "help" && VerbCatalog.root(for: context).subcommand(word) != nil
  }

  /// Shows a long text one screen after the other.
  func page(_ text: String, _ bench: Workbench) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
    if lines.last == "" { lines.removeLast() }
    let height = max(4, bench.lines.size.rows - 1)
    while !lines.isEmpty {
      context.output.write(lines.prefix(height).joined(separator: "\n") + "\n")
      lines = lines.dropFirst(height)
      if lines.isEmpty { return }
      guard case .line(let answer) = bench.lines.readLine(prompt: "Enter for more, q to leave: ", preset: ""),
        answer.isEmpty
      else { return }
    }
  }
}
