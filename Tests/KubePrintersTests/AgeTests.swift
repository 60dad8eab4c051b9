// Ages: where the units change, and what is said of times that are missing or to come.
import KubeObjects
import KubePrinters
import SimCore
import Testing

@Suite struct AgeTests {
  @Test(arguments: [
    (-3600, "<invalid>"), (-2, "<invalid>"), (-1, "0s"), (0, "0s"), (1, "1s"), (119, "119s"),
    (120, "2m"), (150, "2m30s"), (599, "9m59s"), (600, "10m"), (659, "10m"), (10_799, "179m"),
    (10_800, "3h"), (11_100, "3h5m"), (28_799, "7h59m"), (28_800, "8h"), (172_799, "47h"),
    (172_800, "2d"), (439_200, "5d2h"), (691_199, "7d23h"), (691_200, "8d"), (63_071_999, "729d"),
    (63_072_000, "2y"), (71_712_000, "2y100d"), (252_287_999, "7y364d"), (252_288_000, "8y"),
    (315_360_000, "10y"),
  ] as [(Int64, String)])
  func spans(seconds: Int64, text: String) {
    #expect(Age.text(.seconds(seconds)) == text)
  }

  @Test func fractionsAreDropped() {
    #expect(Age.text(.milliseconds(1_999)) == "1s")
    #expect(Age.text(.milliseconds(-1_999)) == "0s")
    #expect(Age.text(.milliseconds(-2_000)) == "<invalid>")
  }

  @Test(arguments: [
    ("2026-11-21T04:00:00Z", "90s"), ("2026-11-21T04:00:00.500000Z", "89s"), ("yesterday", "<unknown>"),
  ])
  func sinceATimestamp(text: String, age: String) {
    let now = Instant(rfc3339: "2026-11-21T04:01:30Z") ?? Instant(unixSeconds: 0)
    #expect(Age.since(.string(text), now) == age)
    #expect(Age.since(.null, now) == "<unknown>")
  }
}
