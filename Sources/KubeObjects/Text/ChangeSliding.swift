// Where a change between equal lines is said to be. A run of changed lines may slide when the line that it leaves is
// equal to the line that it takes: `diff` puts it as far down as it goes, or beside the change of the other text.

enum ChangeSliding {
  /// Moves the runs of one text. - Parameter other: which lines of the other text are changed.
  static func settle(_ changed: inout [Bool], _ lines: [Int], beside other: [Bool]) {
    var walk = Walk(changed: changed, lines: lines, other: other)
    while walk.findRun() { walk.settleRun() }
    changed = walk.changed
  }

  /// A run of changed lines, and the place in the other text where it stands.
  private struct Walk {
    var changed: [Bool]
    let lines: [Int]
    let other: [Bool]
    private var start = 0
    private var end = 0
    private var place = 0

    init(changed: [Bool], lines: [Int], other: [Bool]) {
      self.changed = changed
      self.lines = lines
      self.other = other
    }

    private func isChanged(_ index: Int) -> Bool { changed.indices.contains(index) && changed[index] }

    private func isChangedBeside(_ index: Int) -> Bool { other.indices.contains(index) && other[index] }

    /// Goes on to the next run. Returns whether there is one.
    mutating func findRun() -> Bool {
      while end < lines.count, !changed[end] {
        while isChangedBeside(place) { place += 1 }
        place += 1
        end += 1
      }
      if end == lines.count { return false }
      start = end
      while isChanged(end) { end += 1 }
      while isChangedBeside(place) { place += 1 }
      return true
    }

    mutating func settleRun() {
      var length: Int
      var partner: Int?
      repeat {
        length = end - start
        while start > 0, lines[start - 1] == lines[end - 1] { slideUp() }
        partner = isChangedBeside(place - 1) ? end : nil
        while end < lines.count, lines[start] == lines[end] {
          if slideDown() { partner = end }
        }
      } while length != end - start
      guard let partner else { return }
      while partner < end { slideUp(merging: false) }
    }

    private mutating func slideUp(merging: Bool = true) {
      start -= 1
      end -= 1
      changed[start] = true
      changed[end] = false
      while merging, isChanged(start - 1) { start -= 1 }
      repeat { place -= 1 } while isChangedBeside(place)
    }

    /// Returns whether the other text has a change there.
    private mutating func slideDown() -> Bool {
      changed[start] = false
      changed[end] = true
      start += 1
      end += 1
      while isChanged(end) { end += 1 }
      place += 1
      let meets = isChangedBeside(place)
      while isChangedBeside(place) { place += 1 }
      return meets
    }
  }
}
