// Sets of completion indexes, as the status of a Job writes them.

/// A set of completion indexes, written `0,2-4`.
struct CompletionIndexes: Equatable {
  private(set) var indexes: Set<Int> = []

  init() {}

  init(_ text: String) {
    for part in text.split(separator: ",") {
      let bounds = part.split(separator: "-").compactMap { Int($0) }
      guard let low = bounds.first, let high = bounds.last, low <= high else { continue }
      indexes.formUnion(low...high)
    }
  }

  var count: Int { indexes.count }

  func contains(_ index: Int) -> Bool { indexes.contains(index) }

  mutating func insert(_ index: Int) { indexes.insert(index) }

  /// How many of these are below a number and among others.
  func count(below end: Int64, in others: CompletionIndexes) -> Int {
    indexes.count { Int64($0) < end && others.contains($0) }
  }

  /// Runs of three and more are written with a dash, as are runs of two.
  var text: String {
    var parts: [String] = []
    var run: ClosedRange<Int>?
    func close() {
      guard let run else { return }
      parts.append(run.count == 1 ? "\(run.lowerBound)" : "\(run.lowerBound)-\(run.upperBound)")
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
