// `$1`, `$2` ...: the names in the rows that were printed last, which know what they are names of.
import KubeCommands

extension Session {
  /// Makes the names in printed rows variables.
  func name(rows: [String]) {
    if rows.isEmpty { return }
    for name in variables.keys where Int(name) != nil { variables[name] = nil }
    for (index, name) in rows.enumerated() { variables[String(index + 1)] = name }
    let place = CursorPlace(words: lastWords, prefix: "", in: context)
    rowType = place.command.name == "get" ? place.arguments.first?.split(separator: "/").first.map(String.init) : nil
  }

  /// What rows the words of a command stand for that are nothing but `$1`, `$2` ...
  func rows(_ words: [Word]) -> Set<String> {
    guard rowType != nil else { return [] }
    return Set(words.compactMap(\.rowNumber).compactMap { variables[$0] })
  }

  /// The words of a command with the type before names of rows, where it names none: `describe $1`.
  func withRows(_ words: [String]) -> [String] {
    guard let rowType, words.contains(where: isBareRow) else { return words }
    let place = CursorPlace(words: words, prefix: "", in: context)
    guard place.command.arguments == .resource || place.command.arguments == .rollout,
      let first = place.arguments.first, isBareRow(first)
    else { return words }
    return words.map { isBareRow($0) ? "\(rowType)/\($0)" : $0 }
  }

  // MARK: In the system's shell

  /// The variable that tells commands of a line which of their words are names of rows, and of what.
  static let rowsVariable = "STSCTL_ROWS"

  /// The names of rows up to the last one that a text for the system's shell asks for.
  func rows(in text: String) -> [String] {
    let parts = text.split(separator: "$", omittingEmptySubsequences: false).dropFirst()
    let numbers = parts.compactMap { part in
      part.first == "{" ? Int(part.dropFirst().prefix(while: \.isNumber)) : part.first?.wholeNumberValue
    }
    return (1...max(1, numbers.max() ?? 0)).prefix(numbers.max() ?? 0).map { variables[String($0)] ?? "" }
  }

  func described(_ rows: [String]) -> String? { rowType.map { "\($0) \(rows.joined(separator: " "))" } }

  /// Takes over what such a line says of rows.
  public func takeRows(from environment: [String: String]) {
    let words = environment[Self.rowsVariable]?.split(separator: " ").map(String.init) ?? []
    guard let type = words.first else { return }
    rowType = type
    rowWords = Set(words.dropFirst())
  }

  private func isBareRow(_ word: String) -> Bool { rowWords.contains(word) && !word.contains("/") }
}

extension Word {
  /// `1` for `$1` and `${1}`.
  fileprivate var rowNumber: String? {
    guard pieces.count == 1, case .parameter(let parameter, _) = pieces[0], case .none = parameter.fallback,
      !parameter.isLength, Int(parameter.name) != nil
    else { return nil }
    return parameter.name
  }
}
