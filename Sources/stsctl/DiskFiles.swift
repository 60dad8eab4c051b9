// The files of the machine, for commands.
import Glibc
import KubeCommands

/// The disk, with the operating system's reasons in the form Go prints them.
final class DiskFiles: FileAccess {
  /// The folder that paths begin in; `nil` for the process's own.
  private(set) var folder: String?

  init(in folder: String? = nil) { self.folder = folder }

  /// Lets paths begin in another folder.
  func enter(_ path: String) throws(FileError) {
    guard let resolved = realpath(place(path), nil) else { throw FileError(path: path, reason: Self.reason(errno)) }
    defer { free(resolved) }
    guard let directory = opendir(resolved), access(resolved, X_OK) == 0 else {
      throw FileError(path: path, reason: Self.reason(errno))
    }
    closedir(directory)
    folder = String(cString: resolved)
  }

  /// A path as this process sees it.
  func place(_ path: String) -> String {
    guard let folder, !path.hasPrefix("/") else { return path }
    return path.isEmpty ? path : "\(folder)/\(path)"
  }

  func read(_ path: String) throws(FileError) -> [UInt8] {
    let descriptor = open(place(path), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(path: path, reason: Self.reason(errno)) }
    defer { close(descriptor) }
    guard let bytes = Descriptor.readAll(descriptor) else { throw FileError(path: path, reason: Self.reason(errno)) }
    return bytes
  }

  func write(_ path: String, _ bytes: [UInt8]) throws(FileError) {
    let descriptor = open(place(path), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FileError(path: path, reason: Self.reason(errno)) }
    let isWritten = Descriptor.write(bytes, to: descriptor)
    let failure = errno
    guard close(descriptor) == 0, isWritten else {
      throw FileError(path: path, reason: Self.reason(isWritten ? errno : failure))
    }
  }

  func entries(_ path: String) throws(FileError) -> [String]? {
    guard let directory = opendir(place(path)) else {
      if errno == ENOTDIR { return nil }
      throw FileError(path: path, reason: Self.reason(errno))
    }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: Int(entry.pointee.d_reclen)) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  func exists(_ path: String) -> Bool { access(place(path), F_OK) == 0 }

  func makeFolder(_ path: String) throws(FileError) {
    var status = stat()
    if path.isEmpty || stat(place(path), &status) == 0 { return }
    if let end = path.lastIndex(of: "/"), end != path.startIndex { try makeFolder(String(path[..<end])) }
    guard mkdir(place(path), 0o755) == 0 else { throw FileError(path: path, reason: Self.reason(errno)) }
  }

  /// `no such file or directory`
  static func reason(_ code: Int32) -> String {
    let text = String(cString: strerror(code))
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}
