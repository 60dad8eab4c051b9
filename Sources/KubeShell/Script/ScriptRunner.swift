// Runs scripts: step after step in one session, with a transcript where one is wanted.
import ClusterAPI
import KubeCommands
import KubeObjects
import SimCore

/// A script and the name messages give it.
public struct ScriptText: Sendable {
  public var name: String
  public var text: String

  public init(name: String, text: String) {
    self.name = name
    self.text = text
  }
}

/// How scripts are run.
public struct ScriptOptions: Sendable {
  /// Goes on after a step that failed.
  public var keepsGoing = false
  /// Prints every step, with the comments above it, before what it prints.
  public var echoes = false

  public init(keepsGoing: Bool = false, echoes: Bool = false) {
    self.keepsGoing = keepsGoing
    self.echoes = echoes
  }
}

/// Runs scripts in a session.
public final class ScriptRunner {
  private let session: Session
  private let options: ScriptOptions
  private let transcript: Transcript?
  private var firstFailure: Int32 = 0
  private var hasEchoed = false

  public init(_ session: Session, _ options: ScriptOptions, transcript: Transcript? = nil) {
    self.session = session
    self.options = options
    self.transcript = transcript
  }

  /// Runs scripts one after the other and returns the exit status of the first step that failed, or 0.
  ///
  /// Unless failing steps are passed over, a script whose text is wrong somewhere does not begin at all.
  public func run(_ scripts: [ScriptText]) -> Int32 {
    let parsed = scripts.map { (name: $0.name, steps: ShellParser.steps($0.text)) }
    if !options.keepsGoing, let wrong = firstMistake(parsed) { return wrong }
    for script in parsed {
      for step in script.steps where !run(step, of: script.name) { return firstFailure }
    }
    return firstFailure
  }

  /// Runs the steps of lines as they come, each as soon as it is complete: what another program writes to us.
  public func run(reading next: () -> String?, name: String) -> Int32 {
    var reader = StepReader()
    while case .steps(let steps, _) = reader.read({ _ in next().map(LineInput.line) ?? .end }) {
      for step in steps where !run(step, of: name) { return firstFailure }
    }
    return firstFailure
  }

  private func firstMistake(_ scripts: [(name: String, steps: [Step])]) -> Int32? {
    for script in scripts {
      for step in script.steps {
        guard case .failure(let error) = step.command else { continue }
        session.context.errors.write("stsctl: \(script.name):\(error.line): \(error.message)\n")
        return 2
      }
    }
    return nil
  }

  /// Runs a step; false when it was the last one.
  private func run(_ step: Step, of script: String) -> Bool {
    if options.echoes { echo(step) }
    let settles = session.timing.settles
    if !step.settles { session.timing.settles = false }
    let outcome = transcript?.record(step, in: session, { perform(step) }) ?? perform(step)
    session.timing.settles = settles
    return goesOn(after: outcome, step, script)
  }

  private func goesOn(after outcome: StepOutcome, _ step: Step, _ script: String) -> Bool {
    if outcome.status != 0 {
      if firstFailure == 0 { firstFailure = outcome.status }
      let place = "\(script):\(outcome.line ?? step.line)"
      session.context.errors.write("stsctl: \(place): exit status \(outcome.status): \(step.title)\n")
    }
    return !outcome.isLast && (outcome.status == 0 || options.keepsGoing)
  }

  private func perform(_ step: Step) -> StepOutcome {
    switch step.command {
    case .failure(let error):
      session.fail(error.message)
      session.status = 2
      return StepOutcome(status: 2, line: error.line)
    case .success(let command):
      do throws(Departure) {
        return StepOutcome(status: try session.run(command, of: step))
      } catch {
        return StepOutcome(departure: error)
      }
    }
  }

  private func echo(_ step: Step) {
    let comments = step.comments.map { $0 + "\n" }.joined()
    let gap = hasEchoed && !comments.isEmpty ? "\n" : ""
    session.context.output.write("\(gap)\(comments)$ \(step.source)\n")
    hasEchoed = true
  }
}

/// How a step ended.
struct StepOutcome {
  var status: Int32
  /// The line of a mistake in its text.
  var line: Int?
  /// Whether nothing may run after it.
  var isLast = false

  init(status: Int32, line: Int? = nil) {
    self.status = status
    self.line = line
  }

  init(departure: Departure) {
    switch departure {
    case .exit(let status): self.status = status
    case .interrupted: status = 130
    }
    isLast = true
  }
}

extension Step {
  /// The first line of its text.
  var title: String { String(source.prefix { $0 != "\n" }) }

  /// Whether it only lets time pass: what happens then belongs to the next step's story.
  var isSleep: Bool {
    guard case .success(.simple(let command)) = command else { return false }
    return command.words.first?.bareText == "sleep"
  }
}
