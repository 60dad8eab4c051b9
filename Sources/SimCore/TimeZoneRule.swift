// Clocks on walls: the offset of a time zone from UTC by a rule of POSIX (`TZ`, as in the last line of a zone's file in
// the database of IANA), and dates in such a zone.

/// What a zone's clocks show: a standard time and, in a part of each year, another one.
public struct TimeZoneRule: Equatable, Sendable {
  /// A time of each year at which clocks are put, by the clocks as they were before.
  struct Change: Equatable, Sendable {
    enum Day: Equatable, Sendable {
      /// `Mm.w.d`: a weekday (0 is Sunday) in a week (5 is the last) of a month.
      case weekday(Int64, week: Int64, month: Int64)
      /// `Jn`: the n-th day of the year, from 1, by a calendar without leap days.
      case ofCommonYear(Int64)
      /// `n`: the day of the year, from 0, leap days counted.
      case ofYear(Int64)
    }
    var day: Day
    /// Seconds after midnight, from -167 to 167 hours.
    var time: Int64 = 7_200
  }

  /// Another time than the standard one, and when it begins and ends.
  struct Season: Equatable, Sendable {
    var offset: Int64
    var start: Change
    var end: Change
  }

  /// Seconds east of Greenwich.
  let standard: Int64
  let season: Season?

  public static let utc = TimeZoneRule(standard: 0, season: nil)

  private init(standard: Int64, season: Season?) { (self.standard, self.season) = (standard, season) }

  /// Reads a rule such as `CET-1CEST,M3.5.0,M10.5.0/3`; `nil` when it is none.
  public init?(posix text: String) {
    var reader = RuleReader(text)
    guard reader.name(), let offset = reader.time(hours: 24) else { return nil }
    standard = -offset
    guard !reader.isAtEnd else {
      season = nil
      return
    }
    guard let season = reader.season(standard: -offset), reader.isAtEnd else { return nil }
    self.season = season
  }

  /// How far the zone's clocks are ahead of UTC, in seconds.
  public func offset(at instant: Instant) -> Int64 {
    guard let season else { return standard }
    let year = instant.calendar.year
    let start = season.start.seconds(of: year) - standard
    let end = season.end.seconds(of: year) - season.offset
    let now = instant.unixSeconds
    let isIn = start < end ? start <= now && now < end : !(end <= now && now < start)
    return isIn ? season.offset : standard
  }
}

extension TimeZoneRule.Change {
  /// When clocks are put in a year, in seconds since 1970 as if they showed UTC.
  func seconds(of year: Int64) -> Int64 {
    func first(_ month: Int64) -> Int64 {
      let date = CalendarTime(year: year, month: month, day: 1, hour: 0, minute: 0, second: 0, weekday: 0)
      return Instant(date).unixSeconds
    }
    let isLeap = first(3) - first(2) == 29 * 86_400
    switch day {
    case .ofYear(let day): return first(1) + day * 86_400 + time
    case .ofCommonYear(let day): return first(1) + (day - (isLeap && day >= 60 ? 0 : 1)) * 86_400 + time
    case .weekday(let weekday, let week, let month):
      let firstOne = (weekday - Instant(unixSeconds: first(month)).calendar.weekday + 7) % 7
      let days = (first(month + 1) - first(month)) / 86_400
      let day = firstOne + (week - 1) * 7
      return first(month) + (day < days ? day : day - 7) * 86_400 + time
    }
  }
}

// MARK: Dates

extension Instant {
  /// The date that clocks of a zone show.
  public func calendar(in zone: TimeZoneRule) -> CalendarTime {
    (self + .seconds(zone.offset(at: self))).calendar
  }

  /// The instant of a date in a zone. Of a date that comes twice it is one of both, and a date that is left out is
  /// moved by the time that was left out, as by Go's `time.Date`.
  public init(_ date: CalendarTime, in zone: TimeZoneRule) {
    let asUTC = Instant(date)
    let guess = asUTC - .seconds(zone.offset(at: asUTC))
    self = asUTC - .seconds(zone.offset(at: guess))
  }

  /// `2026-11-21T05:04:09+01:00`, the date in a zone with its offset; `Z` where it is none.
  public func rfc3339(in zone: TimeZoneRule) -> String {
    let offset = zone.offset(at: self)
    if offset == 0 { return rfc3339 }
    let minutes = abs(offset) / 60
    let sign = offset < 0 ? "-" : "+"
    let local = (self + .seconds(offset)).rfc3339.dropLast()
    return "\(local)\(sign)\(padded(minutes / 60, 2)):\(padded(minutes % 60, 2))"
  }
}

// MARK: Reading

private struct RuleReader {
  private let bytes: [UInt8]
  private var position = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  var isAtEnd: Bool { position == bytes.count }

  private mutating func take(_ sign: Unicode.Scalar) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: sign) else { return false }
    position += 1
    return true
  }

  private mutating func run(_ isPart: (UInt8) -> Bool) -> ArraySlice<UInt8> {
    let rest = bytes[position...].prefix(while: isPart)
    position += rest.count
    return rest
  }

  /// A name of three letters or more, or anything between angle brackets.
  mutating func name() -> Bool {
    if take("<") { return !run { $0 != UInt8(ascii: ">") }.isEmpty && take(">") }
    return run { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0 & ~32) }.count >= 3
  }

  private mutating func number(_ range: ClosedRange<Int64>) -> Int64? {
    let digits = run { (48...57).contains($0) }
    return Int64(String(decoding: digits, as: UTF8.self)).flatMap { range.contains($0) ? $0 : nil }
  }

  /// `[+-]hh[:mm[:ss]]` in seconds.
  mutating func time(hours: Int64) -> Int64? {
    let isNegative = take("-")
    if !isNegative { _ = take("+") }
    guard let hour = number(0...hours) else { return nil }
    var seconds = hour * 3_600
    for unit in [Int64(60), 1] where take(":") {
      guard let part = number(0...59) else { return nil }
      seconds += part * unit
    }
    return isNegative ? -seconds : seconds
  }

  /// The other time of a year: its name, its offset (an hour more than the standard one) and when it begins and ends
  /// (by the rule of the United States), where these are not said.
  mutating func season(standard: Int64) -> TimeZoneRule.Season? {
    guard name() else { return nil }
    var offset = standard + 3_600
    if !isAtEnd, bytes[position] != UInt8(ascii: ",") {
      guard let said = time(hours: 24) else { return nil }
      offset = -said
    }
    if isAtEnd {
      return TimeZoneRule.Season(
        offset: offset, start: .init(day: .weekday(0, week: 2, month: 3)),
        end: .init(day: .weekday(0, week: 1, month: 11)))
    }
    guard let start = change(), let end = change() else { return nil }
    return TimeZoneRule.Season(offset: offset, start: start, end: end)
  }

  private mutating func change() -> TimeZoneRule.Change? {
    guard take(","), let day = day() else { return nil }
    guard take("/") else { return TimeZoneRule.Change(day: day) }
    return time(hours: 167).map { TimeZoneRule.Change(day: day, time: $0) }
  }

  private mutating func day() -> TimeZoneRule.Change.Day? {
    if take("J") { return number(1...365).map { .ofCommonYear($0) } }
    guard take("M") else { return number(0...365).map { .ofYear($0) } }
    guard let month = number(1...12), take("."), let week = number(1...5), take("."), let weekday = number(0...6)
    else { return nil }
    return .weekday(weekday, week: week, month: month)
  }
}
