// Clocks of time zones, against what the database of IANA says of 2027.
import Testing

@testable import SimCore

@Suite struct TimeZoneTests {
  /// Each with the instant of a change, and the offsets before and after it.
  @Test(arguments: [
    ("CET-1CEST,M3.5.0,M10.5.0/3", 1_806_195_600, 3_600, 7_200),
    ("CET-1CEST,M3.5.0,M10.5.0/3", 1_824_944_400, 7_200, 3_600),
    ("EST5EDT,M3.2.0,M11.1.0", 1_805_007_600, -18_000, -14_400), ("EST5EDT", 1_825_567_200, -14_400, -18_000),
    ("AEST-10AEDT,M10.1.0,M4.1.0/3", 1_806_768_000, 39_600, 36_000),
    ("AEST-10AEDT,M10.1.0,M4.1.0/3", 1_822_492_800, 36_000, 39_600),
    ("IST-1GMT0,M10.5.0,M3.5.0/1", 1_806_195_600, 0, 3_600), ("IST-1GMT0,M10.5.0,M3.5.0/1", 1_824_944_400, 3_600, 0),
    ("<+1245>-12:45<+1345>,M9.5.0/2:45,M4.1.0/3:45", 1_806_760_800, 49_500, 45_900),
    ("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", 1_822_491_000, 37_800, 39_600),
    ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 1_806_195_600, -7_200, -3_600),
    ("IST-2IDT,M3.4.4/26,M10.5.0", 1_806_019_200, 7_200, 10_800),
    ("EET-2EEST,M3.4.4/50,M10.4.4/50", 1_806_105_600, 7_200, 10_800),
    ("EET-2EEST,M4.5.5/0,M10.5.4/24", 1_824_757_200, 10_800, 7_200),
    ("<-04>4<-03>,M9.1.6/24,M4.1.6/24", 1_806_807_600, -10_800, -14_400),
    ("<+00>0<+02>-2,M3.5.0/1,M10.5.0/3", 1_824_944_400, 7_200, 0),
    ("CST5CDT,M3.2.0/0,M11.1.0/1", 1_825_563_600, -14_400, -18_000),
    // 1 March by both ways of counting days, in a common year (2027) and, below, in a leap year.
    ("XST0XDT,J60/0,J300/0", 1_803_859_200, 0, 3_600), ("XST0XDT,59/0,300", 1_803_859_200, 0, 3_600),
    ("XST0XDT,J60/0,J300/0", 1_835_481_600, 0, 3_600), ("XST0XDT,60/0,300", 1_835_481_600, 0, 3_600),
  ] as [(String, Int64, Int64, Int64)])
  func clocksArePut(rule: String, at second: Int64, before: Int64, after: Int64) throws {
    let zone = try #require(TimeZoneRule(posix: rule))
    #expect(zone.offset(at: Instant(unixSeconds: second - 1)) == before)
    #expect(zone.offset(at: Instant(unixSeconds: second)) == after)
  }

  @Test(arguments: [
    "", "C-1", "CET", "CET-25", "CET-1CEST,M3.5.0", "CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M13.1.0,M10.5.0",
    "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,J0,J300", "CET-1CEST,M3.5.0/168,M10.5.0", "<+01-1", "CET-1CEST,M3.5.0,M10.5.0x",
  ])
  func noRules(text: String) { #expect(TimeZoneRule(posix: text) == nil) }

  /// Dates of New York: one of summer, one of the hour left out, one of the hour that comes twice.
  @Test(arguments: [
    (7, 4, 12, "2027-07-04T12:00:00-04:00"), (3, 14, 2, "2027-03-14T01:00:00-05:00"),
    (11, 7, 1, "2027-11-07T01:00:00-04:00"), (1, 1, 0, "2027-01-01T00:00:00-05:00"),
  ] as [(Int64, Int64, Int64, String)])
  func datesOfAZone(month: Int64, day: Int64, hour: Int64, text: String) throws {
    let zone = try #require(TimeZoneRule(posix: "EST5EDT,M3.2.0,M11.1.0"))
    let date = CalendarTime(year: 2_027, month: month, day: day, hour: hour, minute: 0, second: 0, weekday: 0)
    #expect(Instant(date, in: zone).rfc3339(in: zone) == text)
    #expect(Instant(rfc3339: text) == Instant(date, in: zone))
  }

  @Test func utcHasNoOffset() { #expect(Instant(unixSeconds: 0).rfc3339(in: .utc) == "1970-01-01T00:00:00Z") }
}
