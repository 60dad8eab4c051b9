// The history of typed commands: a file that shells only add to, so that several of them lose nothing.
import Glibc
import KubeShell

struct HistoryFile {
  static let limit = 10_000
  private let path: String

  /// The file in the XDG state directory; `nil` without a home.
  init?(environment: [String: String]) {
    let home = environment["HOME"].map { $0 + "/.local/state" }
    let named = environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    guard let state = named ?? home else { return nil }
    path = state + "/stsctl/history"
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
    makeFolders()
    let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    Descriptor.write(Array(HistoryText.line(for: entry).utf8), to: descriptor)
  }

  private func makeFolders() {
    var folder = ""
    for part in path.split(separator: "/").dropLast() {
      folder += "/" + part
      if access(folder, F_OK) != 0 { mkdir(folder, 0o700) }
    }
  }
}
