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
    case .containing(let part): text.contains(part)
    case .beginning(let part): text.hasPrefix(part)
    case .ending(let part): text.hasSuffix(part)
    case .general: Self.search(Array(pattern.utf8), Array(text.utf8))
    }
  }

  private static func form(of pattern: String) -> Form {
    if !pattern.contains("*"), !pattern.contains("?") { return .exactly }
    if pattern.allSatisfy({ $0 == "*" }) { return .anything }
    let core = String(pattern.drop { $0 == "*" }.reversed().drop { $0 == "*" }.reversed())
    if core.contains("*") || core.contains("?") { return .general }
    switch (pattern.hasPrefix("*"), pattern.hasSuffix("*")) {
    case (true, true): return .containing(core)
    case (true, false): return .ending(core)
    default: return .beginning(core)
    }
  }

  /// Greedy matching that goes back to the last star where it fails: linear for one star, quadratic at worst.
  private static func search(_ pattern: [UInt8], _ text: [UInt8]) -> Bool {
    var p = 0
    var t = 0
    var star: (pattern: Int, text: Int)?
    while t < text.count {
      if p < pattern.count, pattern[p] == UInt8(ascii: "*") {
        star = (p + 1, t)
        p += 1
      } else if p < pattern.count, pattern[p] == UInt8(ascii: "?") || pattern[p] == text[t] {
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
    return pattern[p...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
