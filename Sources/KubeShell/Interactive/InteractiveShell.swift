// The shell people type into: prompts, runs what they typed, remembers it.
import ClusterAPI
import KubeCommands
import SimCore

/// A session at a terminal.
public final class InteractiveShell {
  let session: Session
  let bench: Workbench
  private var reader = StepReader()
  /// Pasted lines that wait for their turn.
  private var pasted: [String] = []
  /// What the next line begins with.
  public var preset = ""
  private var idleCount = 0
  /// The saved cluster whose history is in use.
  private var historyCluster: String?
  /// The terminal, wherever the output of a command goes.
  private let screen: any TextSink

  /// - Parameter session: one with a clock, so that the cluster follows the time outside.
  public init(_ session: Session, _ bench: Workbench) {
    self.session = session
    self.bench = bench
    screen = session.context.output
    historyCluster = session.saved?.current
    reader.allowsBackground = true
    session.workbench = bench
    bench.useHistory(of: historyCluster)
  }

  /// Runs what is typed until the user leaves; returns the exit status.
  public func run() -> Int32 {
    if let guide = bench.guide { session.context.output.write(guide.opening()) }
    while true {
      switch reader.read(nextLine) {
      case .end:
        session.context.output.write("\n")
        return session.status
      case .interrupted:
        session.status = 130
      case .steps(let steps, let text):
        if !steps.isEmpty { remember(text) }
        for step in steps {
          if let status = run(step) { return status }
          if session.saved?.hasLeft == true { return session.status }
        }
        settleDown()
      }
    }
  }

  /// What is done after every line, whatever was in it: jobs go on, and whoever breaks off means the rest too.
  func settleDown() {
    bench.screen?.endLine()
    if session.clock?.takeInterruption() == true { pasted = [] }
    let text = bench.jobs.poll()
    if !text.isEmpty { session.context.output.write(text) }
    if let done = bench.guide?.look() { session.context.output.write(done) }
  }

  private func remember(_ text: String) {
    let entry = text.trimmingNewlines
    let (isNew, omission) = bench.history.add(entry)
    if isNew { bench.lines.recall(entry) }
    if case .secret(let what) = omission {
      session.context.errors.write("hint: this line is not kept in the history file: \(what) may be a secret\n")
    }
  }

  // MARK: Lines

  private func nextLine(_ isContinuation: Bool) -> LineInput {
    while true {
      let prompt = isContinuation ? "> " : Prompt(session).text
      if !pasted.isEmpty {
        let line = pasted.removeFirst()
        session.context.output.write(Prompt.visible(prompt) + line + "\n")
        return .line(line)
      }
      let input = typedLine(prompt)
      switch input {
      case .pasted(let lines, let rest): takePaste(lines, rest, isContinuation)
      case .line(let text) where !isContinuation:
        if let line = expanded(text) { return .line(line) }
      default: return input
      }
    }
  }

  private func typedLine(_ prompt: String) -> LineInput {
    if historyCluster != session.saved?.current {
      historyCluster = session.saved?.current
      bench.useHistory(of: historyCluster)
    }
    for entry in bench.history.takeNews() { bench.lines.recall(entry) }
    defer { preset = "" }
    bench.lines.onIdle = needsIdle ? { [unowned self] in idle() } : nil
    return bench.lines.readLine(prompt: prompt, preset: preset)
  }

  /// While a line is being typed the cluster goes on, and so do jobs.
  private func idle() {
    do throws(Departure) { try session.catchUp() } catch { return }
    let text = bench.jobs.poll()
    if !text.isEmpty { bench.lines.announce(text) }
    idleCount += 1
    if idleCount.isMultiple(of: Self.looksAfter), let done = bench.guide?.look() { bench.lines.announce(done) }
    if !needsIdle { bench.lines.onIdle = nil }
  }

  private var needsIdle: Bool { !bench.jobs.isEmpty || bench.guide?.isDone == false }

  /// After how many idle calls a guide looks at the cluster.
  private static let looksAfter = 5

  private func takePaste(_ lines: [String], _ rest: String, _ isContinuation: Bool) {
    preset = rest
    if isContinuation {
      pasted = lines
      return
    }
    let text = PastedText(lines, isCommand: session.isCommand)
    pasted = text.commands
    if text.skipped > 0 {
      let lines = text.skipped == 1 ? "1 line" : "\(text.skipped) lines"
      session.context.errors.write("hint: \(lines) of what was pasted passed over: no commands\n")
    }
  }

  /// The line with events of the history replaced; `nil` when there is nothing left to run.
  private func expanded(_ line: String) -> String? {
    switch HistoryExpansion(line, bench.history.entries) {
    case .unchanged: return line
    case .line(let text) where line.hasPrefix("!") && isProgram(text):
      runLocally(text, typed: line)
    case .line(let text):
      session.context.output.write(text + "\n")
      return text
    case .local(let text):
      runLocally(text, typed: line)
    case .failure(let message):
      session.fail(message)
      session.status = 1
    }
    return nil
  }

  /// Whether an earlier line was a program's name that was none of ours: `ls`, and then `!ls`.
  private func isProgram(_ line: String) -> Bool {
    let word = String(line.prefix { !$0.isWhitespace })
    return !session.isCommand(word) && session.systemShell?.has(word) == true
  }

  private func runLocally(_ text: String, typed line: String) {
    guard session.systemShell != nil || session.isRestricted else {
      session.fail("no line of the history begins with `\(text.prefix { !$0.isWhitespace })`")
      session.status = 1
      return
    }
    remember(line)
    do throws(Departure) { session.status = try session.runProgram(text) } catch { breakOff() }
  }

  /// After Ctrl-C: nothing more of what was pasted is run.
  private func breakOff() {
    pasted = []
    session.status = 130
    session.context.output.write("\n")
  }
}

// MARK: Steps

extension InteractiveShell {
  /// Runs a step; the exit status when it was the last one.
  private func run(_ step: Step) -> Int32? {
    guard case .success(let command) = step.command else {
      if case .failure(let error) = step.command { session.fail(error.message) }
      session.status = 2
      return nil
    }
    bench.screen?.begin()
    session.lastWords = []
    session.context.clearFailure()
    do throws(Departure) {
      try session.catchUp()
      if step.isBackground { startJob(command, step) } else { try runWithJobs(command, step) }
    } catch {
      if case .exit(let status) = error { return status }
      breakOff()
      return nil
    }
    if let names = bench.screen?.takeNames() { session.name(rows: names) }
    giveHint()
    return nil
  }

  /// While a command waits, jobs go on.
  private func runWithJobs(_ command: ShellCommand, _ step: Step) throws(Departure) {
    if !bench.jobs.isEmpty { session.clock?.onWait = { [unowned self] in pollJobs() } }
    defer { session.clock?.onWait = nil }
    _ = try session.run(command, of: step)
  }

  /// Returns whether jobs have changed the cluster.
  private func pollJobs() -> Bool {
    let before = session.context.simulation?.revision
    let text = bench.jobs.poll()
    if !text.isEmpty { screen.write(text) }
    return session.context.simulation?.revision != before
  }

  private func startJob(_ command: ShellCommand, _ step: Step) {
    guard let job = bench.jobs.start(command, step.source.withoutAmpersand, in: session) else {
      session.fail("a command can't run in the background here (&)")
      session.status = 1
      return
    }
    session.context.output.write("[\(job.number)]\n")
    session.status = 0
  }

  private func giveHint() {
    guard !session.context.isStrict, let hint = Hints(session).hint() else { return }
    session.context.errors.write("hint: \(hint)\n")
  }
}

extension String {
  /// The text without newlines at its end.
  fileprivate var trimmingNewlines: String {
    var text = self[...]
    while text.last == "\n" { text.removeLast() }
    return String(text)
  }

  fileprivate var withoutAmpersand: String {
    var text = trimmingEnd[...]
    if text.last == "&" { text.removeLast() }
    return String(text).trimmingEnd
  }
}

extension Session {
  /// Lets the cluster do what it had to do while nobody asked it anything.
  func catchUp() throws(Departure) {
    guard let clock, let simulation = context.simulation, clock.now > simulation.now else { return }
    try interruptible { () throws(Interruption) in try simulation.advance(to: clock.now) }
  }

  /// Moves the cluster without waiting for the time outside.
  func runningAhead(_ body: () throws(Departure) -> Void) throws(Departure) {
    clock?.runAhead()
    defer { clock?.follow(from: context.api.now) }
    try body()
  }

  /// Whether a line that begins with a word is meant to be run.
  func isCommand(_ word: String) -> Bool {
    word == "kubectl" || word == "stsctl" || self.word(word) != nil
      || CommandRunner.isCommand(word, in: context)
  }
}
