// The folder of saved clusters: one folder a cluster, with its file, its lock and whatever belongs to it.
import Glibc
import SimCore

/// Where clusters are saved, for one user alone.
public struct ClusterFolder: Sendable {
  /// The cluster that is used when none is named and none was switched to.
  public static let usualName = "default"

  private let path: String

  /// - Parameter home: stsctl's own folder, `$XDG_STATE_HOME/stsctl`.
  public init(home: String) { path = home }

  /// The folder of one cluster.
  public func folder(_ name: String) -> String { "\(path)/clusters/\(name)" }

  /// Where the owner of a cluster listens.
  public func socket(_ name: String) -> String { "\(folder(name))/socket" }

  func file(_ name: String) -> String { "\(folder(name))/cluster.db" }

  private var currentFile: String { "\(path)/current" }

  // MARK: Which there are

  public func names() -> [String] {
    guard let directory = opendir("\(path)/clusters") else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: Int(entry.pointee.d_reclen)) { String(cString: $0) }
      }
      if exists(name) { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  public func exists(_ name: String) -> Bool { !name.hasPrefix(".") && access(file(name), F_OK) == 0 }

  /// The cluster that commands use which name none.
  public var current: String {
    let name = SmallFile.read(currentFile)?.split(separator: "\n").first.map(String.init)
    return name ?? Self.usualName
  }

  public func makeCurrent(_ name: String) throws(StateError) {
    try make(path)
    try SmallFile.replace(currentFile, name + "\n")
  }

  // MARK: Folders

  /// Makes a folder and those above it, and refuses one that others could look into.
  private func make(_ folder: String) throws(StateError) {
    var above = ""
    for part in folder.split(separator: "/") {
      above += "/" + part
      guard access(above, F_OK) != 0 else { continue }
      guard mkdir(above, 0o700) == 0 || errno == EEXIST else { throw .system(above) }
    }
    try checkPrivacy()
  }

  private func checkPrivacy() throws(StateError) {
    var facts = stat()
    guard stat(path, &facts) == 0 else { throw .system(path) }
    guard facts.st_uid == geteuid() else { throw .failed(path, "belongs to another user") }
    if facts.st_mode & 0o077 != 0, chmod(path, 0o700) != 0 { throw .system(path) }
  }

  /// Becomes the owner of a cluster; `nil` while another process is.
  public func lock(_ name: String) throws(StateError) -> ClusterLock? {
    try make(folder(name))
    return try ClusterLock(path: "\(folder(name))/lock")
  }

  /// The process that has a cluster open; `nil` when none has.
  public func owner(of name: String) -> String? {
    let path = "\(folder(name))/lock"
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    guard flock(descriptor, LOCK_SH | LOCK_NB) != 0, errno == EWOULDBLOCK else { return nil }
    return SmallFile.read(path)?.split(separator: "\n").first.map(String.init)
  }

  // MARK: Files

  /// Opens a cluster. - Precondition: its lock is held.
  public func open(_ name: String, _ lock: ClusterLock) throws(StateError) -> ClusterFile {
    try ClusterFile(opening: file(name), lock)
  }

  /// Makes a cluster that begins now. - Precondition: its lock is held.
  public func create(
    _ name: String, _ birth: ClusterBirth, wall: Int64, _ lock: ClusterLock
  ) throws(StateError) -> ClusterFile {
    guard !exists(name) else { throw .refused("there is a cluster `\(name)` already") }
    let draft = "\(folder(name))/cluster.new"
    for ending in ["", "-wal", "-shm", "-journal"] { unlink(draft + ending) }
    try ClusterFile.make(draft, birth, wall: wall)
    // The name is given when the file is whole, so a process that is killed leaves none that is not.
    guard rename(draft, file(name)) == 0 else { throw .system(draft) }
    return try open(name, lock)
  }

  /// Takes a cluster away with everything that belongs to it.
  public func remove(_ name: String) throws(StateError) {
    guard exists(name) else { throw .refused("there is no cluster `\(name)`") }
    guard let lock = try lock(name) else { throw .refused("cluster `\(name)` is in use: leave its shell first") }
    guard let directory = opendir(folder(name)) else { throw .system(folder(name)) }
    defer { closedir(directory) }
    while let entry = readdir(directory) {
      let file = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: Int(entry.pointee.d_reclen)) { String(cString: $0) }
      }
      if file != ".", file != ".." { unlink("\(folder(name))/\(file)") }
    }
    guard rmdir(folder(name)) == 0 else { throw .system(folder(name)) }
    if current == name { unlink(currentFile) }
    withExtendedLifetime(lock) {}
  }
}

/// The right to use a saved cluster. The operating system takes it back when the process ends, however it ends.
public final class ClusterLock {
  private let descriptor: Int32

  /// - Returns: `nil` while another process has it.
  init?(path: String) throws(StateError) {
    descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .system(path) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let isTaken = errno == EWOULDBLOCK
      close(descriptor)
      if isTaken { return nil }
      throw .system(path)
    }
    let text = "\(getpid())\n"
    ftruncate(descriptor, 0)
    pwrite(descriptor, text, text.utf8.count, 0)
  }

  deinit { close(descriptor) }
}

/// Files of a line or two.
enum SmallFile {
  static func read(_ path: String) -> String? {
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 4_096)
    let count = Glibc.read(descriptor, &bytes, bytes.count)
    return count >= 0 ? String(decoding: bytes[..<count], as: UTF8.self) : nil
  }

  /// Writes a file that is there as a whole or not at all.
  static func replace(_ path: String, _ text: String) throws(StateError) {
    let draft = path + ".new"
    let descriptor = Glibc.open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .system(draft) }
    let isWritten = write(descriptor, text, text.utf8.count) == text.utf8.count
    guard close(descriptor) == 0, isWritten, rename(draft, path) == 0 else { throw .system(path) }
  }
}

extension StateError {
  /// What the operating system said last.
  static func system(_ path: String) -> StateError {
    let code = errno
    return code == ENOSPC || code == EDQUOT ? .full(path) : .failed(path, String(cString: strerror(code)).lowercased())
  }
}
