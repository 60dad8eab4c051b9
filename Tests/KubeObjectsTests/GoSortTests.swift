// Sorting as Go's sort.Sort does: not stable, and the places of equal elements are the same as there.
import KubeObjects
import Testing

@Suite struct GoSortTests {
  @Test(arguments: [0, 1, 2, 11, 12, 13, 49, 50, 51, 500])
  func sorts(_ count: Int) {
    var seed: UInt64 = 7
    let numbers = (0..<count).map { _ -> Int in
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(seed >> 33) % 100
    }
    #expect(GoSort.sorted(numbers, by: <) == numbers.sorted())
    #expect(GoSort.sorted(numbers.sorted(), by: <) == numbers.sorted())
    #expect(GoSort.sorted(numbers.sorted(by: >), by: <) == numbers.sorted())
    #expect(GoSort.sorted(numbers, by: { _, _ in false }).count == count)
  }

  /// Up to twelve elements are inserted one by one, which keeps equal ones in their order.
  @Test func fewElementsKeepTheirOrder() {
    let pairs = [(2, "a"), (1, "b"), (2, "c"), (1, "d")]
    #expect(GoSort.sorted(pairs) { $0.0 < $1.0 }.map(\.1) == ["b", "d", "a", "c"])
  }

  /// Unbalanced partitions are broken up; with the random numbers of Go 1.23 in place of those since 1.24, this is the
  /// order in which kubectl 1.32 describes these events.
  @Test func breakingPatterns() {
    let events = zip([0, 0, 0, 12, 0, 7, 0, 0, 0, 17, 5, 5, 5, 6, 11, 16], "AaBbCcDdEe54321-")
    let sorted = GoSort.sorted(Array(events)) { $0.0 < $1.0 }
    #expect(String(sorted.map(\.1)) == "EABDCda5432c1b-e")
  }
}
