// Cluster time as arithmetic and as text.
import SimCore
import Testing

@Suite struct TimeTests {
  @Test(arguments: [
    ("0s", 0), ("1.5s", 1_500_000_000), ("2m0s", 120_000_000_000), ("1h0m0.25s", 3_600_250_000_000),
    ("250ms", 250_000_000), ("10µs", 10_000), ("7ns", 7), ("-3s", -3_000_000_000),
  ] as [(String, Int64)])
  func goDurationsRoundTrip(text: String, nanoseconds: Int64) {
    #expect(TimeSpan(goText: text)?.nanoseconds == nanoseconds)
    #expect(TimeSpan(nanoseconds: nanoseconds).goText == text)
  }

  @Test(arguments: ["", "5", "5x", "s", ".s", "1h-3m", "--1s"])
  func goRefuses(text: String) { #expect(TimeSpan(goText: text) == nil) }

  @Test(arguments: [
    ("2026-11-21T04:04:09Z", 1_795_233_849), ("1970-01-01T00:00:00Z", 0), ("2000-02-29T23:59:59Z", 951_868_799),
    ("1969-12-31T23:59:59Z", -1),
  ] as [(String, Int64)])
  func rfc3339RoundTrips(text: String, seconds: Int64) {
    #expect(Instant(rfc3339: text)?.unixSeconds == seconds)
    #expect(Instant(unixSeconds: seconds).rfc3339 == text)
  }

  @Test(arguments: ["2026-02-30T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-01", "2026-01-01T00:00:00", "x"])
  func rfc3339Refuses(text: String) { #expect(Instant(rfc3339: text) == nil) }

  @Test func zonesAndFractionsAreRead() {
    #expect(Instant(rfc3339: "2026-11-21T05:04:09.25+01:00")?.nanoseconds == 1_795_233_849_250_000_000)
    #expect(Instant(unixSeconds: 1_795_233_849).rfc1123 == "Sat, 21 Nov 2026 04:04:09 +0000")
  }
}
