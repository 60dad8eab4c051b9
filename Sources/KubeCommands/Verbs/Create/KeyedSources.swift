// Keys and values from literals, files and lists of variables: the data of ConfigMaps and Secrets.
import KubeObjects

enum KeyedSourceFlags {
  static let files = Flag(
    list: "from-file", help: "A file, or a directory's files; the key is the file's name or what precedes '='."
  ).completing(.file)
  static let literals = Flag(each: "from-literal", help: "A key and its value: key=value; may be repeated.")
  static let variables = Flag(
    list: "from-env-file", help: "A file of lines key=value, each of which becomes a key."
  ).completing(.file)
  static let appendHash = Flag(bool: "append-hash", help: "Appends a hash of the content to the name.")
}

/// Collects keys in the words of one kind.
struct KeyedSources {
  let context: CommandContext
  /// `ConfigMap`, `Secret`
  let kind: String
  let name: String
  private(set) var entries: [(key: String, bytes: [UInt8])] = []

  init(_ context: CommandContext, kind: String, name: String) {
    self.context = context
    self.kind = kind
    self.name = name
  }

  /// Reads what the three flags name.
  mutating func read(_ line: CommandLine) throws(CommandError) {
    let variables = line[KeyedSourceFlags.variables]
    let files = line[KeyedSourceFlags.files]
    let literals = line[KeyedSourceFlags.literals]
    if !variables.isEmpty, !files.isEmpty || !literals.isEmpty {
      throw .text("from-env-file cannot be combined with from-file or from-literal")
    }
    for source in files { try addFile(source) }
    for source in literals { try addLiteral(source) }
    for path in variables { try addVariables(path) }
  }

  private mutating func add(_ key: String, _ bytes: [UInt8]) throws(CommandError) {
    let faults = NameRules.configMapKey(key)
    if !faults.isEmpty {
      let words = kind == "Secret" ? "is not valid key name for a Secret" : "is not a valid key name for a \(kind):"
      throw .text("\(GoText.quoted(key)) \(words) \(faults.joined(separator: ","))")
    }
    if entries.contains(where: { $0.key == key }) {
      let place = kind == "Secret" ? "" : " in Data for ConfigMap \(GoText.quoted(name))"
      throw .text(
        kind == "Secret"
          ? "cannot add key \(key), another key by that name already exists"
          : "cannot add key \(GoText.quoted(key)), another key by that name already exists\(place)")
    }
    entries.append((key, bytes))
  }

  private mutating func addLiteral(_ source: String) throws(CommandError) {
    guard let equals = source.firstIndex(of: "="), equals != source.startIndex else {
      throw .text("invalid literal source \(source), expected key=value")
    }
    var value = source[source.index(after: equals)...]
    while let first = value.first, first == "\"" || first == "'" { value.removeFirst() }
    while let last = value.last, last == "\"" || last == "'" { value.removeLast() }
    try add(String(source[..<equals]), Array(value.utf8))
  }

  mutating func addFile(_ source: String, usualKey: String? = nil) throws(CommandError) {
    let (key, path) = try Self.keyAndPath(source)
    if let names = try entries(path) {
      if source.contains("=") { throw .text("cannot give a key name for a directory path") }
      for name in names where try entries(ManifestFiles.joined(path, name)) == nil {
        try add(name, try contents(ManifestFiles.joined(path, name)))
      }
      return
    }
    try add(source.contains("=") ? key : usualKey ?? key, try contents(path))
  }

  static func keyAndPath(_ source: String) throws(CommandError) -> (key: String, path: String) {
    let parts = source.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
    switch parts.count {
    case 1: return (source.split(separator: "/").last.map(String.init) ?? source, source)
    case 2 where parts[0].isEmpty: throw .text("key name for file path \(parts[1]) missing")
    case 2 where parts[1].isEmpty: throw .text("file path for key name \(parts[0]) missing")
    case 2: return (parts[0], parts[1])
    default: throw .text("key names or file paths cannot contain '='")
    }
  }

  private func entries(_ path: String) throws(CommandError) -> [String]? {
    if !context.files.exists(path) { throw .text("error reading \(path): no such file or directory") }
    do throws(FileError) { return try context.files.entries(path) } catch {
      throw .text("error reading \(path): \(error.reason)")
    }
  }

  private func contents(_ path: String) throws(CommandError) -> [UInt8] {
    do throws(FileError) { return try context.files.read(path) } catch {
      throw .text("error reading \(path): \(error.reason)")
    }
  }

  private mutating func addVariables(_ path: String) throws(CommandError) {
    if try entries(path) != nil {
      throw .text("env \(kind == "Secret" ? "secret" : "config") file cannot be a directory")
    }
    for (key, value) in try EnvironmentFile.pairs(try contents(path), context) { try add(key, Array(value.utf8)) }
  }
}

/// Lines `KEY=VALUE`; comments and empty lines are passed over, and a key alone takes the environment's value.
enum EnvironmentFile {
  static func pairs(_ bytes: [UInt8], _ context: CommandContext) throws(CommandError) -> [(String, String)] {
    var pairs: [(String, String)] = []
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let text = String(decoding: bytes[start...], as: UTF8.self)
    for line in text.split(whereSeparator: \.isNewline) {
      let content = line.drop(while: \.isWhitespace)
      if content.isEmpty || content.hasPrefix("#") { continue }
      let parts = content.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let faults = NameRules.strictEnvironmentVariable(parts[0])
      if !faults.isEmpty {
        throw .text("\(GoText.quoted(parts[0])) is not a valid key name: \(faults.joined(separator: ";"))")
      }
      pairs.append((parts[0], parts.count > 1 ? parts[1] : context.environment[parts[0]] ?? ""))
    }
    return pairs
  }
}
