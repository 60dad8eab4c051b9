// Which of several words was probably meant.

enum Likeness {
  /// The most similar words, best first; none that is too different.
  static func best(_ word: String, among words: some Sequence<String>, limit: Int = 3) -> [String] {
    let typed = Array(word.lowercased().utf8)
    let allowed = max(1, min(3, typed.count / 3 + (typed.count > 2 ? 1 : 0)))
    var seen: Set<String> = []
    let near = words.filter { seen.insert($0).inserted }.compactMap { candidate -> (Int, String)? in
      let distance = distance(typed, Array(candidate.lowercased().utf8))
      return distance <= allowed && distance < typed.count ? (distance, candidate) : nil
    }.sorted { $0.0 != $1.0 ? $0.0 < $1.0 : $0.1 < $1.1 }
    guard let first = near.first else { return [] }
    return near.prefix { $0.0 <= first.0 }.prefix(limit).map(\.1)
  }

  /// The edits that make one text another, where two neighbours changing places are one edit.
  static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var before: [Int] = []
    var row = Array(0...b.count)
    for i in a.indices {
      var next = [i + 1] + [Int](repeating: 0, count: b.count)
      for j in b.indices {
        let replaced = row[j] + (a[i] == b[j] ? 0 : 1)
        next[j + 1] = min(replaced, row[j + 1] + 1, next[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { next[j + 1] = min(next[j + 1], before[j - 1] + 1) }
      }
      (before, row) = (row, next)
    }
    return row[b.count]
  }
}
