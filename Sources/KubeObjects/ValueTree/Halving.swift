// Finding places in what is in order: by halving, wherever it is kept.

extension Range<Int> {
  /// The first index that satisfies a condition which no earlier and every later one does; the end where none does.
  @inlinable
  public func partitioningIndex(_ condition: (Int) -> Bool) -> Int {
    var low = lowerBound
    var high = upperBound
    while low < high {
      let middle = low + (high - low) / 2
      if condition(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
