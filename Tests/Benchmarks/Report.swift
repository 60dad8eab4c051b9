// A table of measurements.

/// One measured thing.
struct Measurement {
  let what: String
  let duration: Duration
  /// What was promised; `nil` where the number only shows how cost grows.
  let limit: Double?
}

enum Report {
  static func print(_ measurements: [Measurement]) {
    let width = measurements.map(\.what.count).max() ?? 0
    Swift.print(line(["measured", "wall", "processor", "promised", ""], width))
    for measurement in measurements {
      let duration = measurement.duration
      let limit = measurement.limit.map { "< \(text($0))" } ?? ""
      let verdict = measurement.limit.map { duration.wall < $0 ? "kept" : "MISSED" } ?? ""
      let cells = [measurement.what, text(duration.wall), text(duration.processor), limit, verdict]
      Swift.print(line(cells, width))
    }
  }

  private static func line(_ cells: [String], _ width: Int) -> String {
    cells[0].filled(to: width) + "  " + cells[1].filledLeft(to: 9) + "  " + cells[2].filledLeft(to: 9) + "  "
      + cells[3].filled(to: 10) + "  " + cells[4]
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
