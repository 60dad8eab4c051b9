// Patterns of behaviour rules: `*` stands for any text, `?` for one character, everything else for itself.

/// A pattern that texts are matched against as a whole.
public struct Glob: Hashable, Sendable, ExpressibleByStringLiteral {
  public let pattern: String
  private let form: Form

  /// The forms that need no search, because nearly all patterns are one of them.
  private enum Form: Hashable {
    case anything
    case exactly
    case containing(String)
    case beginning(String)
    case ending(String)
    case general
  }

  public init(_ pattern: String) {
    self.pattern = pattern
    form = Self.form(of: pattern)
  }

  public init(stringLiteral pattern: String) { self.init(pattern) }

  public func matches(_ text: String) -> Bool {
    switch form {
    case .anything: true
    case .exactly: text == pattern
    case .containing(let part): Self.contains(text, part)
    case .beginning(let part): text.utf8.starts(with: part.utf8)
    case .ending(let part): text.utf8.reversed().starts(with: part.utf8.reversed())
    case .general: Self.search(Array(pattern.utf8), Array(text.utf8))
    }
  }

  private static let star = UInt8(ascii: "*")
  private static let question = UInt8(ascii: "?")

  private static func form(of pattern: String) -> Form {
    let bytes = Array(pattern.utf8)
    if !bytes.contains(star), !bytes.contains(question) { return .exactly }
    guard let first = bytes.firstIndex(where: { $0 != star }), let last = bytes.lastIndex(where: { $0 != star })
    else { return .anything }
    let core = bytes[first...last]
    if core.contains(star) || core.contains(question) { return .general }
    let text = String(decoding: core, as: UTF8.self)
    switch (first > 0, last < bytes.count - 1) {
    case (true, true): return .containing(text)
    case (true, false): return .ending(text)
    default: return .beginning(text)
    }
  }

  /// Texts are short: each place is tried.
  private static func contains(_ text: String, _ part: String) -> Bool {
    var (text, part) = (text, part)
    return text.withUTF8 { text in
      part.withUTF8 { part in
        guard let first = part.first, text.count >= part.count else { return part.isEmpty }
        return (0...text.count - part.count).contains { start in
          text[start] == first && (1..<part.count).allSatisfy { text[start + $0] == part[$0] }
        }
      }
    }
  }

  /// Greedy matching that goes back to the last star where it fails: linear for one star, quadratic at worst.
  private static func search(_ pattern: [UInt8], _ text: [UInt8]) -> Bool {
    var p = 0
    var t = 0
    var star: (pattern: Int, text: Int)?
    while t < text.count {
      if p < pattern.count, pattern[p] == Self.star {
        star = (p + 1, t)
        p += 1
      } else if p < pattern.count, pattern[p] == Self.question || pattern[p] == text[t] {
        p += 1
        t += 1
      } else if let last = star {
        p = last.pattern
        t = last.text + 1
        star = (last.pattern, t)
      } else {
        return false
      }
    }
    return pattern[p...].allSatisfy { $0 == Self.star }
  }
}
