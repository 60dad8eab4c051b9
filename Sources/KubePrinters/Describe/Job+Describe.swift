// Jobs and cron jobs.
import KubeKinds
import KubeObjects
import SimCore

extension Describer {
  static let job = Describer { job, out in
    out.field("Name", job.name)
    out.field("Namespace", job.namespace)
    out.field("Selector", SelectorText.selector(job[.spec][.selector]))
    out.labels("Labels", job[.metadata][.labels])
    out.annotations("Annotations", job[.metadata][.annotations])
    out.controller(job)
    plan(job[.spec], &out)
    progress(job, &out)
    out.podTemplate(job[.spec][.template])
  }

  private static func plan(_ spec: Value, _ out: inout DescribeText) {
    out.numberIfAny("Parallelism", spec["parallelism"])
    out.field("Completions", spec["completions"].int.map { String($0) } ?? "<unset>")
    if let mode = spec["completionMode"].string { out.field("Completion Mode", mode) }
    if let suspend = spec["suspend"].bool { out.field("Suspend", String(suspend)) }
    out.numberIfAny("Backoff Limit", spec["backoffLimit"])
    out.numberIfAny("TTL Seconds After Finished", spec["ttlSecondsAfterFinished"])
  }

  private static func progress(_ job: DescribedObject, _ out: inout DescribeText) {
    let status = job[.status]
    let start = status[.startTime].string.flatMap { Instant(rfc3339: $0) }
    let end = status["completionTime"].string.flatMap { Instant(rfc3339: $0) }
    if start != nil { out.field("Start Time", DescribeText.time(status[.startTime])) }
    if end != nil { out.field("Completed At", DescribeText.time(status["completionTime"])) }
    if let start, let end { out.field("Duration", Age.text(end - start)) }
    if let deadline = job[.spec]["activeDeadlineSeconds"].int { out.field("Active Deadline Seconds", "\(deadline)s") }
    let ready = status[.ready].int.map { " (\($0) Ready)" } ?? ""
    out.field(
      "Pods Statuses",
      "\(status["active"].number) Active\(ready) / \(status["succeeded"].number) Succeeded / "
        + "\(status["failed"].number) Failed")
    if job[.spec]["completionMode"].string == "Indexed" {
      out.field("Completed Indexes", cappedIndexes(status["completedIndexes"].text))
    }
  }

  /// The list of indexes up to the first comma after 50 characters.
  private static func cappedIndexes(_ indexes: String) -> String {
    if indexes.isEmpty { return "<none>" }
    let bytes = Array(indexes.utf8)
    guard let comma = bytes.indices.dropFirst(50).first(where: { bytes[$0] == UInt8(ascii: ",") })
    else { return indexes }
    return String(decoding: bytes[...comma], as: UTF8.self) + "..."
  }

  static let cronJob = Describer { cronJob, out in
    let spec = cronJob[.spec]
    out.metadata(cronJob)
    out.field("Schedule", spec["schedule"].text)
    out.field("Concurrency Policy", spec["concurrencyPolicy"].text)
    out.field("Suspend", Cell.optionalFlag(spec["suspend"]).printed)
    out.field("Time Zone", spec["timeZone"].string ?? "<unset>")
    out.field("Successful Job History Limit", optional(spec["successfulJobsHistoryLimit"]))
    out.field("Failed Job History Limit", optional(spec["failedJobsHistoryLimit"]))
    let deadline = spec["startingDeadlineSeconds"].int
    out.field("Starting Deadline Seconds", deadline.map { "\($0)s" } ?? "<unset>")
    jobTemplate(spec["jobTemplate"][.spec], &out)
    let last = cronJob[.status]["lastScheduleTime"]
    out.field("Last Schedule Time", last.isNull ? "<unset>" : DescribeText.time(last))
    let active = cronJob[.status]["active"].elements.map { $0[.name].text }
    out.field("Active Jobs", active.isEmpty ? "<none>" : active.joined(separator: ", "))
  }

  private static func jobTemplate(_ spec: Value, _ out: inout DescribeText) {
    out.field("Selector", spec[.selector].isNull ? "<unset>" : SelectorText.selector(spec[.selector]))
    out.field("Parallelism", optional(spec["parallelism"]))
    out.field("Completions", optional(spec["completions"]))
    if let deadline = spec["activeDeadlineSeconds"].int { out.field("Active Deadline Seconds", "\(deadline)s") }
    out.podTemplate(spec[.template])
  }

  private static func optional(_ number: Value) -> String { number.int.map { String($0) } ?? "<unset>" }
}

extension DescribeText {
  mutating func numberIfAny(_ name: String, _ value: Value) {
    if let number = value.int { field(name, String(number)) }
  }
}
