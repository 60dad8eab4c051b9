// Which files a path stands for: itself, the manifests of a directory, or whatever a pattern matches.
import KubeObjects

struct ManifestFiles {
  let files: any FileAccess
  let isRecursive: Bool

  static let extensions = [".json", ".yaml", ".yml"]

  static func nothingReadable(_ paths: [String]) -> CommandError {
    .text(
      "error reading [\(paths.joined(separator: " "))]: recognized file extensions are "
        + "[\(extensions.joined(separator: " "))]")
  }

  /// The path itself, or what it matches as a pattern.
  func matches(_ path: String) throws(CommandError) -> [String] {
    if files.exists(path) { return [path] }
    let found = path.contains(where: { "*?[".contains($0) }) ? expanded(path) : []
    if found.isEmpty { throw .text("the path \(GoText.quoted(path)) does not exist") }
    return found
  }

  /// The files to read for a path: a file whatever its name, of a directory those that look like manifests, by name.
  func manifests(at path: String) throws(CommandError) -> [String] {
    guard let names = try entries(path) else { return [path] }
    return try manifests(in: path, names)
  }

  private func manifests(in directory: String, _ names: [String]) throws(CommandError) -> [String] {
    var found: [String] = []
    for name in names {
      let path = Self.joined(directory, name)
      if let inner = try entries(path) {
        if isRecursive { found += try manifests(in: path, inner) }
      } else if Self.extensions.contains(where: name.hasSuffix) {
        found.append(path)
      }
    }
    return found
  }

  private func entries(_ path: String) throws(CommandError) -> [String]? {
    do throws(FileError) {
      return try files.entries(path)
    } catch {
      throw .text("the path \(GoText.quoted(path)) cannot be accessed: \(error.reason)")
    }
  }

  /// Go's `filepath.Join` of a directory and a name.
  static func joined(_ directory: String, _ name: String) -> String {
    let absolute = directory.hasPrefix("/")
    let parts = directory.split(separator: "/").filter { $0 != "." } + [Substring(name)]
    return (absolute ? "/" : "") + parts.joined(separator: "/")
  }

  // MARK: Patterns

  private func expanded(_ pattern: String) -> [String] {
    let parts = pattern.split(separator: "/").map(String.init)
    var found = [pattern.hasPrefix("/") ? "/" : ""]
    for part in parts {
      found = found.flatMap { directory -> [String] in
        let prefix = directory.isEmpty || directory.hasSuffix("/") ? directory : directory + "/"
        guard part.contains(where: { "*?[".contains($0) }) else {
          return files.exists(prefix + part) ? [prefix + part] : []
        }
        let names = (try? files.entries(directory.isEmpty ? "." : directory)) ?? nil
        return (names ?? []).filter { FilePattern.matches(part, $0) }.map { prefix + $0 }
      }
    }
    return found
  }
}

/// Go's `filepath.Match` for one part of a path: `*`, `?` and `[...]`.
enum FilePattern {
  /// The pattern that matches a name and nothing else.
  static func escaped(_ name: String) -> String {
    String(name.flatMap { "*?[\\".contains($0) ? ["\\", $0] : [$0] })
  }

  static func matches(_ pattern: String, _ name: String) -> Bool {
    matches(Array(pattern)[...], Array(name)[...])
  }

  private static func matches(_ pattern: ArraySlice<Character>, _ name: ArraySlice<Character>) -> Bool {
    guard let first = pattern.first else { return name.isEmpty }
    let rest = pattern.dropFirst()
    switch first {
    case "*": return (name.startIndex...name.endIndex).contains { matches(rest, name[$0...]) }
    case "?": return !name.isEmpty && matches(rest, name.dropFirst())
    case "[":
      guard let close = rest.firstIndex(of: "]"), let letter = name.first else { return false }
      return isIn(rest[..<close], letter) && matches(rest[(close + 1)...], name.dropFirst())
    case "\\" where !rest.isEmpty:
      return name.first == rest.first && matches(rest.dropFirst(), name.dropFirst())
    default: return name.first == first && matches(rest, name.dropFirst())
    }
  }

  private static func isIn(_ set: ArraySlice<Character>, _ letter: Character) -> Bool {
    let isNegated = set.first == "^"
    var members = isNegated ? set.dropFirst() : set
    var isMember = false
    while let low = members.popFirst() {
      if members.first == "-", members.count > 1 {
        members.removeFirst()
        if let high = members.popFirst(), low <= letter, letter <= high { isMember = true }
      } else if low == letter {
        isMember = true
      }
    }
    return isMember != isNegated
  }
}
