// Instants as text: RFC 3339, the form in which Kubernetes stores times, and the calendar it needs.

/// A date and time of day in UTC, by the proleptic Gregorian calendar.
public struct CalendarTime: Equatable, Sendable {
  public var year: Int64
  /// 1 ... 12
  public var month: Int64
  /// 1 ... 31
  public var day: Int64
  public var hour: Int64
  public var minute: Int64
  public var second: Int64
  /// 0 is Sunday.
  public var weekday: Int64

  static let weekdayNames = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  static let monthNames = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}

extension Instant {
  /// The calendar date, by Howard Hinnant's `civil_from_days`: years start in March, so that leap days come last.
  public var calendar: CalendarTime {
    let seconds = unixSeconds
    let days = (seconds >= 0 ? seconds : seconds - 86_399) / 86_400
    let ofDay = seconds - days * 86_400
    let z = days + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let march = (5 * dayOfYear + 2) / 153
    let month = march < 10 ? march + 3 : march - 9
    return CalendarTime(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * march + 2) / 5 + 1, hour: ofDay / 3_600, minute: ofDay % 3_600 / 60,
      second: ofDay % 60, weekday: ((days + 4) % 7 + 7) % 7)
  }

  /// The instant of a calendar date in UTC; the weekday is not looked at.
  public init(_ date: CalendarTime) {
    let year = date.month <= 2 ? date.year - 1 : date.year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (date.month > 2 ? date.month - 3 : date.month + 9) + 2) / 5 + date.day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    let days = era * 146_097 + dayOfEra - 719_468
    self.init(unixSeconds: days * 86_400 + date.hour * 3_600 + date.minute * 60 + date.second)
  }

  /// `2026-11-21T04:04:09Z`, the form of `metav1.Time`.
  public var rfc3339: String {
    let c = calendar
    guard (0...9_999).contains(c.year) else { return slowRFC3339(c) }
    return String(unsafeUninitializedCapacity: 20) { text in
      write(c.year, 4, at: 0, to: text)
      for (index, part) in [c.month, c.day, c.hour, c.minute, c.second].enumerated() {
        text[4 + index * 3] = Self.separators[index]
        write(part, 2, at: 5 + index * 3, to: text)
      }
      text[19] = UInt8(ascii: "Z")
      return 20
    }
  }

  private static let separators = Array("--T::".utf8)

  private func write(_ number: Int64, _ width: Int, at place: Int, to text: UnsafeMutableBufferPointer<UInt8>) {
    var rest = number
    for index in stride(from: place + width - 1, through: place, by: -1) {
      text[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
  }

  private func slowRFC3339(_ c: CalendarTime) -> String {
    "\(padded(c.year, 4))-\(padded(c.month, 2))-\(padded(c.day, 2))T"
      + "\(padded(c.hour, 2)):\(padded(c.minute, 2)):\(padded(c.second, 2))Z"
  }

  /// `2026-11-21T04:04:09.000250Z`, the form of `metav1.MicroTime`.
  public var rfc3339Micro: String {
    let micros = (nanoseconds - unixSeconds * 1_000_000_000) / 1_000
    return rfc3339.dropLast() + ".\(padded(micros, 6))Z"
  }

  /// `Sat, 21 Nov 2026 04:04:09 +0000`, as `kubectl describe` prints times (RFC 1123 with a numeric zone).
  public var rfc1123: String {
    let c = calendar
    let name = CalendarTime.weekdayNames[Int(c.weekday)]
    return "\(name), \(padded(c.day, 2)) \(CalendarTime.monthNames[Int(c.month - 1)]) \(padded(c.year, 4)) "
      + "\(padded(c.hour, 2)):\(padded(c.minute, 2)):\(padded(c.second, 2)) +0000"
  }

  /// Reads RFC 3339 with an optional fraction and any zone offset; `nil` when the text is not of that form.
  public init?(rfc3339 text: some StringProtocol) {
    let read = text.utf8.withContiguousStorageIfAvailable { Instant(rfc3339: $0) }
    guard let instant = read ?? Array(text.utf8).withUnsafeBufferPointer({ Instant(rfc3339: $0) }) else { return nil }
    self = instant
  }

  private init?(rfc3339 bytes: UnsafeBufferPointer<UInt8>) {
    var reader = DigitReader(bytes)
    guard let year = reader.number(4), reader.take("-"), let month = reader.number(2), reader.take("-"),
      let day = reader.number(2), reader.take("T") || reader.take("t"), let hour = reader.number(2),
      reader.take(":"), let minute = reader.number(2), reader.take(":"), let second = reader.number(2),
      (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 61
    else { return nil }
    let fraction = reader.fraction()
    guard let offset = reader.zone(), reader.isAtEnd else { return nil }
    let date = CalendarTime(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second, weekday: 0)
    if day > 28, Instant(date).calendar.day != day { return nil }
    self = Instant(date) - offset + TimeSpan(nanoseconds: fraction)
  }
}

func padded(_ number: Int64, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

private struct DigitReader {
  let bytes: UnsafeBufferPointer<UInt8>
  var position = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }

  mutating func take(_ sign: Unicode.Scalar) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: sign) else { return false }
    position += 1
    return true
  }

  mutating func number(_ width: Int) -> Int64? {
    guard position + width <= bytes.count else { return nil }
    var value: Int64 = 0
    for index in position..<position + width {
      let byte = bytes[index]
      guard byte >= 48, byte <= 57 else { return nil }
      value = value * 10 + Int64(byte - 48)
    }
    position += width
    return value
  }

  /// Nanoseconds after a decimal point; digits beyond the ninth are dropped.
  mutating func fraction() -> Int64 {
    guard take(".") else { return 0 }
    var value: Int64 = 0
    var scale: Int64 = 100_000_000
    while let digit = number(1) {
      value += digit * scale
      scale /= 10
    }
    return value
  }

  mutating func zone() -> TimeSpan? {
    if take("Z") || take("z") { return .zero }
    let sign: Int64
    if take("+") { sign = 1 } else if take("-") { sign = -1 } else { return nil }
    guard let hours = number(2), take(":"), let minutes = number(2) else { return nil }
    return .seconds(sign * (hours * 3_600 + minutes * 60))
  }
}
