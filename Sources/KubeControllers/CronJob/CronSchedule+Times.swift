// When a schedule comes round again.
import KubeKinds
import SimCore

extension CronSchedule {
  /// The first time of the schedule after an instant, by the clocks of a zone; `nil` when none comes within five years.
  ///
  /// Where clocks are put forward, what falls into the hour left out is left out or comes later, and where they are put
  /// back, what falls into the hour that comes twice may come twice (`SpecSchedule.Next` of github.com/robfig/cron).
  func next(after instant: Instant, in zone: TimeZoneRule = .utc) -> Instant? {
    if let everySeconds { return instant.truncatedToSecond + .seconds(everySeconds) }
    var walk = CronWalk(self, from: instant.truncatedToSecond + .seconds(1), in: zone)
    let end = walk.date.year + 5
    while walk.date.year <= end {
      if walk.toMonth() || walk.toDay() || walk.toHour() || walk.toMinute() || walk.toSecond() { continue }
      return walk.time
    }
    return nil
  }

  /// What passed of a schedule since a time.
  struct Missed: Equatable {
    /// The last time that has come.
    var latest: Instant?
    /// About how many have come.
    var count: Int64
  }

  /// The times of the schedule in `(since, now]`; `nil` for a schedule that never comes.
  /// The count goes by the distance of the first two times (`mostRecentScheduleTime` of pkg/controller/cronjob).
  func missed(since: Instant, now: Instant, in zone: TimeZoneRule) -> Missed? {
    guard let first = next(after: since, in: zone) else { return nil }
    if now < first { return Missed(latest: nil, count: 0) }
    guard let second = next(after: first, in: zone) else { return nil }
    if now < second { return Missed(latest: first, count: 0) }
    let distance = second.unixSeconds - first.unixSeconds
    let count = (now - first).nanoseconds / 1_000_000_000 / distance + 1
    var latest: Instant?
    var time = next(after: first + .seconds((count - 2) * distance), in: zone)
    while let come = time, come <= now {
      latest = come
      time = next(after: come, in: zone)
    }
    return Missed(latest: latest, count: count)
  }
}

/// A time that is moved forward, field by field, until a schedule has it. Each step says whether a greater field has
/// changed on the way, and all have to be looked at again.
private struct CronWalk {
  private let schedule: CronSchedule
  private let zone: TimeZoneRule
  private(set) var time: Instant
  private(set) var date: CalendarTime
  /// Whether a field has been moved, and those below it begin anew.
  private var isMoved = false

  init(_ schedule: CronSchedule, from time: Instant, in zone: TimeZoneRule) {
    (self.schedule, self.zone, self.time) = (schedule, zone, time)
    date = time.calendar(in: zone)
  }

  private mutating func move(to instant: Instant) {
    time = instant
    date = instant.calendar(in: zone)
  }

  private mutating func move(to change: (inout CalendarTime) -> Void) {
    var other = date
    change(&other)
    move(to: Instant(other, in: zone))
  }

  /// The first move sets what is smaller to its beginning.
  private mutating func begin(_ change: (inout CalendarTime) -> Void) {
    if isMoved { return }
    isMoved = true
    move(to: change)
  }

  mutating func toMonth() -> Bool {
    while !schedule.fields[3].contains(Int(date.month)) {
      begin { ($0.day, $0.hour, $0.minute, $0.second) = (1, 0, 0, 0) }
      move { $0.month += 1 }
      if date.month == 1 { return true }
    }
    return false
  }

  mutating func toDay() -> Bool {
    while !matchesDay {
      begin { ($0.hour, $0.minute, $0.second) = (0, 0, 0) }
      move { $0.day += 1 }
      // There may be no midnight.
      if date.hour > 12 { move(to: time + .hours(24 - date.hour)) } else { move(to: time - .hours(date.hour)) }
      if date.day == 1 { return true }
    }
    return false
  }

  /// A day must match both of its fields when one of them is a star, and either of them otherwise.
  private var matchesDay: Bool {
    let byMonth = schedule.fields[2].contains(Int(date.day))
    let byWeek = schedule.fields[4].contains(Int(date.weekday))
    return schedule.stars[2] || schedule.stars[4] ? byMonth && byWeek : byMonth || byWeek
  }

  mutating func toHour() -> Bool {
    while !schedule.fields[1].contains(Int(date.hour)) {
      begin { ($0.minute, $0.second) = (0, 0) }
      move(to: time + .hours(1))
      if date.hour == 0 { return true }
    }
    return false
  }

  mutating func toMinute() -> Bool {
    while !schedule.fields[0].contains(Int(date.minute)) {
      if !isMoved {
        isMoved = true
        move(to: Instant(unixSeconds: time.unixSeconds - date.second))
      }
      move(to: time + .minutes(1))
      if date.minute == 0 { return true }
    }
    return false
  }

  mutating func toSecond() -> Bool {
    guard date.second != 0 else { return false }
    isMoved = true
    move(to: time + .seconds(60 - date.second))
    return true
  }
}
