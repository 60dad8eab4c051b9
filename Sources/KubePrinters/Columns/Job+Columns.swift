// Jobs and cron jobs.
import KubeKinds
import KubeObjects
import SimCore

extension KindColumns {
  static let job = KindColumns(
    [
      .name,
      Column("Status") { .text(JobText.status($0.value)) },
      Column("Completions") { .text(JobText.completions($0.value)) },
      Column("Duration") { .text(JobText.duration($0)) },
      .age,
    ] + Column.containers { $0[.spec][.template] } + [.selector])

  static let cronJob = KindColumns(
    [
      .name,
      Column("Schedule") { .text($0[.spec]["schedule"].text) },
      Column("Timezone") { $0[.spec]["timeZone"].string.map(Cell.text) ?? "<none>" },
      Column("Suspend", .boolean) { .optionalFlag($0[.spec]["suspend"]) },
      Column("Active", .integer) { .number(Int64($0[.status]["active"].elements.count)) },
      Column("Last Schedule") {
        let last = $0[.status]["lastScheduleTime"]
        return .text(last.isNull ? "<none>" : Age.since(last, $0.now))
      },
      .age,
    ] + Column.containers { jobSpec($0)[.template] }
      + [.wide("Selector") { .text(SelectorText.selectorOrNone(jobSpec($0)[.selector])) }])

  private static func jobSpec(_ cronJob: PrintedObject) -> Value { cronJob[.spec]["jobTemplate"][.spec] }
}

enum JobText {
  /// What a job has come to; conditions first, in this order of importance.
  static func status(_ job: Value) -> String {
    func holds(_ type: String) -> Bool {
      job[.status][.conditions].first(where: .type, is: type)?[.status].string == "True"
    }
    if holds("Complete") { return "Complete" }
    if holds("Failed") { return "Failed" }
    if !job[.metadata][.deletionTimestamp].isNull { return "Terminating" }
    if holds("Suspended") { return "Suspended" }
    return ["FailureTarget", "SuccessCriteriaMet"].first(where: holds) ?? "Running"
  }

  /// `2/5`; a job without a number of completions counts to one, whatever its parallelism.
  static func completions(_ job: Value) -> String {
    let succeeded = job[.status]["succeeded"].number
    if let wanted = job[.spec]["completions"].int { return "\(succeeded)/\(wanted)" }
    let parallelism = job[.spec]["parallelism"].number
    return parallelism > 1 ? "\(succeeded)/1 of \(parallelism)" : "\(succeeded)/1"
  }

  /// How long the job ran, up to now if it still does; empty before it starts.
  static func duration(_ job: PrintedObject) -> String {
    guard let start = job[.status][.startTime].string.flatMap({ Instant(rfc3339: $0) }) else { return "" }
    let end = job[.status]["completionTime"].string.flatMap { Instant(rfc3339: $0) } ?? job.now
    return Age.text(end - start)
  }
}
