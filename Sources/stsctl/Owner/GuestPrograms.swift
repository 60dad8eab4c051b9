// Programs that a guest's command starts: they run where the guest is, at its terminal and in its directory.
import KubeCommands
import KubeObjects

final class GuestPrograms: ProgramAccess {
  private unowned let guest: Guest
  /// Temporary files are the same for both processes.
  private let local = ChildPrograms()

  init(_ guest: Guest) { self.guest = guest }

  func runOnTerminal(_ words: [String], environment: [String: String]) throws(ProgramError) -> Int32 {
    try ask(ProgramRequest(words: words, environment: environment, isOnTerminal: true)).status
  }

  func run(_ words: [String], environment: [String: String]) throws(ProgramError) -> ProgramOutcome {
    try ask(ProgramRequest(words: words, environment: environment, isOnTerminal: false))
  }

  private func ask(_ request: ProgramRequest) throws(ProgramError) -> ProgramOutcome {
    guard let answer = guest.run(request.value) else { throw .failed("its terminal has gone") }
    if let failure = answer["failure"].string { throw failure.isEmpty ? .notFound : .failed(failure) }
    return ProgramOutcome(
      status: Int32(truncatingIfNeeded: answer["status"].int ?? 1), output: answer["output"].text,
      errors: answer["errors"].text)
  }

  func temporaryFile(_ prefix: String, _ suffix: String, _ bytes: [UInt8]) throws(FileError) -> String {
    try local.temporaryFile(prefix, suffix, bytes)
  }

  func temporaryDirectory(_ prefix: String) throws(FileError) -> String { try local.temporaryDirectory(prefix) }
  func remove(_ path: String) { local.remove(path) }
}

/// A program to run, as the two processes tell each other.
struct ProgramRequest {
  var words: [String]
  var environment: [String: String]
  var isOnTerminal: Bool

  var value: Value {
    var variables: Value = [:]
    for (name, value) in environment { variables[Key(name)] = .string(value) }
    return [
      "words": .array(words.map(Value.string)), "environment": variables, "terminal": .bool(isOnTerminal),
    ]
  }

  init(words: [String], environment: [String: String], isOnTerminal: Bool) {
    self.words = words
    self.environment = environment
    self.isOnTerminal = isOnTerminal
  }

  init(_ value: Value) {
    words = value["words"].elements.map(\.text)
    environment = [:]
    for (name, text) in value["environment"].fields { environment[name.text] = text.text }
    isOnTerminal = value["terminal"].bool ?? false
  }

  /// Runs it here and says how it ended.
  func run(with programs: any ProgramAccess) -> Value {
    do throws(ProgramError) {
      if isOnTerminal {
        return ["status": .int(Int64(try programs.runOnTerminal(words, environment: environment)))]
      }
      let outcome = try programs.run(words, environment: environment)
      return [
        "status": .int(Int64(outcome.status)), "output": .string(outcome.output), "errors": .string(outcome.errors),
      ]
    } catch {
      if case .failed(let reason) = error { return ["failure": .string(reason)] }
      return ["failure": ""]
    }
  }
}
