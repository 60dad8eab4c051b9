// Puts a run of stsctl together: reads the arguments and does what they ask for.
import ClusterState
import Glibc
import KubeCommands
import KubeShell

/// One run of the process.
struct Program {
  let arguments: [String]
  let environment: [String: String]
  let output = StandardStream(descriptor: 1, isBuffered: isatty(1) == 0)
  let errors: StandardStream
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
    case .serveHelp: output.write(InvocationHelp.serveText)
    case .version: output.write(InvocationHelp.versionText)
    case .complete(let line): return try complete(line, invocation)
    case .completion(let shell, let alias): output.write(CompletionScripts.script(shell, alias: alias))
    case .learn(let words): return try learn(words, invocation)
    case .test(let names): return try test(documents: names, invocation)
    case .generate(let folder): try generate(below: folder)
    case .command(let words): return try perform(words, invocation)
    case .scripts(let names): return try run(scripts: names, invocation)
    case .serve where invocation.isRestricted: throw InvocationError("serve: --restricted allows no network")
    case .serve: return try Serving(program: self).run(invocation)
    case .shell:
      if isatty(0) != 0 && isatty(1) != 0 { return try openShell(invocation) }
      var invocation = invocation
      invocation.task = .scripts(["-"])
      return try run(scripts: ["-"], invocation)
    }
    return 0
  }

  private func generate(below folder: String) throws(FileError) {
    for file in GeneratedFiles.all { try files.write("\(folder)/\(file.path)", Array(file.text.utf8)) }
  }

  // MARK: Scripts and documents

  /// Runs scripts. One on the standard input runs as it comes, because another program may be writing it.
  private func run(scripts names: [String], _ invocation: Invocation) throws -> Int32 {
    let opening = SessionOpening(invocation, readsInput: !names.contains("-"))
    let session = try session(opening)
    leaveBehind(session, invocation)
    var transcript: Transcript?
    if let file = invocation.transcriptFile {
      transcript = try Transcript(to: FileStream(path: file), watching: session.context.api)
    }
    let runner = ScriptRunner(session, invocation.script, transcript: transcript)
    if names == ["-"] {
      let lines = InputLines()
      // Who writes the next line may wait for what the last one brought.
      let next = {
        output.flush()
        return lines.next()
      }
      return runner.run(reading: next, name: "standard input")
    }
    return runner.run(try names.map(script))
  }

  private func script(_ name: String) throws(FileError) -> ScriptText {
    let bytes = name == "-" ? StandardInput.readAll() : try files.read(name)
    return ScriptText(name: name == "-" ? "standard input" : name, text: String(decoding: bytes, as: UTF8.self))
  }

  /// Every document has a cluster of its own.
  private func test(documents names: [String], _ invocation: Invocation) throws -> Int32 {
    var status: Int32 = 0
    for name in names {
      let text = String(decoding: try files.read(name), as: UTF8.self)
      let session = try session(SessionOpening(invocation, keepsFiles: false))
      if !DocumentTest(session, name: name).run(text) { status = 1 }
    }
    return status
  }
}
