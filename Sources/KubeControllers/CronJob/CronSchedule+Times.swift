// When a schedule comes round again.
import KubeKinds
import SimCore

extension CronSchedule {
  /// The first time of the schedule after an instant, in UTC; `nil` when none comes within five years.
  func next(after instant: Instant) -> Instant? {
    if let everySeconds { return instant.truncatedToSecond + .seconds(everySeconds) }
    var minute = Instant(unixSeconds: (instant.unixSeconds / 60 + 1) * 60)
    let end = minute + .hours(24 * 366 * 5)
    while minute < end {
      let date = minute.calendar
      if !fields[3].contains(Int(date.month)) || !matchesDay(date) {
        minute = Instant(unixSeconds: (minute.unixSeconds / 86_400 + 1) * 86_400)
      } else if !fields[1].contains(Int(date.hour)) {
        minute = Instant(unixSeconds: (minute.unixSeconds / 3_600 + 1) * 3_600)
      } else if !fields[0].contains(Int(date.minute)) {
        minute = minute + .seconds(60)
      } else {
        return minute
      }
    }
    return nil
  }

  /// A day must match both of its fields when one of them is a star, and either of them otherwise.
  private func matchesDay(_ date: CalendarTime) -> Bool {
    let byMonth = fields[2].contains(Int(date.day))
    let byWeek = fields[4].contains(Int(date.weekday))
    return stars[2] || stars[4] ? byMonth && byWeek : byMonth || byWeek
  }

  /// The last time of the schedule in `(since, now]`, and whether more than a hundred passed in between.
  func latest(since: Instant, now: Instant) -> (time: Instant, tooMany: Bool)? {
    guard var time = next(after: since), time <= now else { return nil }
    var count = 1
    while let following = next(after: time), following <= now {
      time = following
      count += 1
    }
    return (time, count > 100)
  }
}
