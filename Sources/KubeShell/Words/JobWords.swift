// Words of the interactive shell about jobs, the history and the screen.
import ClusterAPI
import KubeCommands
import SimCore

extension ShellWord {
  static let jobs = ShellWord(
    name: "jobs", synopsis: "", summary: "List the commands in the background",
    details: "Lists the commands that were put into the background with & at their end.", example: "jobs"
  ) { session, arguments in
    guard session.takesNone(arguments, "jobs"), let bench = session.bench(for: "jobs") else { return 1 }
    session.context.output.write(bench.jobs.jobs.map(\.line).joined())
    return 0
  }

  static let kill = ShellWord(
    name: "kill", synopsis: "%NUMBER...", summary: "Break off commands in the background",
    details: "Breaks off the jobs of these numbers, which `jobs` lists.", example: "kill %1"
  ) { session, arguments in
    guard let bench = session.bench(for: "kill") else { return 1 }
    if arguments.isEmpty {
      session.fail("kill: a job is missing, such as %1")
      return 1
    }
    var status: Int32 = 0
    for argument in arguments {
      guard let number = Int(argument.drop { $0 == "%" }), bench.jobs.kill(number) else {
        session.fail("kill: there is no job \(argument)")
        status = 1
        continue
      }
    }
    return status
  }

  static let history = ShellWord(
    name: "history", synopsis: "[COUNT]", summary: "List what was typed",
    details: """
      Lists what was typed, or the last COUNT entries of it, with numbers. !! is the last entry, !7 the seventh, !-2 \
      the last but one, !get the last that began with get, and ^old^new the last one with new in the place of old.
      """,
    example: "history 10"
  ) { session, arguments in
    guard let bench = session.bench(for: "history") else { return 1 }
    guard arguments.count <= 1, arguments.allSatisfy({ Int($0) ?? -1 >= 0 }) else {
      session.fail("history: takes a number of entries")
      return 1
    }
    session.context.output.write(bench.history.listing(arguments.first.flatMap { Int($0) }))
    return 0
  }

  static let clear = ShellWord(
    name: "clear", synopsis: "", summary: "Clear the screen", details: "Clears the screen, as Ctrl-L does.",
    example: "clear"
  ) { session, arguments in
    guard session.takesNone(arguments, "clear") else { return 1 }
    session.context.output.write("\u{1b}[H\u{1b}[2J")
    return 0
  }

  static let quit = ShellWord(
    name: "quit", synopsis: "", summary: "Leave the shell", details: "Leaves the shell, as Ctrl-D and exit do.",
    example: "quit"
  ) { _, _ throws(Departure) in throw .exit(0) }

  static let watch = ShellWord(
    name: "watch", synopsis: "[-n SECONDS] COMMAND", summary: "Show a command's output again and again",
    details: """
      Runs COMMAND every two seconds, or as often as -n says, and draws its output in the place of what it printed \
      before, until Ctrl-C.
      """,
    example: "watch get pods"
  ) { session, arguments throws(Departure) in
    guard let bench = session.bench(for: "watch") else { return 1 }
    var interval = TimeSpan.seconds(2)
    var words = arguments[...]
    if words.first == "-n" {
      guard words.count > 1, let span = TimeSpan(wordText: words[words.startIndex + 1]), span > .zero else {
        session.fail("watch: -n needs a number of seconds")
        return 1
      }
      interval = span
      words = words.dropFirst(2)
    }
    if words.isEmpty {
      session.fail("watch: a command is missing, such as get pods")
      return 1
    }
    try Redrawing(session, bench.lines).run(Array(words), every: interval)
  }
}

/// Output that is drawn anew in its place.
private struct Redrawing {
  private let session: Session
  private let terminal: any LineReader

  init(_ session: Session, _ terminal: any LineReader) {
    self.session = session
    self.terminal = terminal
  }

  /// Runs a command until the user breaks it off.
  func run(_ words: [String], every interval: TimeSpan) throws(Departure) -> Never {
    var shown = 0
    while true {
      let lines = try lines(of: words, interval)
      session.context.output.write(shown > 0 ? "\u{1b}[\(shown)A\r\u{1b}[J" : "")
      session.context.output.write(lines.joined(separator: "\n") + "\n")
      shown = lines.count
      try session.interruptible { () throws(Interruption) in try session.context.api.sleep(interval) }
    }
  }

  private func lines(of words: [String], _ interval: TimeSpan) throws(Departure) -> [String] {
    let buffer = TextBuffer()
    var streams = session.currentStreams
    streams.output = buffer
    streams.errors = buffer
    try session.with(streams) { () throws(Departure) in try session.run(words: words) }
    let size = terminal.size
    let title = "every \(interval.goText): \(words.joined(separator: " "))  \(session.context.api.now.rfc3339)"
    let lines = [title, ""] + buffer.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return lines.prefix(max(3, size.rows - 1)).map { TextWidth.prefix($0, columns: size.columns - 1) }
  }
}

extension Session {
  /// The terminal's things; where there is no terminal that is said.
  func bench(for word: String) -> Workbench? {
    if workbench == nil { fail("\(word): only the interactive shell knows this") }
    return workbench
  }
}
