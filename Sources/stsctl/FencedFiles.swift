// The files of one folder and nothing outside it, for scripts of strangers.
import Glibc
import KubeCommands

/// File access that ends at a fence. Links are followed before it is decided where a path leads.
final class FencedFiles: FileAccess {
  private let fence: String
  private let disk = DiskFiles()

  /// - Parameter folder: the folder that may be used, with all below it.
  init(folder: String) throws(FileError) {
    guard let path = Self.resolved(folder) else { throw FileError(path: folder, reason: DiskFiles.reason(errno)) }
    fence = path
  }

  private static func resolved(_ path: String) -> String? {
    guard let text = realpath(path, nil) else { return nil }
    defer { free(text) }
    return String(cString: text)
  }

  /// Where a path leads, links followed. What does not exist yet is judged by its folder.
  private func place(_ path: String) throws(FileError) -> String {
    if path.isEmpty { throw FileError(path: path, reason: DiskFiles.reason(ENOENT)) }
    if let whole = Self.resolved(path) { return try inside(whole, path) }
    let failure = errno
    var link = stat()
    // A link that leads nowhere would be made outside when it is written to.
    if lstat(path, &link) == 0 { throw outside(path) }
    let end = path.lastIndex(of: "/")
    let folder = end.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let name = end.map { String(path[path.index(after: $0)...]) } ?? path
    guard failure == ENOENT, let above = Self.resolved(folder), !["", ".", ".."].contains(name) else {
      throw FileError(path: path, reason: failure == ENOENT ? DiskFiles.reason(failure) : outsideReason)
    }
    return try inside("\(above == "/" ? "" : above)/\(name)", path)
  }

  private func inside(_ whole: String, _ path: String) throws(FileError) -> String {
    guard whole == fence || whole.hasPrefix(fence == "/" ? "/" : fence + "/") else { throw outside(path) }
    return whole
  }

  private var outsideReason: String { "outside of \(fence), where --restricted ends" }
  private func outside(_ path: String) -> FileError { FileError(path: path, reason: outsideReason) }

  func read(_ path: String) throws(FileError) -> [UInt8] { try disk.read(place(path)) }
  func write(_ path: String, _ bytes: [UInt8]) throws(FileError) { try disk.write(place(path), bytes) }
  func makeFolder(_ path: String) throws(FileError) { try disk.makeFolder(place(path)) }
  func entries(_ path: String) throws(FileError) -> [String]? { try disk.entries(place(path)) }

  /// What is outside counts as there, so that using it says why it can't be used, and tells no more.
  func exists(_ path: String) -> Bool {
    do throws(FileError) {
      return disk.exists(try place(path))
    } catch {
      return error.reason == outsideReason
    }
  }
}
