// The project's own files, as the house's checks read them.
import Foundation
import Testing

/// A text file of the project.
struct TreeFile: Sendable {
  /// From the top of the project: `Sources/SimCore/Chance.swift`.
  let path: String
  let text: String

  var name: String { path.split(separator: "/").last.map(String.init) ?? path }

  var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

  /// The target a source belongs to: `SimCore`.
  var target: String? {
    let parts = path.split(separator: "/")
    return parts.count > 2 && (parts[0] == "Sources" || parts[0] == "Tests") ? String(parts[1]) : nil
  }
}

enum Tree {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Paths of all files from the top, sorted; what building leaves behind is left out.
  static let paths: [String] = {
    let walker = FileManager.default.enumerator(atPath: root.path)
    var paths: [String] = []
    while let path = walker?.nextObject() as? String {
      let name = path.split(separator: "/").last ?? ""
      if name.hasPrefix(".build") || name == ".git" {
        walker?.skipDescendants()
      } else if !isFolder(path) {
        paths.append(path)
      }
    }
    return paths.sorted()
  }()

  private static func isFolder(_ path: String) -> Bool {
    (try? root.appending(path: path).resourceValues(forKeys: [.isDirectoryKey]).isDirectory) ?? false
  }

  static func file(_ path: String) -> TreeFile? {
    guard let text = try? String(contentsOf: root.appending(path: path), encoding: .utf8) else { return nil }
    return TreeFile(path: path, text: text)
  }

  /// The Swift files below a folder.
  static func swift(in folder: String) -> [TreeFile] {
    paths.filter { $0.hasPrefix(folder + "/") && $0.hasSuffix(".swift") }.compactMap(file)
  }

  static let sources = swift(in: "Sources")
  static let tests = swift(in: "Tests")
  /// The sources without comments and strings.
  static let code = sources.map { TreeFile(path: $0.path, text: BlankedCode.blank($0.text)) }
  static let testCode = tests.map { TreeFile(path: $0.path, text: BlankedCode.blank($0.text)) }
  /// Documents for readers.
  static let documents = paths.filter { $0.hasSuffix(".md") }.compactMap(file)
}

/// Something a check found.
struct Complaint: Equatable, CustomStringConvertible, Sendable {
  let place: String
  let message: String

  init(_ file: TreeFile, line: Int? = nil, _ message: String) {
    place = line.map { "\(file.path):\($0)" } ?? file.path
    self.message = message
  }

  var description: String { "\(place): \(message)" }
}

/// Fails a test with every complaint on a line of its own.
func expectNone(_ complaints: [Complaint], sourceLocation: SourceLocation = #_sourceLocation) {
  if complaints.isEmpty { return }
  Issue.record("\n\(complaints.map(\.description).joined(separator: "\n"))", sourceLocation: sourceLocation)
}

extension TreeFile {
  /// A line's text, by its number from 1.
  func line(_ number: Int) -> Substring { lines[number - 1] }
}
