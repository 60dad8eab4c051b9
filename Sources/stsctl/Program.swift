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
    } catch let elsewhere as OwnedElsewhere {
      errors.write(
        "stsctl: cluster `\(elsewhere.name)` is open in another stsctl: single commands reach it from here "
          + "(stsctl get pods), --state NAME opens another one\n")
    } catch {
      errors.write("stsctl: \(error)\n")
    }
    return 2
  }

  private func perform(_ invocation: Invocation) throws -> Int32 {
    switch invocation.task {
    case .help: output.write(InvocationHelp.text)
    case .version: output.write(InvocationHelp.versionText)
    case .complete(let line): return try complete(line, invocation)
    case .generate(let folder): try generate(below: folder)
    case .command(let words): return try perform(words, invocation)
    case .scripts(let names): return try run(scripts: names, invocation)
    case .serve where invocation.isRestricted: throw InvocationError("serve: --restricted allows no network")
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
    if let path = environment["STSCTL_SOCKET"], invocation.stateChoice == .usual {
      return try perform(atSocket: path, words)
    }
    var invocation = invocation
    // These words are about clusters that need not be open.
    if words.first == "cluster" { invocation.state = .forgotten }
    guard invocation.stateChoice != .forgotten else {
      return try session(invocation, InstantPacer(), input: .readAll).perform(words)
    }
    invocation.timing.pace = .zero
    return try asOwnerOrGuest(words) { signals in
      let clock = WallClock(start: WallClock.timeOfDay(), speed: invocation.speed, signals: signals)
      let session = try session(invocation, clock, input: .readAll, clock: clock)
      defer { (session.saved as? Clusters)?.close() }
      return session.perform(words)
    }
  }

  /// Runs something as the owner of its cluster, or has the owner do what this process was started for.
  private func asOwnerOrGuest(_ words: [String], _ body: (Int32) throws -> Int32) throws -> Int32 {
    let signals = ces_open_signals()
    while true {
      do {
        return try body(signals)
      } catch let elsewhere as OwnedElsewhere {
        switch RemoteCommand(socket: elsewhere.socket, signals: signals).run(hello) {
        case .status(let status): return status
        case .ownerLeft where RemoteCommand.mayBeginAgain(words): continue
        case .ownerLeft, .ownerDied: throw StateError.refused(Self.ownerEnded(elsewhere.name))
        }
      }
    }
  }

  private static func ownerEnded(_ name: String) -> String {
    "the process that had cluster `\(name)` open has ended; everything that was reported is saved"
  }

  /// Runs a command on the cluster of the shell or script that this process was started by.
  private func perform(atSocket path: String, _ words: [String]) throws -> Int32 {
    guard let socket = ClusterSocket.connect(to: path) else {
      throw StateError.refused("the shell or script that this was started by has ended (STSCTL_SOCKET is \(path))")
    }
    guard case .status(let status) = RemoteCommand(socket: socket, signals: ces_open_signals()).run(hello) else {
      throw StateError.refused("the shell or script that this was started by has ended")
    }
    return status
  }

  private var hello: GuestHello {
    let directory = getcwd(nil, 0)
    defer { free(directory) }
    return GuestHello(
      arguments: arguments, directory: directory.map { String(cString: $0) } ?? "/", environment: environment,
      isTerminal: isatty(1) != 0)
  }

  /// What may stand at the end of a line, with the names of the saved cluster where there is one.
  private func complete(_ line: String, _ invocation: Invocation) throws -> Int32 {
    let session: Session
    do {
      session = try self.session(invocation, InstantPacer(), input: .nothing)
    } catch let elsewhere as OwnedElsewhere {
      guard case .status(let status) = RemoteCommand(socket: elsewhere.socket, signals: ces_open_signals()).run(hello)
      else { return 1 }
      return status
    } catch is StateError {
      var fresh = invocation
      fresh.state = .forgotten
      session = try self.session(fresh, InstantPacer(), input: .nothing)
    }
    output.write(Completer(session).words(line))
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
    let clock = WallClock(start: WallClock.timeOfDay(), speed: invocation.speed, signals: signals)
    var invocation = invocation
    invocation.timing.pace = .zero
    let session = try session(invocation, clock, input: .readAll, clock: clock)
    let clusters = session.saved as? Clusters
    defer { clusters?.close() }
    guard
      let reader = LibEditLineReader(
        signals: signals, history: HistoryFile(environment: environment), completer: Completer(session))
    else { throw InvocationError("the terminal can't be used for editing lines") }
    reader.attended = clusters?.attended
    return InteractiveShell(session, lines: reader).run()
  }

  /// What commands find when they read their standard input.
  private enum Input {
    case nothing, readAll
  }

  private func session(
    _ invocation: Invocation, _ pacer: any Pacer, input: Input, clock: WallClock? = nil
  ) throws -> Session {
    let clusters = Clusters(files: files, invocation, environment: environment)
    let cluster = try clusters.open(start: clock == nil ? Invocation.scriptEpoch : WallClock.timeOfDay(), pacer)
    clock?.follow(from: cluster.now)
    clock?.beforeRest = output.flush
    for notice in cluster.notices { errors.write("stsctl: \(notice)\n") }
    let restricted = try restrictedFiles(invocation)
    let context = CommandContext(
      api: cluster, output: output, errors: errors, files: restricted ?? files,
      programs: invocation.isRestricted ? nil : ChildPrograms(),
      input: input == .readAll ? StandardInput.readAll() : [], isStrict: invocation.isStrict,
      isTerminal: isatty(1) != 0, environment: invocation.isRestricted ? Self.harmless(environment) : environment)
    let session = Session(context, timing: invocation.timing, clock: clock)
    session.saved = clusters
    session.isRestricted = invocation.isRestricted
    if !invocation.isRestricted {
      session.systemShell = ChildShell(
        clusters, clock, invocation.timing, isInteractive: clock != nil && isatty(0) != 0 && isatty(1) != 0,
        path: environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin")
    }
    if let clock { try clusters.takeGuests(clock, invocation.timing) }
    return session
  }

  // MARK: Restrictions

  /// The files that a stranger's script may use; `nil` when all of them may be used.
  private func restrictedFiles(_ invocation: Invocation) throws(FileError) -> FencedFiles? {
    guard invocation.isRestricted else { return nil }
    var folder = "."
    if case .scripts(let names) = invocation.task, let first = names.first, let end = first.lastIndex(of: "/") {
      folder = end == first.startIndex ? "/" : String(first[..<end])
    }
    return try FencedFiles(folder: folder)
  }

  /// What of the environment a stranger may see.
  private static func harmless(_ environment: [String: String]) -> [String: String] {
    environment.filter { ["HOME", "LANG", "TERM", "TZ"].contains($0.key) }
  }
}
