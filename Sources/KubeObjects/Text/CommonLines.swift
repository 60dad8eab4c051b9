// Which lines of a text are worth comparing: one that the other text has not is changed whatever comes out, and one
// that the other text has very often tells little where it stands amid such lines.

enum CommonLines {
  private enum Worth {
    case kept, frequent, foreign
  }

  /// Which lines take part in the comparison.
  static func kept(_ lines: [Int], beside other: [Int], kinds: Int) -> [Bool] {
    var counts = Array(repeating: 0, count: kinds)
    for line in other { counts[line] += 1 }
    let limit = frequency(lines.count)
    var worth = lines.map { line -> Worth in
      counts[line] == 0 ? .foreign : counts[line] > limit ? .frequent : .kept
    }
    keepOutsideOfRuns(&worth)
    return worth.map { $0 == .kept }
  }

  /// From how many equal lines on a line is frequent: about the root of the length.
  private static func frequency(_ count: Int) -> Int {
    var limit = 5
    var rest = count / 256
    while rest > 0 {
      limit *= 2
      rest /= 4
    }
    return limit
  }

  /// Frequent lines are passed over only inside of a run of foreign ones.
  private static func keepOutsideOfRuns(_ worth: inout [Worth]) {
    var index = 0
    while index < worth.count {
      guard worth[index] == .foreign else {
        worth[index] = .kept
        index += 1
        continue
      }
      var end = worth[index...].firstIndex(of: .kept) ?? worth.count
      while worth[end - 1] == .frequent {
        end -= 1
        worth[end] = .kept
      }
      sort(&worth[index..<end])
      index = end
    }
  }

  /// Decides on the frequent lines of a run that begins and ends with foreign ones.
  private static func sort(_ run: inout ArraySlice<Worth>) {
    let frequent = run.count { $0 == .frequent }
    if frequent * 4 > run.count {
      for index in run.indices where run[index] == .frequent { run[index] = .kept }
      return
    }
    keepStretches(&run)
    keepNearEnd(&run, Array(run.indices))
    keepNearEnd(&run, run.indices.reversed())
  }

  /// Keeps frequent lines that follow each other in number.
  private static func keepStretches(_ run: inout ArraySlice<Worth>) {
    var limit = 1
    var rest = run.count / 16
    while rest > 0 {
      limit *= 2
      rest /= 4
    }
    var index = run.startIndex
    while index < run.endIndex {
      let end = run[index...].firstIndex { $0 != .frequent } ?? run.endIndex
      if end - index > limit { for place in index..<end { run[place] = .kept } }
      index = max(end, index + 1)
    }
  }

  /// Keeps frequent lines near an end of the run, up to three foreign ones in a row or the first beyond eight lines.
  private static func keepNearEnd(_ run: inout ArraySlice<Worth>, _ order: [Int]) {
    var foreign = 0
    for (distance, index) in order.enumerated() {
      if distance >= 8, run[index] == .foreign { return }
      if run[index] == .frequent { run[index] = .kept }
      foreign = run[index] == .foreign ? foreign + 1 : 0
      if foreign == 3 { return }
    }
  }
}
