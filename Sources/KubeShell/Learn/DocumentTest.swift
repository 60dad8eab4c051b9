// Runs the commands of a Markdown document and compares what they print with what the document shows.
import ClusterAPI
import KubeCommands
import SimCore

/// A command in a document and what is shown below it.
struct ShownCommand: Equatable {
  var line: Int
  var source: String
  /// Lines of output; none when the document shows none.
  var output: [String] = []
}

/// The test of one document.
public final class DocumentTest {
  private static let sessions: Set<String> = ["console", "shell-session", "terminal"]
  private static let scripts: Set<String> = ["sh", "bash", "shell", "kubectl", "zsh"]

  private let session: Session
  private let name: String
  private var commandCount = 0
  private var failureCount = 0
  private var isLesson = false

  public init(_ session: Session, name: String) {
    self.session = session
    self.name = name
  }

  /// Runs a document; returns whether all went as it says. What differs goes to standard error.
  public func run(_ text: String) -> Bool {
    if let lesson = try? Lesson(name: Lesson.name(ofFile: name), text) {
      isLesson = true
      runLesson(lesson)
    } else {
      for case .code(let language, let notes, let lines, let line) in Markdown.blocks(text) {
        run(language, notes, lines, line)
      }
    }
    let noun = isLesson ? "step" : "command"
    let result = failureCount == 0 ? "all as shown" : "\(failureCount) not as shown"
    session.context.output.write("\(name): \(commandCount) \(noun)\(commandCount == 1 ? "" : "s"), \(result)\n")
    return failureCount == 0
  }

  private func run(_ language: String, _ notes: [String], _ lines: [String], _ line: Int) {
    if notes.contains("notest") { return }
    if let file = notes.first(where: { $0.hasPrefix("file=") })?.dropFirst("file=".count) {
      write(String(file), lines, line)
    } else if Self.sessions.contains(language) || Self.scripts.contains(language) && lines.contains(where: isPrompted) {
      for command in Self.commands(lines, firstLine: line) { run(command) }
    } else if Self.scripts.contains(language) {
      for step in ShellParser.steps(lines.joined(separator: "\n"), firstLine: line) {
        run(ShownCommand(line: step.line, source: step.source))
      }
    }
  }

  private func isPrompted(_ line: String) -> Bool { PastedText.withoutPrompt(line) != nil }

  /// Commands after prompts, each with the lines below it up to the next.
  static func commands(_ lines: [String], firstLine: Int) -> [ShownCommand] {
    var commands: [ShownCommand] = []
    var isOpen = false
    for (offset, line) in lines.enumerated() {
      if isOpen {
        let text = line.hasPrefix("> ") ? String(line.dropFirst(2)) : line
        commands[commands.count - 1].source += "\n" + text
      } else if let command = PastedText.withoutPrompt(line) {
        commands.append(ShownCommand(line: firstLine + offset, source: command))
      } else {
        if !commands.isEmpty { commands[commands.count - 1].output.append(line) }
        continue
      }
      isOpen = isIncomplete(commands[commands.count - 1].source)
    }
    return commands
  }

  private static func isIncomplete(_ source: String) -> Bool {
    ShellParser.steps(source).contains { step in
      guard case .failure(let error) = step.command else { return false }
      return error.isIncomplete
    }
  }

  private func write(_ path: String, _ lines: [String], _ line: Int) {
    do throws(FileError) {
      try session.context.files.write(path, Array((lines.joined(separator: "\n") + "\n").utf8))
    } catch {
      fail(line, "\(path): \(error.reason)")
    }
  }

  private func run(_ command: ShownCommand) {
    commandCount += 1
    let buffer = TextBuffer()
    var streams = session.currentStreams
    streams.output = buffer
    streams.errors = buffer
    var status: Int32 = 0
    for step in ShellParser.steps(command.source) { status = session.outcome(of: step, streams) }
    let printed = buffer.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if !command.output.contains(where: { !$0.isEmpty }) {
      if status != 0 { fail(command.line, "exit status \(status): \(command.source)", printed) }
    } else if !ShownOutput(command.output).matches(printed) {
      fail(command.line, "not as shown: \(command.source)", printed)
    }
  }

  private func fail(_ line: Int, _ message: String, _ printed: [String] = []) {
    failureCount += 1
    session.context.errors.write("\(name):\(line): \(message)\n")
    for line in printed where !line.isEmpty { session.context.errors.write("  \(line)\n") }
  }

  /// A lesson's answers do what its checks look for, and nothing does so before.
  private func runLesson(_ lesson: Lesson) {
    let guide = Guide(lesson, in: session, .english, columns: 80, isPainted: false)
    guide.perform(lesson.setup)
    for step in lesson.steps {
      commandCount += 1
      guide.perform(step.setup)
      if guide.holds(step.checks) { fail(0, "step `\(step.title)` is done before it is begun") }
      let status = guide.perform(step.answer)
      if status != 0 { fail(0, "the answer of step `\(step.title)` fails with exit status \(status)") }
      if !guide.holds(step.checks) { fail(0, "the answer of step `\(step.title)` does not pass its checks") }
    }
  }
}

/// Output as a document shows it: `...` is any lines, `<any>` any text, and runs of spaces count as one.
struct ShownOutput {
  private let lines: [String]

  init(_ lines: [String]) { self.lines = Self.trimmed(lines) }

  func matches(_ printed: [String]) -> Bool { Self.matches(lines[...], Self.trimmed(printed)[...]) }

  private static func trimmed(_ lines: [String]) -> [String] {
    var lines = lines.map { $0.split(separator: " ").joined(separator: " ") }
    while lines.last == "" { lines.removeLast() }
    return lines
  }

  private static func matches(_ shown: ArraySlice<String>, _ printed: ArraySlice<String>) -> Bool {
    guard let first = shown.first else { return printed.isEmpty }
    if first == "..." {
      return (printed.startIndex...printed.endIndex).contains { matches(shown.dropFirst(), printed[$0...]) }
    }
    guard let line = printed.first, matchesLine(first, line) else { return false }
    return matches(shown.dropFirst(), printed.dropFirst())
  }

  /// Every part between `<any>` comes in its order, the first at the beginning and the last at the end.
  private static func matchesLine(_ shown: String, _ line: String) -> Bool {
    let parts = shown.split(separator: "<any>", omittingEmptySubsequences: false)
    guard parts.count > 1 else { return shown == line }
    guard let first = parts.first, let last = parts.last, line.hasPrefix(first), line.hasSuffix(last) else {
      return false
    }
    var rest = line.dropFirst(first.count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let range = rest.firstRange(of: part) else { return false }
      rest = rest[range.upperBound...]
    }
    return rest.count >= last.count
  }
}
