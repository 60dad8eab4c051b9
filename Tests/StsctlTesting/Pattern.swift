// Regular expressions for tests: compiled once, lines ending at \n alone.
import Foundation

/// A regular expression. Foundation's engine, because it is several times faster than the language's own.
public struct Pattern: Sendable {
  private let expression: NSRegularExpression

  /// - Parameter isMultiline: `^` and `$` match at every line.
  public init(_ text: String, isMultiline: Bool = false) {
    var options: NSRegularExpression.Options = [.useUnixLineSeparators]
    if isMultiline { options.insert(.anchorsMatchLines) }
    do {
      expression = try NSRegularExpression(pattern: text, options: options)
    } catch {
      preconditionFailure("\(text) is no regular expression: \(error)")
    }
  }

  public func replace(in text: String, with template: String) -> String {
    expression.stringByReplacingMatches(
      in: text, range: NSRange(text.startIndex..., in: text), withTemplate: template)
  }

  public func replaceFirst(in text: String, with replacement: String) -> String {
    let match = expression.firstMatch(in: text, range: NSRange(text.startIndex..., in: text))
    guard let range = match.flatMap({ Range($0.range, in: text) }) else { return text }
    return text.replacingCharacters(in: range, with: replacement)
  }

  public func isFound(in text: String) -> Bool {
    expression.firstMatch(in: text, range: NSRange(text.startIndex..., in: text)) != nil
  }

  /// The numbers, from 1, of the lines in which matches begin.
  public func lines(in text: String) -> [Int] {
    let matches = expression.matches(in: text, range: NSRange(text.startIndex..., in: text))
    let starts = matches.compactMap { Range($0.range, in: text)?.lowerBound }
    return starts.map { start in text.utf8[..<start].count { $0 == UInt8(ascii: "\n") } + 1 }
  }

  /// For every match its groups, `nil` where a group took no part.
  public func groups(in text: String) -> [[String?]] {
    expression.matches(in: text, range: NSRange(text.startIndex..., in: text)).map { match in
      (1..<match.numberOfRanges).map { index in
        Range(match.range(at: index), in: text).map { String(text[$0]) }
      }
    }
  }
}
