// Files without a disk, for tests of what commands read and write.
import KubeCommands

/// Files in memory.
public final class MemoryFiles: FileAccess {
  /// Texts by path.
  public var contents: [String: String]

  public init(_ contents: [String: String] = [:]) { self.contents = contents }

  public func read(_ path: String) throws(FileError) -> [UInt8] {
    guard let text = contents[path] else { throw FileError(path: path, reason: "no such file or directory") }
    return Array(text.utf8)
  }

  public func write(_ path: String, _ bytes: [UInt8]) throws(FileError) {
    if path.hasPrefix("/") { throw FileError(path: path, reason: "permission denied") }
    contents[path] = String(decoding: bytes, as: UTF8.self)
  }

  public func entries(_ path: String) throws(FileError) -> [String]? {
    if contents[path] != nil { return nil }
    let prefix = path == "." ? "" : path.hasSuffix("/") ? path : path + "/"
    return Set(contents.keys.filter { $0.hasPrefix(prefix) }.map { name in
      String(name.dropFirst(prefix.count).prefix { $0 != "/" })
    }).sorted()
  }

  public func exists(_ path: String) -> Bool { contents.keys.contains { $0 == path || $0.hasPrefix(path + "/") } }
}
