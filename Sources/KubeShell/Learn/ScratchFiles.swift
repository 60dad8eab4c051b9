// Files that a document writes while it is tested: they are seen by its commands and by nobody else.
import KubeCommands

public final class ScratchFiles: FileAccess {
  private let base: any FileAccess
  private var written: [String: [UInt8]] = [:]

  public init(over base: any FileAccess) { self.base = base }

  public func read(_ path: String) throws(FileError) -> [UInt8] {
    if let bytes = written[Self.plain(path)] { return bytes }
    return try base.read(path)
  }

  public func write(_ path: String, _ bytes: [UInt8]) { written[Self.plain(path)] = bytes }

  public func entries(_ path: String) throws(FileError) -> [String]? {
    if written[Self.plain(path)] != nil { return nil }
    let name = path == "." ? "" : Self.plain(path)
    let folder = name.isEmpty || name.hasSuffix("/") ? name : name + "/"
    let inside = written.keys.filter { $0.hasPrefix(folder) }
      .map { String($0.dropFirst(folder.count).prefix { $0 != "/" }) }
    if !inside.isEmpty, !folder.isEmpty, !base.exists(path) { return Set(inside).sorted() }
    guard let names = try base.entries(path) else { return nil }
    return Set(names + inside).sorted()
  }

  public func exists(_ path: String) -> Bool { written[Self.plain(path)] != nil || base.exists(path) }

  /// A path without `./` before it.
  private static func plain(_ path: String) -> String { path.hasPrefix("./") ? String(path.dropFirst(2)) : path }
}
