// File names that match a pattern: `apply -f manifests/*.yaml`.
import KubeCommands

/// A pattern of path components with `*`, `?` and `[...]`; a backslash quotes.
struct FilePattern {
  private let pattern: String

  init(_ pattern: String) { self.pattern = pattern }

  static func isSpecial(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "[")
  }

  /// A text that matches only itself.
  static func quoted(_ text: String) -> String {
    guard text.utf8.contains(where: { isSpecial($0) || $0 == .backslash }) else { return text }
    return text.map { "*?[\\".contains($0) ? "\\\($0)" : String($0) }.joined()
  }

  /// The names that match, sorted; none when there are none.
  func names(in files: any FileAccess) -> [String] {
    var found = [pattern.hasPrefix("/") ? "/" : ""]
    for component in pattern.split(separator: "/") {
      found = found.flatMap { matches(of: Array(component), in: $0, files) }
    }
    return found.filter { !$0.isEmpty && $0 != "/" }
  }

  private func matches(of component: [Character], in directory: String, _ files: any FileAccess) -> [String] {
    let prefix = directory.isEmpty || directory.hasSuffix("/") ? directory : directory + "/"
    guard component.contains(where: { "*?[".contains($0) }) else {
      let path = prefix + String(component.filter { $0 != "\\" })
      return files.exists(path) ? [path] : []
    }
    guard let entries = try? files.entries(directory.isEmpty ? "." : directory) else { return [] }
    return entries.filter { $0.first != "." || component.first == "." }
      .filter { Self.matches(component[...], Array($0)[...]) }.map { prefix + $0 }
  }

  static func matches(_ pattern: ArraySlice<Character>, _ text: ArraySlice<Character>) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    let rest = pattern.dropFirst()
    switch first {
    case "*": return matches(rest, text) || (!text.isEmpty && matches(pattern, text.dropFirst()))
    case "?": return !text.isEmpty && matches(rest, text.dropFirst())
    case "\\":
      guard let next = rest.first else { return text.elementsEqual(["\\"]) }
      return text.first == next && matches(rest.dropFirst(), text.dropFirst())
    case "[":
      guard let (accepts, after) = characterClass(rest) else { fallthrough }
      guard let character = text.first, accepts(character) else { return false }
      return matches(after, text.dropFirst())
    default: return text.first == first && matches(rest, text.dropFirst())
    }
  }

  /// The characters between brackets, and what follows them; `nil` when no bracket closes.
  private static func characterClass(
    _ pattern: ArraySlice<Character>
  ) -> (accepts: (Character) -> Bool, after: ArraySlice<Character>)? {
    guard let end = pattern.dropFirst().firstIndex(of: "]") else { return nil }
    var members = pattern[..<end]
    let isNegated = members.first == "!" || members.first == "^"
    if isNegated { members.removeFirst() }
    let list = Array(members)
    let accepts: (Character) -> Bool = { character in
      for (index, member) in list.enumerated() {
        if index + 2 < list.count, list[index + 1] == "-", (member...max(member, list[index + 2])) ~= character {
          return !isNegated
        }
        if member == character { return !isNegated }
      }
      return isNegated
    }
    return (accepts, pattern[pattern.index(after: end)...])
  }
}
