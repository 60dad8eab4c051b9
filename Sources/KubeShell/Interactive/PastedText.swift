// A block of pasted lines, as tutorials show them: commands after prompts, and what they print between them.

/// The commands in a pasted block.
struct PastedText {
  private(set) var commands: [String] = []
  /// How many lines are no commands.
  private(set) var skipped = 0

  private let hasPrompts: Bool
  private let isCommand: (String) -> Bool
  /// The command that goes on, as far as it was read.
  private var open = ""

  /// - Parameter isCommand: whether a line that begins with a word is meant to be run.
  init(_ lines: [String], isCommand: @escaping (String) -> Bool) {
    let lines = Self.withoutIndentation(lines)
    hasPrompts = lines.contains { Self.withoutPrompt($0) != nil }
    self.isCommand = isCommand
    for line in lines { take(line) }
  }

  /// Blocks are shown indented, and may be taken from a screen with that or with all of it but the first line's: a
  /// here-document in them would not end.
  private static func withoutIndentation(_ lines: [String]) -> [String] {
    guard let first = lines.first else { return lines }
    let others = lines.dropFirst().filter { !$0.allSatisfy(\.isWhitespace) }.map(indentation)
    let own = indentation(first)
    let width = min(others.min() ?? own, own > 0 || !first.contains("<<") ? own : .max)
    return lines.map { String($0.dropFirst(min(width, indentation($0)))) }
  }

  private static func indentation(_ line: String) -> Int { line.prefix { $0 == " " }.count }

  private mutating func take(_ line: String) {
    if !open.isEmpty { return goOn(line) }
    let isBlank = line.allSatisfy(\.isWhitespace)
    if isBlank || line.drop(while: \.isWhitespace).hasPrefix("# ") { return }
    guard let command = command(line) else {
      skipped += 1
      return
    }
    begin(command)
  }

  private func command(_ line: String) -> String? {
    if hasPrompts { return Self.withoutPrompt(line) }
    let text = String(line.drop(while: \.isWhitespace))
    let word = text.prefix { !$0.isWhitespace && !"|;&<>()".contains($0) }
    return isCommand(String(word)) || Self.beginsShell(word) ? text : nil
  }

  private static let reserved: Set<Substring> = ["for", "while", "until", "if", "{", "!", "@nosettle"]

  /// A reserved word, or a variable that is set.
  private static func beginsShell(_ word: Substring) -> Bool {
    if reserved.contains(word) { return true }
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    return parts.count == 2 && ShellParser.isName(String(parts[0]))
  }

  private mutating func begin(_ line: String) {
    commands.append(line)
    open = line + "\n"
    closeIfWhole()
  }

  /// A line that belongs to a command that is not complete; tutorials may show the prompt of the shell before it.
  private mutating func goOn(_ line: String) {
    let isPrompted = hasPrompts && line.hasPrefix("> ")
    let text = isPrompted ? String(line.dropFirst(2)) : line
    commands.append(text)
    open += text + "\n"
    closeIfWhole()
  }

  private mutating func closeIfWhole() {
    let isIncomplete = ShellParser.steps(String(open.dropLast()), allowsBackground: true).contains { step in
      guard case .failure(let error) = step.command else { return false }
      return error.isIncomplete
    }
    if !isIncomplete { open = "" }
  }

  /// The command of a line that shows a prompt: `$ kubectl get pods`, `me@host:~$ kubectl get pods`.
  static func withoutPrompt(_ line: String) -> String? {
    let prompt = /^\s*(?:\$|[\w.\-]+@[\w.\-]+[^$#]*[$#])\s+(?<command>\S.*)$/
    return line.firstMatch(of: prompt).map { String($0.output.command) }
  }
}
