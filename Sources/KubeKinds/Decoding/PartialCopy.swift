// An object that is being read: nothing is copied until an entry has to change.
import KubeObjects

/// A copy of an object that begins with the first entry that differs.
struct PartialCopy {
  private let original: Object
  private var entries: [Object.Entry]?

  init(of original: Object) { self.original = original }

  /// The entry at a position stays as it is.
  mutating func keep(_ position: Int) {
    guard entries != nil else { return }
    let (key, value) = original[position]
    entries?.append(Object.Entry(key, value))
  }

  mutating func replace(_ position: Int, _ key: Key, _ value: Value) {
    begin(before: position)
    entries?.append(Object.Entry(key, value))
  }

  /// The entry at a position is left out.
  mutating func skip(_ position: Int) { begin(before: position) }

  mutating func insert(before position: Int, _ key: Key, _ value: Value) {
    begin(before: position)
    entries?.append(Object.Entry(key, value))
  }

  /// The new object; `nil` when it is the original.
  func finish() -> Object? { entries.map { Object(ascending: $0) } }

  private mutating func begin(before position: Int) {
    guard entries == nil else { return }
    var copied: [Object.Entry] = []
    copied.reserveCapacity(original.count + 4)
    for index in 0..<position {
      let (key, value) = original[index]
      copied.append(Object.Entry(key, value))
    }
    entries = copied
  }
}
