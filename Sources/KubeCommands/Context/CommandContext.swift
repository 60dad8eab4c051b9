// What a command has to do with the world: the cluster, streams, files, the namespace. All of it comes in here, so a
// test runs a command as it runs in a terminal.
import ClusterAPI
import KubeObjects
import SimCore

/// Where a command writes text.
public protocol TextSink: AnyObject {
  func write(_ text: String)
}

/// Text kept in memory: tests, transcripts, `--dry-run` comparisons.
public final class TextBuffer: TextSink {
  public private(set) var text = ""

  public init() {}

  public func write(_ text: String) { self.text += text }

  /// Gives the text out and begins anew.
  public func take() -> String {
    defer { text = "" }
    return text
  }
}

/// Why a file can't be read or written, in the words of the operating system: `no such file or directory`.
public struct FileError: Error, Equatable, Sendable {
  public var path: String
  public var reason: String

  public init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }
}

/// The files a command may use. The terminal has the disk, tests have a dictionary, `--restricted` has one directory.
public protocol FileAccess: AnyObject {
  func read(_ path: String) throws(FileError) -> [UInt8]
  func write(_ path: String, _ bytes: [UInt8]) throws(FileError)
  /// The names in a directory, sorted; `nil` when the path is no directory.
  func entries(_ path: String) throws(FileError) -> [String]?
  func exists(_ path: String) -> Bool
  /// Makes a folder and those above it, where they are missing. Where files need no folders, there is nothing to do.
  func makeFolder(_ path: String) throws(FileError)
}

extension FileAccess {
  public func makeFolder(_ path: String) throws(FileError) {}
}

/// What is piped into a command, read once and only when somebody asks: a terminal would wait for it.
public final class CommandInput {
  private let read: () -> [UInt8]
  public private(set) lazy var bytes = read()

  public init(read: @escaping () -> [UInt8]) { self.read = read }
}

/// A line on a terminal that says how far something is and is drawn anew in its place.
public protocol ProgressSink: AnyObject {
  func show(_ text: String)
  func clear()
}

/// Everything a command may use, and what of it a command may change for those after it.
public final class CommandContext {
  /// The cluster, as the one whom the command acts for sees it.
  public internal(set) var api: any ClusterAPI
  public var output: any TextSink
  public var errors: any TextSink
  public let files: any FileAccess
  /// The programs a command may start; `nil` where it may start none.
  public let programs: (any ProgramAccess)?
  /// What is piped in: `kubectl apply -f -`.
  public var source: CommandInput
  /// The bytes of `source`, read when they are first asked for.
  public var input: [UInt8] {
    get { source.bytes }
    set { source = CommandInput { newValue } }
  }
  /// The namespace commands use when they name none.
  public var namespace: String
  /// What `kubectl config` made of the cluster's own kubeconfig; `nil` while it is as it was.
  public var kubeConfig: Value?
  /// Exactly kubectl: no extensions, no hints.
  public let isStrict: Bool
  /// Whether output goes to a terminal: then statuses may be coloured and questions asked.
  public let isTerminal: Bool
  /// The environment variables a command may read (`KUBE_EDITOR`).
  public var environment: [String: String]
  /// Where a terminal shows how far things are; `nil` elsewhere.
  public var progress: (any ProgressSink)?
  /// Why the last command failed; `nil` when it did not.
  public internal(set) var failure: CommandError?
  /// What `completion` prints, by shell.
  public var completionScripts: [String: String] = [:]
  /// How wide the terminal is now; `nil` where output goes elsewhere.
  public var columns: () -> Int? = { nil }
  /// The version up to which a watch was told by a process that had the cluster before: it goes on from there.
  public var resumption: String?
  /// The warnings that the command has given already.
  var givenWarnings: Set<String> = []

  public init(
    api: any ClusterAPI, output: any TextSink, errors: any TextSink, files: any FileAccess,
    programs: (any ProgramAccess)? = nil, input: @autoclosure @escaping () -> [UInt8] = [],
    namespace: String = "default", isStrict: Bool = false, isTerminal: Bool = false,
    environment: [String: String] = [:]
  ) {
    self.api = api
    self.output = output
    self.errors = errors
    self.files = files
    self.programs = programs
    source = CommandInput(read: input)
    self.namespace = namespace
    self.isStrict = isStrict
    self.isTerminal = isTerminal
    self.environment = environment
  }

  /// Forgets why the last command failed.
  public func clearFailure() { failure = nil }

  /// The simulated cluster behind the door, where there is one.
  public var simulation: (any Simulation)? { ownAPI as? any Simulation }

  /// The cluster as its administrator sees it.
  var ownAPI: any ClusterAPI { (api as? ImpersonatingCluster)?.cluster ?? api }
}
