// The shell people type into: prompts, runs what they typed, remembers it.
import ClusterAPI
import KubeCommands
import SimCore

/// A terminal that lines are typed at.
public protocol LineReader: AnyObject {
  /// Shows a prompt and returns what is typed after it.
  func readLine(prompt: String) -> LineInput

  /// Keeps an entry for recalling it: one command, which may have several lines.
  func remember(_ entry: String)
}

/// The time outside, as a cluster that follows it sees it.
public protocol ShellClock: AnyObject {
  /// The time the cluster should have.
  var now: Instant { get }

  /// Lets the cluster's time run ahead as fast as it can, until `follow` is called.
  func runAhead()

  /// Follows the time outside again, from where the cluster is.
  func follow(from instant: Instant)
}

/// A session at a terminal.
public final class InteractiveShell {
  private let session: Session
  private let lines: any LineReader
  private var reader = StepReader()

  /// - Parameter session: one with a clock, so that the cluster follows the time outside.
  public init(_ session: Session, lines: any LineReader) {
    self.session = session
    self.lines = lines
  }

  /// Runs what is typed until the user leaves; returns the exit status.
  public func run() -> Int32 {
    while true {
      switch reader.read({ isContinuation in lines.readLine(prompt: isContinuation ? "> " : prompt) }) {
      case .end:
        session.context.output.write("\n")
        return session.status
      case .interrupted:
        session.status = 130
      case .steps(let steps, let text):
        if !steps.isEmpty { lines.remember(Self.entry(text)) }
        for step in steps { if let status = run(step) { return status } }
      }
    }
  }

  /// `default 09:30:05> `
  private var prompt: String {
    let now = session.clock?.now ?? session.context.api.now
    let time = now.rfc3339.dropLast().suffix(8)
    return "\(session.context.namespace) \(time)> "
  }

  /// Runs a step; the exit status when it was the last one.
  private func run(_ step: Step) -> Int32? {
    guard case .success(let command) = step.command else {
      if case .failure(let error) = step.command { session.fail(error.message) }
      session.status = 2
      return nil
    }
    do throws(Departure) {
      try session.catchUp()
      try session.run(command)
    } catch {
      if case .exit(let status) = error { return status }
      session.status = 130
      session.context.output.write("\n")
    }
    return nil
  }

  /// What is kept of a typed text: without the newline at its end.
  private static func entry(_ text: String) -> String {
    var entry = text[...]
    while entry.last == "\n" { entry.removeLast() }
    return String(entry)
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
}
