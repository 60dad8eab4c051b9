// Schedules of CronJobs: five fields of minutes, hours, days, months and weekdays, as github.com/robfig/cron reads
// them.
import KubeObjects

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

  private struct Bounds {
    let range: ClosedRange<Int>
    var names: [String] = []
  }

  private static let bounds = [
    Bounds(range: 0...59), Bounds(range: 0...23), Bounds(range: 1...31),
    Bounds(
      range: 1...12,
      names: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]),
    Bounds(range: 0...6, names: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]),
  ]

  private static let descriptors = [
    "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *", "@monthly": "0 0 1 * *", "@weekly": "0 0 * * 0",
    "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@hourly": "0 * * * *",
  ]

  /// A schedule may begin with a time zone; the cluster's is UTC.
  private static func withoutZone(_ text: String) -> String {
    guard text.hasPrefix("TZ=") || text.hasPrefix("CRON_TZ="), let space = text.firstIndex(of: " ") else { return text }
    return String(text[space...]).trimmingGoSpace
  }

  public init(_ text: String) throws(CronScheduleError) {
    let text = Self.withoutZone(text)
    if text.isEmpty { throw CronScheduleError(message: "empty spec string") }
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
      fields.append(try Self.values(word, bounds))
      stars.append(word.split(separator: ",").contains { $0.hasPrefix("*") || $0.hasPrefix("?") })
    }
  }

  private static func interval(_ duration: String, _ text: String) throws(CronScheduleError) -> Int64 {
    let units: [Character: Int64] = ["h": 3_600, "m": 60, "s": 1]
    var seconds: Int64 = 0
    var number = ""
    for character in duration {
      if let unit = units[character], let count = Int64(number) {
        seconds += count * unit
        number = ""
      } else {
        number.append(character)
      }
    }
    guard number.isEmpty, !duration.isEmpty else {
      throw CronScheduleError(
        message: "failed to parse duration \(text): time: invalid duration \(GoText.quoted(duration))")
    }
    return max(seconds, 1)
  }

  private static func values(_ word: String, _ bounds: Bounds) throws(CronScheduleError) -> Set<Int> {
    var values: Set<Int> = []
    for part in word.split(separator: ",") { values.formUnion(try range(String(part), bounds)) }
    return values
  }

  /// `5`, `1-4`, `*/15`, `10-50/5`, `mon-fri`.
  private static func range(_ text: String, _ bounds: Bounds) throws(CronScheduleError) -> Set<Int> {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let ends = parts[0].split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard ends.count <= 2 else { throw CronScheduleError(message: "too many hyphens: \(text)") }
    guard parts.count <= 2 else { throw CronScheduleError(message: "too many slashes: \(text)") }
    let isStar = ends[0] == "*" || ends[0] == "?"
    let start = isStar ? bounds.range.lowerBound : try number(ends[0], bounds)
    var end = isStar ? bounds.range.upperBound : ends.count == 2 ? try number(ends[1], bounds) : start
    var step = 1
    if parts.count == 2 {
      step = try number(parts[1], Bounds(range: 0...0))
      if ends.count == 1 { end = bounds.range.upperBound }
    }
    try check(start, end, step, text, bounds)
    return Set(stride(from: start, through: end, by: step))
  }

  private static func check(
    _ start: Int, _ end: Int, _ step: Int, _ text: String, _ bounds: Bounds
  ) throws(CronScheduleError) {
    let range = bounds.range
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

  private static func number(_ text: String, _ bounds: Bounds) throws(CronScheduleError) -> Int {
    if let index = bounds.names.firstIndex(of: text.lowercased()) { return index + bounds.range.lowerBound }
    guard let number = Int(text) else {
      throw CronScheduleError(
        message: "failed to parse int from \(text): strconv.Atoi: parsing \(GoText.quoted(text)): invalid syntax")
    }
    if number < 0 { throw CronScheduleError(message: "negative number (\(number)) not allowed: \(text)") }
    return number
  }
}
