// Puts a run of stsctl together: reads the arguments, makes the cluster, connects the streams.
import CEditShim
import ClusterAPI
import ClusterSim
import Glibc
import KubeCommands
import KubeObjects
import KubeShell
import SimCore

/// One run of the process.
struct Program {
  let arguments: [String]
  let environment: [String: String]
  let output = StandardStream(descriptor: 1, isBuffered: isatty(1) == 0)
  private let errors: StandardStream
  let files = DiskFiles()

  init(arguments: [String], environment: [String: String]) {
    self.arguments = arguments
    self.environment = environment
    errors = StandardStream(descriptor: 2, isBuffered: false, flushedBefore: output)
  }

  /// Does what the arguments ask for and returns the exit status.
  func run() -> Int32 {
    defer { output.flush() }
    do {
      return try perform(Invocation(arguments: arguments))
    } catch let error as InvocationError {
      errors.write("stsctl: \(error.message)\nTry stsctl --help.\n")
    } catch let error as FileError {
      errors.write("stsctl: \(error.path): \(error.reason)\n")
    } catch {
      errors.write("stsctl: \(error)\n")
    }
    return 2
  }

  private func perform(_ invocation: Invocation) throws -> Int32 {
    switch invocation.task {
    case .help: output.write(InvocationHelp.text)
    case .version: output.write(InvocationHelp.versionText)
    case .complete(let line):
      output.write(Completer(try session(invocation, InstantPacer(), input: .nothing)).words(line))
    case .generate(let folder): try generate(below: folder)
    case .command(let words): return try session(invocation, InstantPacer(), input: .readAll).perform(words)
    case .scripts(let names): return try run(scripts: names, invocation)
    case .serve: return try Serving(program: self).run(invocation)
    case .shell: return try isatty(0) != 0 && isatty(1) != 0 ? runShell(invocation) : run(scripts: ["-"], invocation)
    }
    return 0
  }

  private func generate(below folder: String) throws(FileError) {
    for file in GeneratedFiles.all { try files.write("\(folder)/\(file.path)", Array(file.text.utf8)) }
  }

  /// Runs scripts. One on the standard input runs as it comes, because another program may be writing it.
  private func run(scripts names: [String], _ invocation: Invocation) throws -> Int32 {
    let session = try session(invocation, InstantPacer(), input: names.contains("-") ? .nothing : .readAll)
    var transcript: Transcript?
    if let file = invocation.transcriptFile {
      transcript = try Transcript(to: FileStream(path: file), watching: session.context.api)
    }
    let runner = ScriptRunner(session, invocation.script, transcript: transcript)
    if names == ["-"] {
      let lines = InputLines()
      return runner.run(reading: lines.next, name: "standard input")
    }
    return runner.run(try names.map(script))
  }

  private func script(_ name: String) throws(FileError) -> ScriptText {
    let bytes = name == "-" ? StandardInput.readAll() : try files.read(name)
    return ScriptText(name: name == "-" ? "standard input" : name, text: String(decoding: bytes, as: UTF8.self))
  }

  private func runShell(_ invocation: Invocation) throws -> Int32 {
    let signals = ces_open_signals()
    let start = invocation.start ?? WallClock.timeOfDay()
    let clock = WallClock(start: start, speed: invocation.speed, signals: signals)
    var invocation = invocation
    invocation.start = start
    invocation.timing.pace = .zero
    let session = try session(invocation, clock, input: .readAll, clock: clock)
    guard
      let reader = LibEditLineReader(
        signals: signals, history: HistoryFile(environment: environment), completer: Completer(session))
    else { throw InvocationError("the terminal can't be used for editing lines") }
    return InteractiveShell(session, lines: reader).run()
  }

  /// What commands find when they read their standard input.
  private enum Input {
    case nothing, readAll
  }

  private func session(
    _ invocation: Invocation, _ pacer: any Pacer, input: Input, clock: WallClock? = nil
  ) throws -> Session {
    let cluster = try Clusters(files: files).fresh(for: invocation, start: Invocation.scriptEpoch, pacer)
    let context = CommandContext(
      api: cluster, output: output, errors: errors, files: files, programs: ChildPrograms(),
      input: input == .readAll ? StandardInput.readAll() : [], isStrict: invocation.isStrict,
      isTerminal: isatty(1) != 0, environment: environment)
    return Session(context, timing: invocation.timing, clock: clock)
  }
}
