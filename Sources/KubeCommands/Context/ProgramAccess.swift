// Programs outside of this one: an editor, a diff of one's own.

/// What a program left behind.
public struct ProgramOutcome: Equatable, Sendable {
  public var status: Int32
  public var output: String
  public var errors: String

  public init(status: Int32, output: String = "", errors: String = "") {
    self.status = status
    self.output = output
    self.errors = errors
  }
}

/// Why a program did not run.
public enum ProgramError: Error, Equatable, Sendable {
  /// No such program in the directories of `PATH`.
  case notFound
  /// What the operating system says: `permission denied`.
  case failed(String)
}

/// Starts programs. The process of the terminal can; a context without this starts none, so that a served or
/// restricted cluster can't be made to.
public protocol ProgramAccess: AnyObject {
  /// Runs a program with the streams of the terminal, waits for its end, and returns its exit status.
  func runOnTerminal(_ words: [String], environment: [String: String]) throws(ProgramError) -> Int32

  /// Runs a program that reads nothing, and returns what it wrote.
  func run(_ words: [String], environment: [String: String]) throws(ProgramError) -> ProgramOutcome

  /// Makes a file of a new name, `prefix` and `suffix` around a number, and returns its path.
  func temporaryFile(_ prefix: String, _ suffix: String, _ bytes: [UInt8]) throws(FileError) -> String

  /// Makes an empty directory of a new name, `prefix` before a number, and returns its path.
  func temporaryDirectory(_ prefix: String) throws(FileError) -> String

  /// Removes what was made, with what is in it.
  func remove(_ path: String)
}
