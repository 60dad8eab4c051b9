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
    case .serveHelp: output.write(InvocationHelp.serveText)
    case .version: output.write(InvocationHelp.versionText)
    case .complete(let line): output.write(try completer(invocation).words(line))
    case .completion(let shell, let alias): output.write(CompletionScripts.script(shell, alias: alias))
    case .learn(let words): return try learn(words, invocation)
    case .test(let names): return try test(documents: names, invocation)
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

  private func completer(_ invocation: Invocation) throws -> Completer {
    let session = try session(invocation, InstantPacer(), input: .nothing)
    let lessons = Lessons(files: files, environment: environment)
    return Completer(session) {
      ((try? lessons.library.lessons()) ?? []).map { Candidate($0.name, $0.title) }
    }
  }

  /// Every document has a cluster of its own.
  private func test(documents names: [String], _ invocation: Invocation) throws -> Int32 {
    var status: Int32 = 0
    for name in names {
      let text = String(decoding: try files.read(name), as: UTF8.self)
      let disk = files
      let session = try session(invocation, InstantPacer(), input: .nothing, files: ScratchFiles(over: disk))
      if !DocumentTest(session, name: name).run(text) { status = 1 }
    }
    return status
  }

  private func runShell(_ invocation: Invocation) throws -> Int32 {
    let history = HistoryFile(environment: environment, cluster: invocation.state ?? "default")
    return try shell(invocation, history: history).0.run()
  }

  /// A shell on a fresh cluster that follows the clock on the wall.
  func shell(
    _ invocation: Invocation, history: HistoryFile?
  ) throws -> (InteractiveShell, Workbench, Session) {
    let signals = ces_open_signals()
    let start = invocation.start ?? WallClock.timeOfDay()
    let clock = WallClock(start: start, speed: invocation.speed, signals: signals)
    var invocation = invocation
    invocation.start = start
    invocation.timing.pace = .zero
    let live = environment["TERM"] == "dumb" || invocation.isStrict ? nil
      : LiveLine(output) { LibEditLineReader.size.columns }
    let screen = ScreenSink(output, .output, isPainted: isPainted(1, invocation), live: live)
    let session = try session(invocation, clock, input: .readAll, clock: clock, screen: screen, live: live)
    guard
      let reader = LibEditLineReader(
        signals: signals, completer: Completer(session), terminalType: environment["TERM"])
    else { throw InvocationError("the terminal can't be used for editing lines") }
    let bench = Workbench(
      lines: reader, history: History(history), fibers: ThreadFibers(), screen: screen,
      isPainted: isPainted(1, invocation))
    return (InteractiveShell(session, bench), bench, session)
  }

  private func isPainted(_ descriptor: Int32, _ invocation: Invocation) -> Bool {
    invocation.color.isPainted(
      isTerminal: isatty(descriptor) != 0, isStrict: invocation.isStrict, environment)
  }

  /// What commands find when they read their standard input.
  private enum Input {
    case nothing, readAll
  }

  private func session(
    _ invocation: Invocation, _ pacer: any Pacer, input: Input, clock: WallClock? = nil, screen: ScreenSink? = nil,
    live: LiveLine? = nil, files: (any FileAccess)? = nil
  ) throws -> Session {
    let cluster = try Clusters(files: self.files).fresh(for: invocation, start: Invocation.scriptEpoch, pacer)
    var shown: any TextSink = screen ?? output
    if screen == nil, isPainted(1, invocation) { shown = ScreenSink(output, .output, isPainted: true) }
    let said = ScreenSink(errors, .errors, isPainted: isPainted(2, invocation), live: live)
    let context = CommandContext(
      api: cluster, output: shown, errors: said, files: files ?? self.files, programs: ChildPrograms(),
      input: input == .readAll ? StandardInput.readAll() : [], isStrict: invocation.isStrict,
      isTerminal: isatty(1) != 0, environment: environment)
    context.progress = live
    let session = Session(context, timing: invocation.timing, clock: clock)
    session.clusterName = invocation.clusterName
    return session
  }
}
