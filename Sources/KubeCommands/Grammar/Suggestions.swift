// Which command was probably meant, as cobra guesses: a small distance, or a beginning.

enum Suggestions {
  /// The commands that an unknown word may stand for, in the order of the list.
  static func commands(like word: String, among commands: [Command]) -> [String] {
    let typed = word.lowercased()
    return commands.filter { !$0.isHidden }.map(\.name).filter { name in
      distance(typed, name.lowercased()) <= 2 || name.lowercased().hasPrefix(typed)
    }
  }

  /// The edits that make one text another (Levenshtein), in bytes.
  static func distance(_ a: String, _ b: String) -> Int {
    let other = Array(b.utf8)
    var row = Array(0...other.count)
    for (index, byte) in a.utf8.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in other.indices {
        let above = row[column + 1]
        row[column + 1] = byte == other[column] ? diagonal : min(diagonal, above, row[column]) + 1
        diagonal = above
      }
    }
    return row[other.count]
  }
}
