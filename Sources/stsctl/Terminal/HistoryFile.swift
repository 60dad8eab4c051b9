// The history of typed commands: a file that shells only add to, so that several of them lose nothing.
import Glibc
import KubeShell

struct HistoryFile {
  static let limit = 10_000
  private let folder: StateFolder
  private var path: String { folder.path + "/history" }

  /// The file in the state folder; `nil` without a home.
  init?(environment: [String: String]) {
    guard let folder = StateFolder(environment: environment) else { return nil }
    self.folder = folder
  }

  func entries() -> [String] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    let text = String(decoding: Descriptor.readAll(descriptor) ?? [], as: UTF8.self)
    return HistoryText.entries(text, limit: Self.limit)
  }

  /// Adds an entry in one write, which other shells' entries can't come into. A history that can't be written is no
  /// reason to stop working.
  func append(_ entry: String) {
    folder.make()
    let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    Descriptor.write(Array(HistoryText.line(for: entry).utf8), to: descriptor)
  }
}
