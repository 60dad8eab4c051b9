// A table of measurements.

/// One measured thing.
struct Measurement {
  let what: String
  let seconds: Double
  /// What was promised; `nil` where the number only shows how cost grows.
  let limit: Double?
}

enum Report {
  static func print(_ measurements: [Measurement]) {
    let width = measurements.map(\.what.count).max() ?? 0
    Swift.print(line("measured", "took", "promised", "", width))
    for measurement in measurements {
      let limit = measurement.limit.map { "< \(text($0))" } ?? ""
      let verdict = measurement.limit.map { measurement.seconds < $0 ? "kept" : "MISSED" } ?? ""
      Swift.print(line(measurement.what, text(measurement.seconds), limit, verdict, width))
    }
  }

  private static func line(_ what: String, _ took: String, _ limit: String, _ verdict: String, _ width: Int) -> String {
    what.filled(to: width) + "  " + took.filledLeft(to: 9) + "  " + limit.filled(to: 10) + "  " + verdict
  }

  private static func text(_ seconds: Double) -> String {
    let thousandths = (seconds * 1_000_000).rounded() / 1_000
    return seconds < 1 ? "\(thousandths < 10 ? thousandths : (thousandths * 10).rounded() / 10) ms"
      : "\((seconds * 100).rounded() / 100) s"
  }
}

extension String {
  func filled(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }

  func filledLeft(to width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
}
