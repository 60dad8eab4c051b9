// Puts a run of stsctl together: reads the arguments, makes the cluster, connects the streams.
import CEditShim
import ClusterAPI
import ClusterSim
import ClusterState
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
    } catch let error as StateError {
      errors.write("stsctl: \(error.message)\n")
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
    case .command(let words): return try perform(words, invocation)
    case .scripts(let names): return try run(scripts: names, invocation)
    case .serve: return try Serving(program: self).run(invocation)
    case .shell:
      if isatty(0) != 0 && isatty(1) != 0 { return try runShell(invocation) }
      var invocation = invocation
      invocation.task = .scripts(["-"])
      return try run(scripts: ["-"], invocation)
    }
    return 0
  }

  /// Runs one command. The time of a saved cluster follows the clock on the wall, so a wait takes its time there.
  private func perform(_ words: [String], _ invocation: Invocation) throws -> Int32 {
    guard invocation.stateChoice != .forgotten else {
      return try session(invocation, InstantPacer(), input: .readAll).perform(words)
    }
    var invocation = invocation
    invocation.timing.pace = .zero
    let clock = WallClock(start: WallClock.timeOfDay(), speed: invocation.speed, signals: ces_open_signals())
    return try session(invocation, clock, input: .readAll, clock: clock).perform(words)
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
    try shell(invocation, keepsHistory: true).shell.run()
  }

  /// A shell on the cluster of the invocation, which follows the clock on the wall.
  func shell(
    _ invocation: Invocation, keepsHistory: Bool
  ) throws -> (shell: InteractiveShell, bench: Workbench, session: Session) {
    let signals = ces_open_signals()
    let clock = WallClock(start: WallClock.timeOfDay(), speed: invocation.speed, signals: signals)
    var invocation = invocation
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
      lines: reader, fibers: ThreadFibers(), screen: screen, isPainted: isPainted(1, invocation))
    if keepsHistory {
      let environment = environment
      bench.historyOf = { HistoryFile(environment: environment, cluster: $0) }
    }
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
    let clusters = Clusters(files: self.files, invocation, environment: environment)
    let cluster = try clusters.open(start: clock == nil ? Invocation.scriptEpoch : WallClock.timeOfDay(), pacer)
    clock?.follow(from: cluster.now)
    for notice in cluster.notices { errors.write("stsctl: \(notice)\n") }
    var shown: any TextSink = screen ?? output
    if screen == nil, isPainted(1, invocation) { shown = ScreenSink(output, .output, isPainted: true) }
    let said = ScreenSink(errors, .errors, isPainted: isPainted(2, invocation), live: live)
    let context = CommandContext(
      api: cluster, output: shown, errors: said, files: files ?? self.files, programs: ChildPrograms(),
      input: input == .readAll ? StandardInput.readAll() : [], isStrict: invocation.isStrict,
      isTerminal: isatty(1) != 0, environment: environment)
    context.progress = live
    let session = Session(context, timing: invocation.timing, clock: clock)
    session.freshName = invocation.freshName
    session.saved = clusters
    return session
  }
}
