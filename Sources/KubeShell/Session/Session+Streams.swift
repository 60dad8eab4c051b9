// The streams of a command, and sending them elsewhere.
import KubeCommands

/// Where a command reads and writes.
struct Streams {
  var input: CommandInput
  var output: any TextSink
  var errors: any TextSink
}

extension CommandInput {
  /// A text that is there already.
  convenience init(_ text: String) { self.init { Array(text.utf8) } }
}

/// Takes text and forgets it: `/dev/null`.
final class NullSink: TextSink {
  func write(_ text: String) {}
}

/// A file that a command writes to; it is written when the command has ended.
struct OutputFile {
  let path: String
  let isAppended: Bool
  let buffer: TextBuffer
}

extension Session {
  var currentStreams: Streams {
    Streams(input: context.source, output: context.output, errors: context.errors)
  }

  /// Runs something with other streams.
  @discardableResult
  func with<Outcome>(
    _ streams: Streams, _ body: () throws(Departure) -> Outcome
  ) throws(Departure) -> Outcome {
    let saved = currentStreams
    defer { use(saved) }
    use(streams)
    return try body()
  }

  private func use(_ streams: Streams) {
    context.source = streams.input
    context.output = streams.output
    context.errors = streams.errors
  }

  /// The streams that redirections ask for, and the files to write at the end; `nil` when one can't be opened,
  /// which has been said then.
  func redirected(_ redirections: [Redirection]) throws(Departure) -> (Streams, [OutputFile])? {
    var streams = currentStreams
    var files: [OutputFile] = []
    for redirection in redirections {
      do throws(ShellFailure) {
        try apply(redirection, to: &streams, &files)
      } catch {
        guard case .message(let message) = error else { throw error.departure }
        fail(message)
        return nil
      }
    }
    return (streams, files)
  }

  private func apply(
    _ redirection: Redirection, to streams: inout Streams, _ files: inout [OutputFile]
  ) throws(ShellFailure) {
    switch redirection.target {
    case .read(let word):
      let bytes = try contents(of: try text(word))
      streams.input = CommandInput { bytes }
    case .heredoc(let heredoc): streams.input = CommandInput(try text(heredoc.body))
    case .herestring(let word): streams.input = CommandInput(try text(word) + "\n")
    case .duplicate(let number):
      let sink = number == 1 ? streams.output : streams.errors
      if redirection.descriptor == 2 { streams.errors = sink } else { streams.output = sink }
    case .write(let word), .append(let word):
      var isAppended = false
      if case .append = redirection.target { isAppended = true }
      let sink = sink(for: try text(word), isAppended, &files)
      if redirection.descriptor == 2 { streams.errors = sink } else { streams.output = sink }
    }
  }

  private func sink(for path: String, _ isAppended: Bool, _ files: inout [OutputFile]) -> any TextSink {
    if path == "/dev/null" { return NullSink() }
    let file = OutputFile(path: path, isAppended: isAppended, buffer: TextBuffer())
    files.append(file)
    return file.buffer
  }

  private func contents(of path: String) throws(ShellFailure) -> [UInt8] {
    if path == "/dev/null" { return [] }
    do throws(FileError) {
      return try context.files.read(path)
    } catch {
      throw .message("\(path): \(error.reason)")
    }
  }

  /// Writes what went to files. Returns whether all of it could be written.
  func finish(_ files: [OutputFile]) -> Bool {
    var isWhole = true
    for file in files {
      do throws(FileError) {
        let before = file.isAppended && context.files.exists(file.path) ? try context.files.read(file.path) : []
        try context.files.write(file.path, before + Array(file.buffer.text.utf8))
      } catch {
        fail("\(file.path): \(error.reason)")
        isWhole = false
      }
    }
    return isWhole
  }

  /// Says what the shell itself could not do.
  func fail(_ message: String) { context.errors.write("stsctl: \(message)\n") }
}
