// `!!`, `!7`, `!-2`, `!get` and `^old^new`: earlier lines in the place of a few characters.

/// What became of a line.
enum HistoryExpansion: Equatable {
  /// There was nothing to expand.
  case unchanged
  /// The line to run in its place.
  case line(String)
  /// A line for the system's own shell: `!ls`.
  case local(String)
  case failure(String)

  /// Expands a typed line. Earlier entries win over programs: `!get` is the last line that began with `get`.
  init(_ line: String, _ entries: [String]) {
    if line.hasPrefix("^") {
      self = Self.replacement(line, in: entries.last)
    } else if line.contains("!") {
      self = Self.events(line, entries)
    } else {
      self = .unchanged
    }
  }

  /// `^old^new^`: the last entry with one text in the place of another.
  private static func replacement(_ line: String, in last: String?) -> HistoryExpansion {
    let parts = line.dropFirst().split(separator: "^", omittingEmptySubsequences: false).map(String.init)
    guard parts.count >= 2, !parts[0].isEmpty else { return .failure("write ^old^new to change the last line") }
    guard let last, let place = last.firstRange(of: parts[0]) else {
      return .failure("`\(parts[0])` is not in the last line")
    }
    return .line(last.replacingCharacters(in: place, with: parts[1]) + (parts.count > 2 ? parts[2] : ""))
  }

  private static func events(_ line: String, _ entries: [String]) -> HistoryExpansion {
    var reader = EventReader(line, entries)
    do throws(EventError) {
      let text = try reader.expanded()
      return reader.hasExpanded ? .line(text) : .unchanged
    } catch {
      if case .prefix = error, line.hasPrefix("!") { return .local(String(line.dropFirst())) }
      return .failure(error.message)
    }
  }
}

private enum EventError: Error {
  case prefix(String)
  case number(String)

  var message: String {
    switch self {
    case .prefix(let text): "no line of the history begins with `\(text)`"
    case .number(let text): "the history has no line \(text)"
    }
  }
}

/// Replaces the events of a line: words that begin with `!` outside quotes.
private struct EventReader {
  private var rest: Substring
  private let entries: [String]
  private(set) var hasExpanded = false

  init(_ line: String, _ entries: [String]) {
    rest = line[...]
    self.entries = entries
  }

  mutating func expanded() throws(EventError) -> String {
    var text = ""
    var quote: Character?
    while let character = rest.popFirst() {
      if character == "\\", let next = rest.popFirst() {
        text += [character, next]
      } else if quote == nil, character == "!", text.last?.isWhitespace ?? true, let entry = try event() {
        text += entry
        hasExpanded = true
      } else {
        if character == "'" || character == "\"" {
          quote = quote == nil ? character : quote == character ? nil : quote
        }
        text.append(character)
      }
    }
    return text
  }

  /// The entry that an event names, after its `!`; `nil` when the `!` is just that.
  private mutating func event() throws(EventError) -> String? {
    guard let first = rest.first else { return nil }
    if first == "!" {
      rest.removeFirst()
      return try numbered(entries.count, "!!")
    }
    let word = String(rest.prefix { !$0.isWhitespace && !";|&()".contains($0) })
    if let number = Int(word) {
      rest = rest.dropFirst(word.count)
      return try numbered(number < 0 ? entries.count + number + 1 : number, word)
    }
    guard first.isLetter else { return nil }
    guard let entry = entries.last(where: { $0.hasPrefix(word) }) else { throw .prefix(word) }
    rest = rest.dropFirst(word.count)
    return entry
  }

  private func numbered(_ number: Int, _ name: String) throws(EventError) -> String {
    guard entries.indices.contains(number - 1) else { throw .number(name) }
    return entries[number - 1]
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
    self[..<range.lowerBound] + text + self[range.upperBound...]
  }
}
