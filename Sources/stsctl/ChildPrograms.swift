// Programs that commands start: an editor, a diff of one's own.
import Glibc
import KubeCommands

final class ChildPrograms: ProgramAccess {
  func runOnTerminal(_ words: [String], environment: [String: String]) throws(ProgramError) -> Int32 {
    try wait(for: spawn(words, environment))
  }

  func run(_ words: [String], environment: [String: String]) throws(ProgramError) -> ProgramOutcome {
    guard let output = GatheringFile(), let errors = GatheringFile() else { throw .failed("no room for its output") }
    let child = try spawn(words, environment, streams: (output.descriptor, errors.descriptor))
    return ProgramOutcome(status: try wait(for: child), output: output.text, errors: errors.text)
  }

  // MARK: Starting

  private func spawn(
    _ words: [String], _ environment: [String: String], streams: (Int32, Int32)? = nil
  ) throws(ProgramError) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let streams {
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
      posix_spawn_file_actions_adddup2(&actions, streams.0, 1)
      posix_spawn_file_actions_adddup2(&actions, streams.1, 2)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    Self.useUsualSignals(&attributes)
    var child: pid_t = 0
    let variables = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let failure = CStrings.with(words) { arguments in
      CStrings.with(variables) { posix_spawnp(&child, words[0], &actions, &attributes, arguments, $0) }
    }
    switch failure {
    case 0: return child
    case ENOENT where !words[0].contains("/"): throw .notFound
    default: throw .failed(DiskFiles.reason(failure))
    }
  }

  /// A program must be able to be broken off, whatever this process does with signals.
  static func useUsualSignals(_ attributes: inout posix_spawnattr_t) {
    var none = sigset_t()
    sigemptyset(&none)
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
  }

  private func wait(for child: pid_t) throws(ProgramError) -> Int32 {
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 {
      if errno != EINTR { throw .failed(DiskFiles.reason(errno)) }
    }
    let signal = status & 0x7f
    return signal == 0 ? (status >> 8) & 0xff : 128 + signal
  }

  // MARK: Temporary files

  func temporaryFile(_ prefix: String, _ suffix: String, _ bytes: [UInt8]) throws(FileError) -> String {
    for _ in 0..<Self.attempts {
      let path = Self.newPath(prefix) + suffix
      let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      if descriptor < 0, errno == EEXIST { continue }
      guard descriptor >= 0 else { throw FileError(path: path, reason: DiskFiles.reason(errno)) }
      let isWritten = Descriptor.write(bytes, to: descriptor)
      guard close(descriptor) == 0, isWritten else { throw FileError(path: path, reason: DiskFiles.reason(errno)) }
      return path
    }
    throw FileError(path: Self.directory, reason: "no name is free")
  }

  func temporaryDirectory(_ prefix: String) throws(FileError) -> String {
    for _ in 0..<Self.attempts {
      let path = Self.newPath(prefix)
      if mkdir(path, 0o700) == 0 { return path }
      if errno != EEXIST { throw FileError(path: path, reason: DiskFiles.reason(errno)) }
    }
    throw FileError(path: Self.directory, reason: "no name is free")
  }

  func remove(_ path: String) {
    if unlink(path) == 0 { return }
    for name in (try? DiskFiles().entries(path)) ?? [] { remove("\(path)/\(name)") }
    rmdir(path)
  }

  private static let attempts = 1000

  private static var directory: String {
    let named = getenv("TMPDIR").map { String(cString: $0) } ?? ""
    return named.isEmpty ? "/tmp" : named
  }

  /// A path that is most probably free: its number is made of the time and of which process this is.
  private static func newPath(_ prefix: String) -> String {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    let number = UInt32(truncatingIfNeeded: time.tv_nsec &* 7919 &+ time.tv_sec &+ Int(getpid()) &* 65_537)
    return "\(directory)/\(prefix)\(number)"
  }
}

/// A file without a name, which takes what a program writes.
private final class GatheringFile {
  let descriptor: Int32

  init?() {
    var path = Array("/tmp/stsctl-XXXXXX".utf8CString)
    descriptor = mkstemp(&path)
    if descriptor < 0 { return nil }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    unlink(path)
  }

  deinit { close(descriptor) }

  var text: String {
    lseek(descriptor, 0, SEEK_SET)
    return String(decoding: Descriptor.readAll(descriptor) ?? [], as: UTF8.self)
  }
}

/// Texts as C takes lists of them: pointers, and none at the end.
enum CStrings {
  static func with<Outcome>(
    _ texts: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Outcome
  ) -> Outcome {
    var pointers = texts.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    return pointers.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { preconditionFailure("a list that ends has an element") }
      return body(base)
    }
  }
}
