// Which lines two texts do not share, chosen as the program `diff` chooses them, so that people see the hunks they are
// used to. The search is that of E. Myers, "An O(ND) Difference Algorithm and Its Variations" (Algorithmica 1, 1986),
// from both ends at once.

/// The lines that only one of two texts has.
public struct LineComparison: Sendable {
  public private(set) var removed: [Bool]
  public private(set) var added: [Bool]

  /// How many of the lines that both texts begin or end with take part: a change may slide over these.
  private static let margin = 3

  public init(_ old: [Substring], _ new: [Substring]) {
    removed = Array(repeating: false, count: old.count)
    added = Array(repeating: false, count: new.count)
    let (first, last) = Self.commonEnds(old, new)
    let oldRange = first..<(old.count - last)
    let newRange = first..<(new.count - last)
    var numbers = LineNumbers()
    let sides = (numbers.of(old[oldRange]), numbers.of(new[newRange]))
    let isKept = (
      CommonLines.kept(sides.0, beside: sides.1, kinds: numbers.count),
      CommonLines.kept(sides.1, beside: sides.0, kinds: numbers.count)
    )
    let places = (sides.0.indices.filter { isKept.0[$0] }, sides.1.indices.filter { isKept.1[$0] })
    var search = MiddleSearch(places.0.map { sides.0[$0] }, places.1.map { sides.1[$0] })
    search.run()
    var changed = (isKept.0.map { !$0 }, isKept.1.map { !$0 })
    for (index, place) in places.0.enumerated() where search.removed[index] { changed.0[place] = true }
    for (index, place) in places.1.enumerated() where search.added[index] { changed.1[place] = true }
    ChangeSliding.settle(&changed.0, sides.0, beside: changed.1)
    ChangeSliding.settle(&changed.1, sides.1, beside: changed.0)
    removed.replaceSubrange(oldRange, with: changed.0)
    added.replaceSubrange(newRange, with: changed.1)
  }

  /// How many lines at the beginning and at the end need no comparison.
  private static func commonEnds(_ old: [Substring], _ new: [Substring]) -> (first: Int, last: Int) {
    let limit = min(old.count, new.count)
    var first = 0
    while first < limit, old[first] == new[first] { first += 1 }
    first = max(0, first - margin)
    var last = 0
    while last < limit - first, old[old.count - 1 - last] == new[new.count - 1 - last] { last += 1 }
    return (first, max(0, last - margin))
  }
}

/// Gives equal lines equal numbers.
private struct LineNumbers {
  private var numbers: [Substring: Int] = [:]
  var count: Int { numbers.count }

  mutating func of(_ lines: ArraySlice<Substring>) -> [Int] {
    lines.map { line in
      if let number = numbers[line] { return number }
      numbers[line] = numbers.count
      return numbers.count - 1
    }
  }
}

/// Finds the shortest way from one sequence to another by halving it.
private struct MiddleSearch {
  private let old: [Int]
  private let new: [Int]
  private(set) var removed: [Bool]
  private(set) var added: [Bool]
  /// How far each diagonal was followed, from the beginning and from the end.
  private var forward: [Int]
  private var backward: [Int]
  /// The place of diagonal 0 in these.
  private let origin: Int

  init(_ old: [Int], _ new: [Int]) {
    self.old = old
    self.new = new
    removed = Array(repeating: false, count: old.count)
    added = Array(repeating: false, count: new.count)
    origin = new.count + 1
    forward = Array(repeating: 0, count: old.count + new.count + 3)
    backward = forward
  }

  mutating func run() { compare(0..<old.count, 0..<new.count) }

  private mutating func compare(_ left: Range<Int>, _ right: Range<Int>) {
    var (x, y, xEnd, yEnd) = (left.lowerBound, right.lowerBound, left.upperBound, right.upperBound)
    while x < xEnd, y < yEnd, old[x] == new[y] { (x, y) = (x + 1, y + 1) }
    while x < xEnd, y < yEnd, old[xEnd - 1] == new[yEnd - 1] { (xEnd, yEnd) = (xEnd - 1, yEnd - 1) }
    if x == xEnd {
      for index in y..<yEnd { added[index] = true }
    } else if y == yEnd {
      for index in x..<xEnd { removed[index] = true }
    } else {
      let middle = meeting(x..<xEnd, y..<yEnd)
      compare(x..<middle.x, y..<middle.y)
      compare(middle.x..<xEnd, middle.y..<yEnd)
    }
  }

  /// Where the searches from both ends meet.
  private mutating func meeting(_ left: Range<Int>, _ right: Range<Int>) -> (x: Int, y: Int) {
    let start = left.lowerBound - right.lowerBound
    let end = left.upperBound - right.upperBound
    var ahead = start...start
    var behind = end...end
    let bounds = (left.lowerBound - right.upperBound)...(left.upperBound - right.lowerBound)
    forward[origin + start] = left.lowerBound
    backward[origin + end] = left.upperBound
    while true {
      ahead = widened(ahead, bounds, &forward, with: -1)
      for diagonal in stride(from: ahead.upperBound, through: ahead.lowerBound, by: -2) {
        let x = followed(diagonal, left.upperBound, right.upperBound)
        if (start - end) % 2 != 0, behind.contains(diagonal), backward[origin + diagonal] <= x {
          return (x, x - diagonal)
        }
      }
      behind = widened(behind, bounds, &backward, with: .max)
      for diagonal in stride(from: behind.upperBound, through: behind.lowerBound, by: -2) {
        let x = followedBack(diagonal, left.lowerBound, right.lowerBound)
        if (start - end) % 2 == 0, ahead.contains(diagonal), x <= forward[origin + diagonal] {
          return (x, x - diagonal)
        }
      }
    }
  }

  /// One diagonal more on either side; at the border of the table one less.
  private func widened(
    _ range: ClosedRange<Int>, _ bounds: ClosedRange<Int>, _ reach: inout [Int], with unreached: Int
  ) -> ClosedRange<Int> {
    var (low, high) = (range.lowerBound, range.upperBound)
    if low > bounds.lowerBound {
      low -= 1
      reach[origin + low - 1] = unreached
    } else {
      low += 1
    }
    if high < bounds.upperBound {
      high += 1
      reach[origin + high + 1] = unreached
    } else {
      high -= 1
    }
    return low...high
  }

  private mutating func followed(_ diagonal: Int, _ xEnd: Int, _ yEnd: Int) -> Int {
    let (below, above) = (forward[origin + diagonal - 1], forward[origin + diagonal + 1])
    var x = below >= above ? below + 1 : above
    while x < xEnd, x - diagonal < yEnd, old[x] == new[x - diagonal] { x += 1 }
    forward[origin + diagonal] = x
    return x
  }

  private mutating func followedBack(_ diagonal: Int, _ xStart: Int, _ yStart: Int) -> Int {
    let (below, above) = (backward[origin + diagonal - 1], backward[origin + diagonal + 1])
    var x = below < above ? below : above - 1
    while x > xStart, x - diagonal > yStart, old[x - 1] == new[x - diagonal - 1] { x -= 1 }
    backward[origin + diagonal] = x
    return x
  }
}
