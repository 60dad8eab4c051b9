// Go's `sort.Sort`: which of two equal elements comes first is part of what kubectl prints, and it is not what a
// stable sort would say.

public enum GoSort {
  /// The elements in the order Go's pattern-defeating quicksort leaves them in.
  /// - Parameter precedes: need not be a strict order: kubectl sorts by some that aren't.
  public static func sorted<Element>(
    _ elements: [Element], by precedes: @escaping (Element, Element) -> Bool
  ) -> [Element] {
    var sort = PatternSort(elements: elements, precedes: precedes)
    sort.run()
    return sort.elements
  }
}

private struct PatternSort<Element> {
  var elements: [Element]
  let precedes: (Element, Element) -> Bool

  /// What the choice of a pivot tells about the order there is already.
  private enum Hint {
    case unknown, increasing, decreasing
  }

  mutating func run() {
    let count = elements.count
    if count > 1 { sort(0, count, limit: Int.bitWidth - count.leadingZeroBitCount) }
  }

  private func less(_ a: Int, _ b: Int) -> Bool { precedes(elements[a], elements[b]) }

  private mutating func swap(_ a: Int, _ b: Int) { elements.swapAt(a, b) }

  private mutating func sort(_ start: Int, _ end: Int, limit: Int) {
    var (a, b, limit) = (start, end, limit)
    var wasBalanced = true
    var wasPartitioned = true
    while true {
      let length = b - a
      if length <= 12 { return insertionSort(a, b) }
      if limit == 0 { return heapSort(a, b) }
      if !wasBalanced {
        breakPatterns(a, b)
        limit -= 1
      }
      var (pivot, hint) = choosePivot(a, b)
      if hint == .decreasing {
        elements[a..<b].reverse()
        pivot = (b - 1) - (pivot - a)
        hint = .increasing
      }
      if wasBalanced, wasPartitioned, hint == .increasing, partialInsertionSort(a, b) { return }
      if a > 0, !less(a - 1, pivot) {
        a = partitionEqual(a, b, pivot)
        continue
      }
      let (middle, isPartitioned) = partition(a, b, pivot)
      wasPartitioned = isPartitioned
      wasBalanced = min(middle - a, b - middle) >= length / 8
      if middle - a < b - middle {
        sort(a, middle, limit: limit)
        a = middle + 1
      } else {
        sort(middle + 1, b, limit: limit)
        b = middle
      }
    }
  }

  private mutating func insertionSort(_ a: Int, _ b: Int) {
    for i in a..<b {
      var j = i
      while j > a, less(j, j - 1) {
        swap(j, j - 1)
        j -= 1
      }
    }
  }

  private mutating func heapSort(_ first: Int, _ end: Int) {
    let count = end - first
    for root in stride(from: (count - 1) / 2, through: 0, by: -1) { siftDown(root, count, first) }
    for last in stride(from: count - 1, through: 0, by: -1) {
      swap(first, first + last)
      siftDown(0, last, first)
    }
  }

  private mutating func siftDown(_ start: Int, _ end: Int, _ first: Int) {
    var root = start
    while true {
      var child = 2 * root + 1
      if child >= end { return }
      if child + 1 < end, less(first + child, first + child + 1) { child += 1 }
      if !less(first + root, first + child) { return }
      swap(first + root, first + child)
      root = child
    }
  }

  // MARK: Partitions

  private mutating func partition(_ a: Int, _ b: Int, _ pivot: Int) -> (middle: Int, wasPartitioned: Bool) {
    swap(a, pivot)
    var (i, j) = (a + 1, b - 1)
    var isFirst = true
    while true {
      while i <= j, less(i, a) { i += 1 }
      while i <= j, !less(j, a) { j -= 1 }
      if i > j { break }
      isFirst = false
      swap(i, j)
      i += 1
      j -= 1
    }
    swap(j, a)
    return (j, isFirst)
  }

  private mutating func partitionEqual(_ a: Int, _ b: Int, _ pivot: Int) -> Int {
    swap(a, pivot)
    var (i, j) = (a + 1, b - 1)
    while true {
      while i <= j, !less(a, i) { i += 1 }
      while i <= j, less(a, j) { j -= 1 }
      if i > j { return i }
      swap(i, j)
      i += 1
      j -= 1
    }
  }

  /// Mends what is nearly sorted; gives up after five elements out of place.
  private mutating func partialInsertionSort(_ a: Int, _ b: Int) -> Bool {
    var i = a + 1
    for _ in 0..<5 {
      while i < b, !less(i, i - 1) { i += 1 }
      if i == b { return true }
      if b - a < 50 { return false }
      swap(i, i - 1)
      if i - a >= 2 { shiftDown(from: i - 1) }
      if b - i >= 2 { shiftUp(from: i + 1, b) }
    }
    return false
  }

  private mutating func shiftDown(from start: Int) {
    var j = start
    while j >= 1, less(j, j - 1) {
      swap(j, j - 1)
      j -= 1
    }
  }

  private mutating func shiftUp(from start: Int, _ end: Int) {
    var j = start
    while j < end, less(j, j - 1) {
      swap(j, j - 1)
      j += 1
    }
  }

  /// Scatters three elements, by numbers that depend on the length alone.
  private mutating func breakPatterns(_ a: Int, _ b: Int) {
    let length = b - a
    guard length >= 8 else { return }
    var random = UInt64(length)
    let mask = (UInt64(1) << UInt64(UInt64.bitWidth - random.leadingZeroBitCount)) - 1
    let middle = a + (length / 4) * 2
    for index in middle - 1...middle + 1 {
      random ^= random << 13
      random ^= random >> 7
      random ^= random << 17
      var other = Int(random & mask)
      if other >= length { other -= length }
      swap(index, a + other)
    }
  }

  // MARK: Pivots

  private func choosePivot(_ a: Int, _ b: Int) -> (Int, Hint) {
    let length = b - a
    var swaps = 0
    var (i, j, k) = (a + length / 4, a + length / 4 * 2, a + length / 4 * 3)
    if length >= 50 {
      i = median(i - 1, i, i + 1, &swaps)
      j = median(j - 1, j, j + 1, &swaps)
      k = median(k - 1, k, k + 1, &swaps)
    }
    if length >= 8 { j = median(i, j, k, &swaps) }
    return (j, swaps == 0 ? .increasing : swaps == 12 ? .decreasing : .unknown)
  }

  private func median(_ a: Int, _ b: Int, _ c: Int, _ swaps: inout Int) -> Int {
    var (a, b, c) = (a, b, c)
    order(&a, &b, &swaps)
    order(&b, &c, &swaps)
    order(&a, &b, &swaps)
    return b
  }

  private func order(_ a: inout Int, _ b: inout Int, _ swaps: inout Int) {
    guard less(b, a) else { return }
    swaps += 1
    (a, b) = (b, a)
  }
}
