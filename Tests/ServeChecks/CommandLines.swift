// The lines of commands that both clients are given, out of the files in Lines.
import Foundation

struct CommandLines {
  /// Whole lines of a shell, alternatives written out.
  private(set) var lines: [String] = []
  /// Files that the lines name, by path.
  private(set) var files: [String: String] = [:]

  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Lines")

  /// - Parameter prefix: how the names of the files of lines begin that are wanted.
  init(prefix: String = "") throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).sorted()
    for name in names where name.hasSuffix(".lines") && name.hasPrefix(prefix) {
      let text = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
      for line in text.split(separator: "\n") where !line.hasPrefix("#") { lines += Self.alternatives(of: String(line)) }
    }
    let inner = Self.folder.appending(path: "files")
    for name in try FileManager.default.subpathsOfDirectory(atPath: inner.path) {
      files[name] = try? String(contentsOf: inner.appending(path: name), encoding: .utf8)
    }
  }

  /// `get [[pods|sts]] -o [[yaml|json]]` is four lines.
  static func alternatives(of line: String) -> [String] {
    guard let start = line.range(of: "[["), let end = line.range(of: "]]", range: start.upperBound..<line.endIndex) else {
      return [line]
    }
    let rest = alternatives(of: String(line[end.upperBound...]))
    let words = line[start.upperBound..<end.lowerBound].split(separator: "|", omittingEmptySubsequences: false)
    return words.flatMap { word in rest.map { line[..<start.lowerBound] + word + $0 } }
  }
}
