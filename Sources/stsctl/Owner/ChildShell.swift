// /bin/sh for lines that need other programs, with `kubectl` and `stsctl` on its path that talk to this very cluster.
import CEditShim
import Glibc
import KubeCommands
import KubeShell

/// Runs lines with /bin/sh while this process serves its cluster to what they start.
final class ChildShell: SystemShell {
  private let clusters: Clusters
  private let clock: WallClock?
  private let timing: Timing
  /// Whether programs get the terminal itself instead of pipes.
  private let isInteractive: Bool
  private let path: [String]
  private var folder: ProgramFolder?

  init(_ clusters: Clusters, _ clock: WallClock?, _ timing: Timing, isInteractive: Bool, path: String) {
    self.clusters = clusters
    self.clock = clock
    self.timing = timing
    self.isInteractive = isInteractive
    self.path = path.split(separator: ":").map(String.init)
  }

  func has(_ program: String) -> Bool { Self.has(program, in: path) }

  static let usualPath = "/usr/local/bin:/usr/bin:/bin"

  static func has(_ program: String, in path: [String]) -> Bool {
    if program.contains("/") { return access(program, X_OK) == 0 }
    return builtins.contains(program) || path.contains { access("\($0)/\(program)", X_OK) == 0 }
  }

  /// What /bin/sh does itself.
  private static let builtins: Set<String> = [
    ".", "[", "cd", "command", "eval", "exec", "read", "set", "shift", "test", "trap", "type", "ulimit", "umask",
    "unset", "wait",
  ]

  func run(_ line: SystemShellLine, output: any TextSink, errors: any TextSink) -> SystemShellOutcome {
    do {
      let folder = try self.folder ?? ProgramFolder()
      self.folder = folder
      let hub = try clusters.hub(at: folder.path + "/socket", clock, timing)
      hub.open()
      let environment = folder.environment(line.environment, socket: hub.path)
      let streams = isInteractive ? [] : [ChildStream(1, output), ChildStream(2, errors)].compactMap { $0 }
      let words = Self.words(line, keepingIn: folder.kept)
      let child = try Self.spawn(words, environment, streams, hasInput: isInteractive)
      let status = wait(for: child, streams, hub)
      return SystemShellOutcome(status: status, variables: Self.values(of: line.kept, in: folder.kept))
    } catch {
      return Self.refusal(error, errors)
    }
  }

  /// Says why a line could not be run at all.
  static func refusal(_ error: any Error, _ errors: any TextSink) -> SystemShellOutcome {
    errors.write("stsctl: /bin/sh can't be run: \((error as? FileError)?.reason ?? "\(error)")\n")
    return SystemShellOutcome(status: 126)
  }

  /// The program that runs a line, and its arguments.
  static func words(_ line: SystemShellLine, keepingIn file: String) -> [String] {
    ["/bin/sh", "-c", line.text + keeping(line.kept, in: file), "sh"] + line.arguments
  }

  /// What makes the shell leave the values of variables in a file, each with a zero byte behind it.
  private static func keeping(_ names: [String], in file: String) -> String {
    if names.isEmpty { return "" }
    unlink(file)
    let values = names.map { "\"$\($0)\"" }.joined(separator: " ")
    return "\nstsctl_status=$?\nprintf '%s\\0' \(values) > '\(file)'\nexit $stsctl_status\n"
  }

  static func values(of names: [String], in file: String) -> [String: String] {
    guard !names.isEmpty, let bytes = try? DiskFiles().read(file) else { return [:] }
    let values = bytes.split(separator: 0, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
    return Dictionary(zip(names, values)) { $1 }
  }

  private static func spawn(
    _ words: [String], _ environment: [String: String], _ streams: [ChildStream], hasInput: Bool
  ) throws(FileError) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if !hasInput { posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0) }
    for stream in streams { posix_spawn_file_actions_adddup2(&actions, stream.writer, stream.number) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    ChildPrograms.useUsualSignals(&attributes)
    var child: pid_t = 0
    let variables = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let failure = CStrings.with(words) { words in
      CStrings.with(variables) { posix_spawn(&child, "/bin/sh", &actions, &attributes, words, $0) }
    }
    if failure != 0 { throw FileError(path: "/bin/sh", reason: DiskFiles.reason(failure)) }
    for stream in streams { stream.closeWriter() }
    return child
  }

  /// Serves the cluster and passes output on until the child has ended; returns its exit status.
  private func wait(for child: pid_t, _ streams: [ChildStream], _ hub: Hub) -> Int32 {
    var status: Int32 = 0
    while true {
      let ended = waitpid(child, &status, WNOHANG)
      if ended == child || (ended < 0 && errno != EINTR) { break }
      var descriptors = streams.filter { !$0.isOver }.map(\.events) + hub.events
      let patience = hub.patience
      poll(&descriptors, nfds_t(descriptors.count), patience < 0 ? 20 : min(patience, 20))
      for stream in streams { stream.pass() }
      _ = hub.attend()
    }
    for stream in streams { stream.pass() }
    let signal = status & 0x7f
    if ces_take_interrupt() != 0 || signal == SIGINT { return 130 }
    return signal == 0 ? (status >> 8) & 0xff : 128 + signal
  }
}

/// One stream that a child writes and we pass on.
private final class ChildStream {
  let number: Int32
  let writer: Int32
  private let reader: Int32
  private let sink: any TextSink
  private var rest: [UInt8] = []
  private var isWriterOpen = true
  private(set) var isOver = false

  init?(_ number: Int32, _ sink: any TextSink) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    (reader, writer) = (ends[0], ends[1])
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    _ = fcntl(reader, F_SETFL, O_NONBLOCK)
    self.number = number
    self.sink = sink
  }

  deinit {
    close(reader)
    closeWriter()
  }

  var events: pollfd { pollfd(fd: reader, events: Int16(POLLIN), revents: 0) }

  func closeWriter() {
    if isWriterOpen { close(writer) }
    isWriterOpen = false
  }

  /// Passes on what has been written, in whole characters.
  func pass() {
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while !isOver {
      let count = read(reader, &chunk, chunk.count)
      if count > 0 { rest += chunk[..<count] } else if count == 0 { isOver = true } else if errno != EINTR { break }
    }
    let whole = isOver ? rest.count : rest.count - Self.unfinished(rest)
    if whole > 0 { sink.write(String(decoding: rest[..<whole], as: UTF8.self)) }
    rest.removeFirst(whole)
  }

  /// How many bytes at the end begin a character that goes on.
  private static func unfinished(_ bytes: [UInt8]) -> Int {
    for (index, byte) in bytes.reversed().prefix(3).enumerated() {
      if byte & 0xC0 == 0x80 { continue }
      let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
      return length > index + 1 ? index + 1 : 0
    }
    return 0
  }
}

/// A private folder in which `kubectl` and `stsctl` are this program. It goes with the process.
final class ProgramFolder {
  let path: String
  /// Where a line leaves the variables that it set.
  var kept: String { path + "/kept" }

  init() throws(FileError) {
    path = try ChildPrograms().temporaryDirectory("stsctl-")
    let resolved = realpath("/proc/self/exe", nil)
    defer { free(resolved) }
    let program = resolved.map { String(cString: $0) } ?? ""
    for name in ["kubectl", "stsctl"] where symlink(program, "\(path)/\(name)") != 0 {
      throw FileError(path: "\(path)/\(name)", reason: DiskFiles.reason(errno))
    }
  }

  /// What a line is run with: the programs of this folder before all others, and the cluster that they talk to.
  func environment(_ environment: [String: String], socket: String) -> [String: String] {
    var environment = environment
    environment["STSCTL_SOCKET"] = socket
    environment["PATH"] = "\(path):\(environment["PATH"] ?? ChildShell.usualPath)"
    return environment
  }

  deinit {
    for name in ["kubectl", "stsctl", "socket", "kept"] { unlink("\(path)/\(name)") }
    rmdir(path)
  }
}
