// Sets of completion indexes, as the status of a Job writes them.

/// A set of completion indexes, written `0,2-4`.
struct CompletionIndexes: Equatable {
  private(set) var indexes: Set<Int> = []

  init() {}

  /// - Parameter end: how many indexes there are; those beyond are none.
  init(_ text: String, below end: Int64? = nil) {
    for part in text.split(separator: ",") {
      let bounds = part.split(separator: "-").compactMap { Int($0) }
      guard let low = bounds.first, let last = bounds.last else { continue }
      let high = min(last, Int(end ?? .max) - 1)
      if low <= high { indexes.formUnion(low...high) }
    }
  }

  var count: Int { indexes.count }

  func contains(_ index: Int) -> Bool { indexes.contains(index) }

  mutating func insert(_ index: Int) { indexes.insert(index) }

  /// How many of these are among others.
  func count(in others: CompletionIndexes) -> Int { indexes.count(where: others.contains) }

  /// Runs of three and more are written with a dash.
  var text: String {
    var parts: [String] = []
    var run: ClosedRange<Int>?
    func close() {
      guard let run else { return }
      let (low, high) = (String(run.lowerBound), String(run.upperBound))
      parts.append(run.count == 1 ? low : low + (run.count == 2 ? "," : "-") + high)
    }
    for index in indexes.sorted() {
      if let current = run, index == current.upperBound + 1 {
        run = current.lowerBound...index
      } else {
        close()
        run = index...index
      }
    }
    close()
    return parts.joined(separator: ",")
  }
}
