// The working folder of this process, and that of a guest.
import Glibc
import KubeCommands
import KubeShell

final class ProcessFolder: WorkingFolder {
  var path: String { Self.path }

  static var path: String {
    let text = getcwd(nil, 0)
    defer { free(text) }
    return text.map { String(cString: $0) } ?? "/"
  }

  func enter(_ path: String) throws(FileError) {
    guard chdir(path) == 0 else { throw FileError(path: path, reason: DiskFiles.reason(errno)) }
  }
}

/// The folder of a guest, whose files are read here and whose programs run there.
final class GuestFolder: WorkingFolder {
  private let guest: Guest
  private let files: DiskFiles

  init(_ guest: Guest, _ files: DiskFiles) {
    self.guest = guest
    self.files = files
  }

  var path: String { files.folder ?? "/" }

  func enter(_ path: String) throws(FileError) {
    try files.enter(path)
    guest.say(.enter, Array(self.path.utf8))
  }
}
