// A terminal that can be read as a person sees it: a window of tmux with stsctl in it.
import Foundation
import Glibc
import Synchronization

/// What did not come onto the screen.
public struct ScreenError: Error, CustomStringConvertible {
  public let description: String
}

/// One program in a terminal. It ends with the object.
public final class Tmux {
  /// Whether tmux is installed.
  public static let isThere = ["/usr/bin/tmux", "/bin/tmux", "/usr/local/bin/tmux"]
    .contains { FileManager.default.isExecutableFile(atPath: $0) }

  /// The program that was built with the tests.
  public static let program: String = {
    var folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    while folder.path.count > 1 {
      let candidate = folder.appending(path: "stsctl").path
      if FileManager.default.isExecutableFile(atPath: candidate), !isFolder(candidate) { return candidate }
      folder.deleteLastPathComponent()
    }
    return "stsctl"
  }()

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }

  private let server: String
  public let home: String

  /// Folders that are taken away when the tests end: several terminals may share one, one after the other.
  private static let folders = Mutex<[String]>([])

  private static let cleaning: Void = {
    atexit { for path in Tmux.folders.withLock({ $0 }) { try? FileManager.default.removeItem(atPath: path) } }
  }()

  /// An empty folder.
  public static func folder() -> String {
    let path = FileManager.default.temporaryDirectory.appending(path: "stsctl-\(UUID().uuidString)").path
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    cleaning
    folders.withLock { $0.append(path) }
    return path
  }

  /// - Parameters:
  ///   - options: arguments of stsctl.
  ///   - command: what runs instead of stsctl; % stands for it.
  ///   - prompt: what is waited for before anything is typed.
  public init(
    options: String = "", columns: Int = 100, home: String? = nil, environment: String = "", command: String? = nil,
    prompt: String? = "> $"
  ) throws {
    server = "stsctl-" + UUID().uuidString.prefix(8)
    self.home = home ?? Self.folder()
    let lessons = ProjectFiles.location("examples/lessons")
    let variables =
      "HOME=\(self.home) TMPDIR=\(self.home) XDG_STATE_HOME= STSCTL_LESSONS=\(lessons) SWIFT_BACKTRACE=enable=no"
    let program = "env \(variables) \(environment) \(Self.program)"
    let line = command?.replacing("%", with: program) ?? "\(program) \(options)"
    try tmux(
      "-f", "/dev/null", "new-session", "-d", "-x", "\(columns)", "-y", "40", "-c", ProjectFiles.location(""),
      "\(line); echo EXIT $?; sleep 600")
    if command == nil, let prompt { try wait(for: prompt, seconds: 30) }
  }

  deinit {
    _ = try? tmux("kill-server")
  }

  /// Runs tmux and returns what it prints. Its server lives on, so nothing of it may be waited for but the first
  /// process, and what is printed goes through a file.
  @discardableResult
  private func tmux(_ arguments: String...) throws -> String {
    let file = home + "/\(server).out"
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, file, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    // The threads of a test run may have blocked signals, which a terminal needs.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    var all = sigset_t()
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    let words = (["tmux", "-L", server] + arguments).map { strdup($0) }
    defer { for word in words { free(word) } }
    var child = pid_t()
    let failure = posix_spawnp(&child, "tmux", &actions, &attributes, words + [nil], environ)
    if failure != 0 { throw ScreenError(description: "tmux can't be started: \(String(cString: strerror(failure)))") }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    return (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
  }

  // MARK: Typing

  /// Types text as it is; a newline is Enter.
  public func send(_ text: String) { _ = try? tmux("send-keys", "-l", text.replacing("\n", with: "\r")) }

  /// Presses keys by tmux's names: `C-c`, `Tab`.
  public func keys(_ names: String...) {
    for name in names { _ = try? tmux("send-keys", name) }
  }

  /// Pastes text as a terminal does, with marks at its beginning and end.
  public func paste(_ text: String) {
    _ = try? tmux("set-buffer", text)
    _ = try? tmux("paste-buffer", "-p", "-r")
  }

  public func resize(columns: Int) { _ = try? tmux("resize-window", "-x", "\(columns)", "-y", "40") }

  /// Types a line and waits for what it brings.
  public func type(_ line: String, until pattern: String, count: Int = 1, seconds: Double = 20) throws {
    send(line + "\n")
    try wait(for: pattern, count: count, seconds: seconds)
  }

  // MARK: Reading

  public func contents(withColours: Bool = false) -> String {
    (try? withColours ? tmux("capture-pane", "-p", "-e") : tmux("capture-pane", "-p")) ?? ""
  }

  /// Waits until a regular expression matches so many lines of the screen.
  public func wait(for pattern: String, count: Int = 1, seconds: Double = 20) throws {
    let expression = try Regex(pattern)
    try wait(seconds: seconds, what: pattern) { text in
      let lines = text.split(separator: "\n").map { line in
        // The cursor stands behind the space of a prompt, which the screen does not show.
        line.hasSuffix(">") ? line + " " : line
      }
      return lines.count { $0.contains(expression) } >= count
    }
  }

  public func wait(seconds: Double = 20, what: String = "", until isRight: (String) -> Bool) throws {
    let deadline = Date().addingTimeInterval(seconds)
    while !isRight(contents()) {
      if Date() > deadline { throw ScreenError(description: "`\(what)` did not come:\n\(contents())") }
      usleep(50_000)
    }
  }
}
