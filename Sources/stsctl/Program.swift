// Puts a run of stsctl together: reads the arguments, makes the cluster, connects the streams.
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
  private let output = StandardStream(descriptor: 1, isBuffered: isatty(1) == 0)
  private let errors: StandardStream
  private let files = DiskFiles()

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
      return 2
    } catch let error as FileError {
      errors.write("stsctl: \(error.path): \(error.reason)\n")
      return 2
    } catch {
      errors.write("stsctl: \(error)\n")
      return 2
    }
  }

  private func perform(_ invocation: Invocation) throws -> Int32 {
    switch invocation.task {
    case .help: output.write(InvocationHelp.text)
    case .version: output.write(InvocationHelp.versionText)
    case .command(let words): return try run(words, invocation)
    case .scripts(let names): return try run(scripts: names, invocation)
    case .shell: return try run(scripts: ["-"], invocation)
    }
    return 0
  }

  private func run(_ words: [String], _ invocation: Invocation) throws -> Int32 {
    let session = try session(invocation)
    return session.perform(words)
  }

  private func run(scripts names: [String], _ invocation: Invocation) throws -> Int32 {
    let scripts = try names.map { name in
      let bytes = name == "-" ? StandardInput.readAll() : try files.read(name)
      return ScriptText(name: name == "-" ? "standard input" : name, text: String(decoding: bytes, as: UTF8.self))
    }
    let session = try session(invocation)
    var transcript: Transcript?
    if let file = invocation.transcriptFile {
      transcript = try Transcript(to: FileStream(path: file), watching: session.context.api)
    }
    return ScriptRunner(session, invocation.script, transcript: transcript).run(scripts)
  }

  private func session(_ invocation: Invocation) throws -> Session {
    let cluster = try Clusters(files: files).fresh(for: invocation, start: Invocation.scriptEpoch, InstantPacer())
    let context = CommandContext(
      api: cluster, output: output, errors: errors, files: files,
      input: StandardInput.readAll(), isStrict: invocation.isStrict,
      isTerminal: isatty(1) != 0, environment: environment)
    return Session(context, timing: invocation.timing)
  }
}
