// The differences between kubectl 1.32 and 1.36 that are no fault of the server, read from a file that gives reasons.
import Foundation
import StsctlTesting

struct KnownDifferences {
  private var replacements: [(pattern: NSRegularExpression, text: String)] = []
  private var steps: [String: Set<Int>] = [:]
  private var lines: [NSRegularExpression] = []
  private var unordered: [NSRegularExpression] = []

  /// - Throws: when a line can't be read, or has no reason above it.
  init(_ text: String) throws {
    var hasReason = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty { hasReason = false }
      if line.hasPrefix("#") { hasReason = true }
      if line.isEmpty || line.hasPrefix("#") { continue }
      guard hasReason else { throw CheckError("no reason is given for: \(line)") }
      if line.hasPrefix("step ") {
        readSteps(line)
      } else if line.hasPrefix("line ") {
        lines.append(try Self.whole(line.dropFirst(5)))
      } else if line.hasPrefix("unordered ") {
        unordered.append(try Self.whole(line.dropFirst(10)))
      } else {
        try readReplacement(line)
      }
    }
  }

  /// The file beside this one.
  static func standard() throws -> KnownDifferences {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "KubectlDifferences.txt")
    return try KnownDifferences(String(contentsOf: file, encoding: .utf8))
  }

  private static func whole(_ pattern: Substring) throws -> NSRegularExpression {
    try NSRegularExpression(pattern: "^(?:\(pattern))$")
  }

  private mutating func readSteps(_ line: Substring) {
    let words = line.split(separator: " ")
    steps[String(words[1]), default: []].formUnion(words.dropFirst(2).compactMap { Int($0) })
  }

  private mutating func readReplacement(_ line: Substring) throws {
    guard let arrow = line.range(of: " =>") else { throw CheckError("no => in: \(line)") }
    var text = String(line[arrow.upperBound...].drop { $0 == " " })
    if text.hasPrefix("\""), text.hasSuffix("\""), text.count > 1 { text = String(text.dropFirst().dropLast()) }
    let pattern = try NSRegularExpression(pattern: String(line[..<arrow.lowerBound]), options: .anchorsMatchLines)
    replacements.append((pattern, text))
  }

  /// A text in words that both versions have.
  func common(_ text: String) -> String {
    replacements.reduce(text) { text, rule in
      rule.pattern.stringByReplacingMatches(
        in: text, range: NSRange(text.startIndex..., in: text), withTemplate: rule.text)
    }
  }

  /// Whether a line of commands may come to something else.
  func allows(line: String) -> Bool { Self.isOne(line, of: lines) }

  /// Whether what a line of commands prints comes in any order.
  func isUnordered(_ line: String) -> Bool { Self.isOne(line, of: unordered) }

  private static func isOne(_ line: String, of patterns: [NSRegularExpression]) -> Bool {
    patterns.contains { $0.firstMatch(in: line, range: NSRange(line.startIndex..., in: line)) != nil }
  }

  func allows(_ scenario: String, step: Int) -> Bool { steps[scenario]?.contains(step) ?? false }
}

/// Why a check can't go on.
struct CheckError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
