// Schedules of CronJobs: five fields of minutes, hours, days, months and weekdays, as github.com/robfig/cron reads
// them.
import KubeObjects
import SimCore

/// Why a text is no schedule, in the words of the parser.
public struct CronScheduleError: Error, Equatable, Sendable {
  public var message: String
}

/// The times at which a CronJob starts a Job: which minutes, hours, days of the month, months and weekdays.
public struct CronSchedule: Equatable, Sendable {
  /// The values of each field that match, in the order of the text.
  public private(set) var fields: [Set<Int>] = []
  /// Whether a field was `*` or `?`: a day matches by both of its fields when one is, else by either.
  public private(set) var stars: [Bool] = []
  /// The interval of `@every`, in seconds, instead of fields.
  public private(set) var everySeconds: Int64?

  private static let bounds = [
    CronBounds(range: 0...59), CronBounds(range: 0...23), CronBounds(range: 1...31),
    CronBounds(
      range: 1...12,
      names: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]),
    CronBounds(range: 0...6, names: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]),
  ]

  private static let descriptors = [
    "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *", "@monthly": "0 0 1 * *", "@weekly": "0 0 * * 0",
    "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@hourly": "0 * * * *",
  ]

  /// A schedule of an older cluster may begin with a time zone. New ones can't, so that it is only looked whether there
  /// is one of this name.
  private static func withoutZone(_ text: String) throws(CronScheduleError) -> String {
    guard text.hasPrefix("TZ=") || text.hasPrefix("CRON_TZ="), let equals = text.firstIndex(of: "="),
      let space = text.firstIndex(of: " ")
    else { return text }
    let name = String(text[text.index(after: equals)..<space])
    guard name.isEmpty || name == "Local" || TimeZones.contains(name) else {
      throw CronScheduleError(message: "provided bad location \(name): unknown time zone \(name)")
    }
    return String(text[space...]).trimmingGoSpace
  }

  public init(_ text: String) throws(CronScheduleError) {
    if text.isEmpty { throw CronScheduleError(message: "empty spec string") }
    let text = try Self.withoutZone(text)
    if text.hasPrefix("@every ") {
      everySeconds = try Self.interval(String(text.dropFirst(7)), text)
      return
    }
    var spec = text
    if text.hasPrefix("@") {
      guard let meaning = Self.descriptors[text] else {
        throw CronScheduleError(message: "unrecognized descriptor: \(text)")
      }
      spec = meaning
    }
    let words = spec.split(whereSeparator: \.isWhitespace).map(String.init)
    guard words.count == 5 else {
      throw CronScheduleError(
        message: "expected exactly 5 fields, found \(words.count): [\(words.joined(separator: " "))]")
    }
    for (word, bounds) in zip(words, Self.bounds) {
      let ranges = try word.split(separator: ",").map { part throws(CronScheduleError) in
        try CronRange(String(part), bounds)
      }
      fields.append(Set(ranges.flatMap(\.values)))
      stars.append(ranges.contains(where: \.isStar))
    }
  }

  private static func interval(_ duration: String, _ text: String) throws(CronScheduleError) -> Int64 {
    guard let span = TimeSpan(goText: duration) else {
      throw CronScheduleError(message: "failed to parse duration \(text): \(GoDuration.fault(in: duration))")
    }
    return max(span.nanoseconds / 1_000_000_000, 1)
  }
}

private struct CronBounds {
  let range: ClosedRange<Int>
  var names: [String] = []
}

/// `5`, `1-4`, `*/15`, `10-50/5`, `mon-fri`.
private struct CronRange {
  let values: StrideThrough<Int>
  /// A star with a step is none: `*/2` stands for every other value.
  let isStar: Bool

  init(_ text: String, _ bounds: CronBounds) throws(CronScheduleError) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let ends = parts[0].split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    let startsAnywhere = ends[0] == "*" || ends[0] == "?"
    var (start, end) = (bounds.range.lowerBound, bounds.range.upperBound)
    if !startsAnywhere {
      start = try Self.number(ends[0], bounds.names)
      end = ends.count == 2 ? try Self.number(ends[1], bounds.names) : start
      guard ends.count <= 2 else { throw CronScheduleError(message: "too many hyphens: \(text)") }
    }
    var step = 1
    guard parts.count <= 2 else { throw CronScheduleError(message: "too many slashes: \(text)") }
    if parts.count == 2 {
      step = try Self.number(parts[1], [])
      if ends.count == 1 { end = bounds.range.upperBound }
    }
    try Self.check(start, end, step, text, bounds.range)
    values = stride(from: start, through: end, by: step)
    isStar = startsAnywhere && step == 1
  }

  private static func check(
    _ start: Int, _ end: Int, _ step: Int, _ text: String, _ range: ClosedRange<Int>
  ) throws(CronScheduleError) {
    if start < range.lowerBound {
      throw CronScheduleError(
        message: "beginning of range (\(start)) below minimum (\(range.lowerBound)): \(text)")
    }
    if end > range.upperBound {
      throw CronScheduleError(message: "end of range (\(end)) above maximum (\(range.upperBound)): \(text)")
    }
    if start > end {
      throw CronScheduleError(message: "beginning of range (\(start)) beyond end of range (\(end)): \(text)")
    }
    if step == 0 {
      throw CronScheduleError(message: "step of range should be a positive number: \(text)")
    }
  }

  private static func number(_ text: String, _ names: [String]) throws(CronScheduleError) -> Int {
    if let index = names.firstIndex(of: text.lowercased()) { return index + (names.count == 12 ? 1 : 0) }
    let digits = text.utf8.dropFirst(text.hasPrefix("-") || text.hasPrefix("+") ? 1 : 0)
    let isNumber = !digits.isEmpty && digits.allSatisfy { (48...57).contains($0) }
    guard isNumber, let number = Int(text) else {
      let fault = isNumber ? "value out of range" : "invalid syntax"
      throw CronScheduleError(
        message: "failed to parse int from \(text): strconv.Atoi: parsing \(GoText.quoted(text)): \(fault)")
    }
    if number < 0 { throw CronScheduleError(message: "negative number (\(number)) not allowed: \(text)") }
    return number
  }
}
