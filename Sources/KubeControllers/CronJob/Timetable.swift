// When a CronJob starts jobs: its schedule, by the clocks of its time zone.
import KubeKinds
import KubeObjects
import SimCore

struct Timetable {
  let schedule: CronSchedule
  let zone: TimeZoneRule
  private let creation: Instant

  /// `nil` for a schedule that can't be read.
  init?(_ object: Value) {
    guard let schedule = try? CronSchedule(object[.spec][.schedule].text) else { return nil }
    self.schedule = schedule
    zone = object[.spec][.timeZone].string.flatMap { TimeZones.rule($0) } ?? .utc
    creation = Instant(rfc3339: object[.metadata][.creationTimestamp].text) ?? Instant(unixSeconds: 0)
  }

  /// What is looked for comes after the last time for which a job was started, or the creation.
  func begin(_ status: Value) -> Instant {
    status[.lastScheduleTime].string.flatMap { Instant(rfc3339: $0) } ?? creation
  }
}
