// `expect`: an assertion in a script. It runs a command and compares what it printed and returned.
import ClusterAPI
import KubeCommands
import SimCore

extension ShellWord {
  static let expect = ShellWord(
    name: "expect",
    synopsis: "[--exit STATUS] [--within TIME] [--not TEXT] [TEXT...] [--] COMMAND",
    summary: "Assert what a command prints",
    details: """
      Runs COMMAND and compares. Every TEXT must be in its output, every TEXT after --not must not be; runs of white \
      space count as one space. `COLUMN VALUE` also holds when every row of the printed table has VALUE in COLUMN, as \
      in 'READY 3/3'. The exit status must be STATUS, which is 0 unless --exit names another. With --within the \
      command is tried again while cluster time passes. Prints nothing when all holds; otherwise what was expected and \
      what was printed, with exit status 1.
      """,
    example: "expect --within 2m 'READY 3/3' get sts web"
  ) { session, arguments throws(Departure) in
    do throws(ShellFailure) {
      let expectation = try Expectation(arguments, in: session.context)
      return try session.check(expectation)
    } catch {
      guard case .message(let message) = error else { throw error.departure }
      session.fail("expect: \(message)")
      return 2
    }
  }
}

/// What an `expect` line asks for.
struct Expectation {
  var texts: [String] = []
  var absentTexts: [String] = []
  var exitStatus: Int32 = 0
  var within: TimeSpan?
  var command: [String] = []

  init(_ arguments: [String], in context: CommandContext) throws(ShellFailure) {
    let start = Self.start(of: arguments, context)
    var rest = arguments[..<start]
    while let argument = rest.popFirst() {
      switch argument {
      case "--exit": exitStatus = try Self.status(rest.popFirst())
      case "--within": within = try Self.span(rest.popFirst())
      case "--not":
        guard let text = rest.popFirst() else { throw .message("--not needs a text") }
        absentTexts.append(text)
      default: texts.append(argument)
      }
    }
    command = Array(arguments[start...].drop { $0 == "--" })
    if command.isEmpty { throw .message("a command is missing: expect 'READY 3/3' get sts web") }
  }

  /// Where the command begins: at a `--` that a command follows, or else at the first word that may be one.
  private static func start(of arguments: [String], _ context: CommandContext) -> Int {
    let marked = arguments.indices.dropLast().first { index in
      arguments[index] == "--" && beginsCommand(arguments[index + 1], context)
    }
    return marked ?? arguments.firstIndex { $0 == "--" || beginsCommand($0, context) } ?? arguments.count
  }

  private static func beginsCommand(_ word: String, _ context: CommandContext) -> Bool {
    word == "kubectl" || word == "stsctl" || ShellWordCatalog.word(word) != nil
      || CommandRunner.isCommand(word, in: context)
  }

  private static func status(_ text: String?) throws(ShellFailure) -> Int32 {
    guard let text, let status = Int32(text) else { throw .message("--exit needs a number") }
    return status
  }

  private static func span(_ text: String?) throws(ShellFailure) -> TimeSpan {
    guard let text, let span = TimeSpan(wordText: text) else { throw .message("--within needs a time, such as 30s") }
    return span
  }

  /// What of this does not hold, in words; none when all does.
  func complaints(output: String, status: Int32) -> [String] {
    var complaints: [String] = []
    if status != exitStatus { complaints.append("the exit status was \(status), not \(exitStatus)") }
    let printed = PrintedText(output)
    complaints += texts.filter { !printed.shows($0) }.map { "`\($0)` was not printed" }
    complaints += absentTexts.filter(printed.shows).map { "`\($0)` was printed" }
    return complaints
  }
}

/// The output of a command, ready to be searched.
struct PrintedText {
  private let lines: [[Character]]
  private let words: String

  init(_ text: String) {
    lines = text.split(separator: "\n").map(Array.init)
    words = Self.squeezed(text)
  }

  func shows(_ text: String) -> Bool {
    let sought = Self.squeezed(text)
    return words.contains(sought) || hasColumn(sought)
  }

  private static func squeezed(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Whether the text is a column's title and the value of every row below it.
  private func hasColumn(_ sought: String) -> Bool {
    for (number, line) in lines.enumerated() {
      let rows = lines[(number + 1)...]
      guard !rows.isEmpty else { continue }
      for column in TableColumn.columns(of: line) where sought.hasPrefix(column.title + " ") {
        let value = sought.dropFirst(column.title.count + 1)
        if rows.allSatisfy({ Self.squeezed(column.cell(of: $0)) == value }) { return true }
      }
    }
    return false
  }
}

extension Session {
  /// How long `expect --within` lets pass between two attempts.
  private static let retryInterval = TimeSpan.milliseconds(500)

  fileprivate func check(_ expectation: Expectation) throws(ShellFailure) -> Int32 {
    let deadline = expectation.within.map { context.api.now + $0 }
    while true {
      let (output, status) = try attempt(expectation.command)
      let complaints = expectation.complaints(output: output, status: status)
      if complaints.isEmpty { return 0 }
      guard let deadline, context.api.now < deadline else {
        report(complaints, expectation, output)
        return 1
      }
      do throws(Interruption) {
        try context.api.sleep(min(Self.retryInterval, deadline - context.api.now))
      } catch {
        throw .departed(.interrupted)
      }
    }
  }

  /// Runs the command and returns all it printed, on both streams.
  private func attempt(_ command: [String]) throws(ShellFailure) -> (String, Int32) {
    let buffer = TextBuffer()
    var streams = currentStreams
    streams.output = buffer
    streams.errors = buffer
    do throws(Departure) {
      let status = try with(streams) { () throws(Departure) in try run(words: command) }
      return (buffer.text, status)
    } catch {
      throw .departed(error)
    }
  }

  private func report(_ complaints: [String], _ expectation: Expectation, _ output: String) {
    let printed = output.isEmpty ? "  (nothing)" : output.split(separator: "\n", omittingEmptySubsequences: false)
      .map { "  \($0)" }.joined(separator: "\n")
    fail("expect: \(complaints.joined(separator: "; ")) by: \(expectation.command.joined(separator: " "))")
    context.errors.write(printed.trimmingEnd + "\n")
  }
}
