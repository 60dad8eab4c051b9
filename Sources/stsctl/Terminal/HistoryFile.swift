// The history of typed commands: a file for each cluster that shells only add to, so that several lose nothing.
import Glibc
import KubeShell

final class HistoryFile: HistoryStore {
  static let limit = 10_000
  private let folder: StateFolder
  private var path: String { folder.path + "/history" }
  /// How far the file has been read; what this shell adds itself is no news.
  private var offset = 0
  private var isFirst = true
  /// Entries of this shell that the next reading brings back among those of others.
  private var own: [String] = []

  /// The history of a saved cluster in the XDG state directory, or that of all clusters that are forgotten; `nil`
  /// without a home.
  init?(environment: [String: String], cluster: String?) {
    guard let state = StateFolder(environment: environment) else { return nil }
    folder = cluster.map { state.inner("clusters/\($0)") } ?? state
  }

  func news() -> [String] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    let size = Int(lseek(descriptor, 0, SEEK_END))
    if size < offset { offset = 0 }
    guard size > offset, lseek(descriptor, off_t(offset), SEEK_SET) >= 0 else { return [] }
    let text = String(decoding: Descriptor.readAll(descriptor) ?? [], as: UTF8.self)
    // A line that another shell is still writing is read when it is whole.
    let end = text.lastIndex(of: "\n").map { text.index(after: $0) } ?? text.startIndex
    let whole = isFirst ? text[...] : text[..<end]
    isFirst = false
    offset += whole.utf8.count
    return HistoryText.entries(String(whole), limit: Self.limit).filter { !isOwn($0) }
  }

  private func isOwn(_ entry: String) -> Bool {
    guard let index = own.firstIndex(of: entry) else { return false }
    own.remove(at: index)
    return true
  }

  /// Adds an entry in one write, which other shells' entries can't come into. A history that can't be written is no
  /// reason to stop working.
  func append(_ entry: String) {
    folder.make()
    let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    isFirst = false
    if Descriptor.write(Array(HistoryText.line(for: entry).utf8), to: descriptor) { own.append(entry) }
  }
}
