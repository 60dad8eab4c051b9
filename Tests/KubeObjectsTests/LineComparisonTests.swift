// Hunks as the program `diff` chooses them: known ones, and where the program is at hand, what it says of many texts.
import Foundation
import SimCore
import Testing

@testable import KubeObjects

private func hunks(_ old: String, _ new: String) -> String {
  func lines(_ text: String) -> [Substring] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last?.isEmpty ?? false { lines.removeLast() }
    return lines
  }
  return UnifiedDiff.hunks(from: lines(old), to: lines(new), .program)
}

@Suite struct LineComparisonTests {
  @Test func addedTextIsOneHunk() {
    #expect(hunks("", "a\nb\n") == "@@ -0,0 +1,2 @@\n+a\n+b\n")
  }

  @Test func sameTextsHaveNoHunk() {
    #expect(hunks("a\nb\n", "a\nb\n").isEmpty)
  }

  @Test func changeSlidesDown() {
    #expect(hunks("a\nb\nc\n", "a\nb\na\nb\nc\n") == "@@ -1,3 +1,5 @@\n a\n b\n+a\n+b\n c\n")
  }

  @Test func linesRemovedBesideChangedOnesAreOneChange() {
    let old = "rev: 1\nlabels:\n  app: x\nname: x\n"
    #expect(hunks(old, "rev: 2\nname: x\n") == "@@ -1,4 +1,2 @@\n-rev: 1\n-labels:\n-  app: x\n+rev: 2\n name: x\n")
  }

  private static let program = "/usr/bin/diff"

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: program), "the program diff is not here"))
  func programSaysTheSame() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("lines-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var chance = Chance(seed: 20)
    for round in 0..<120 {
      let old = Self.lines(&chance, count: chance.below(90), words: 4 + round % 30)
      let new = Self.edited(old, &chance)
      let texts = (old.map { $0 + "\n" }.joined(), new.map { $0 + "\n" }.joined())
      #expect(hunks(texts.0, texts.1) == (try Self.ask(folder, texts.0, texts.1)), "round \(round)")
    }
  }

  private static func lines(_ chance: inout Chance, count: Int, words: Int) -> [String] {
    (0..<count).map { _ in "  key\(chance.below(words)): x" }
  }

  private static func edited(_ lines: [String], _ chance: inout Chance) -> [String] {
    var lines = lines
    for _ in 0..<chance.below(12) {
      let place = chance.below(lines.count + 1)
      switch chance.below(3) {
      case 0: lines.insert("  key\(chance.below(12)): x", at: place)
      case 1: lines.insert(contentsOf: lines.prefix(chance.below(4)), at: place)
      default: if place < lines.count { lines.removeSubrange(place..<min(lines.count, place + 1 + chance.below(3))) }
      }
    }
    return lines
  }

  private static func ask(_ folder: URL, _ old: String, _ new: String) throws -> String {
    let paths = [("old", old), ("new", new)].map { (folder.appendingPathComponent($0.0), $0.1) }
    for (path, text) in paths { try text.write(to: path, atomically: false, encoding: .utf8) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = ["-u"] + paths.map(\.0.path)
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let text = String(decoding: data, as: UTF8.self)
    return text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst(2).joined(separator: "\n")
  }
}
