// The terminal of a guest's shell: lines are typed in another process, and what Tab brings is answered here.
import ClusterAPI
import KubeObjects
import KubeShell
import SimCore

/// A line editor that is a guest's.
final class GuestLines: LineReader {
  private unowned let guest: Guest
  private let cluster: FiberCluster
  private let completer: Completer
  var onIdle: (() -> Void)?
  private(set) var size = ScreenSize(columns: 80, rows: 24)

  init(_ guest: Guest, _ cluster: FiberCluster, _ completer: Completer) {
    self.guest = guest
    self.cluster = cluster
    self.completer = completer
  }

  func readLine(prompt: String, preset: String) -> LineInput {
    cluster.isCancelled = false
    let question: Value = ["prompt": .string(prompt), "preset": .string(preset)]
    let line = guest.line(after: question, idle: idle) { tab in
      completer.answer(before: tab["before"].text, after: tab["after"].text).value
    }
    guard let line else { return .end }
    size.columns = max(1, line["columns"].int.map { Int($0) } ?? size.columns)
    size.rows = max(1, line["rows"].int.map { Int($0) } ?? size.rows)
    return LineInput(line)
  }

  private func idle() -> Bool {
    onIdle?()
    return onIdle != nil
  }

  func recall(_ entry: String) { guest.say(.recall, Array(entry.utf8)) }
  func forgetEntries() { guest.send(.forget) }
  func announce(_ text: String) { guest.say(.announce, Array(text.utf8)) }
}

/// The owner's time, as a guest's shell sees it: its own user breaks off what it does.
final class GuestClock: ShellClock {
  private let clock: any ShellClock
  private let cluster: FiberCluster
  private unowned let guest: Guest

  init(_ clock: any ShellClock, _ cluster: FiberCluster, _ guest: Guest) {
    self.clock = clock
    self.cluster = cluster
    self.guest = guest
  }

  var now: Instant { clock.now }
  var speed: Double {
    get { clock.speed }
    set { clock.speed = newValue }
  }
  var isPaused: Bool {
    get { clock.isPaused }
    set { clock.isPaused = newValue }
  }
  var onWait: (() -> Bool)? {
    get { cluster.onWait }
    set { cluster.onWait = newValue }
  }

  func runAhead() { clock.runAhead() }
  func follow(from instant: Instant) { clock.follow(from: instant) }

  func takeInterruption() -> Bool {
    guest.yield()
    defer { cluster.isCancelled = false }
    return cluster.isCancelled
  }
}

// MARK: As JSON

extension LineInput {
  var value: Value {
    switch self {
    case .line(let text): ["line": .string(text)]
    case .pasted(let lines, let rest): ["pasted": .array(lines.map(Value.string)), "rest": .string(rest)]
    case .interrupted: ["interrupted": true]
    case .end: ["end": true]
    }
  }

  init(_ value: Value) {
    if let text = value["line"].string {
      self = .line(text)
    } else if value["interrupted"].bool == true {
      self = .interrupted
    } else if value.fields["pasted"] != nil {
      self = .pasted(value["pasted"].elements.map(\.text), rest: value["rest"].text)
    } else {
      self = .end
    }
  }
}

extension CompletionAnswer {
  var value: Value {
    let rows = candidates.map { candidate -> Value in
      [.string(candidate.text), .string(candidate.summary), .bool(candidate.isOpen)]
    }
    return ["insertion": .string(insertion), "candidates": .array(rows), "hidden": .int(Int64(hidden))]
  }

  init(_ value: Value) {
    let candidates = value["candidates"].elements.map(\.elements).compactMap { row in
      row.count == 3 ? Candidate(row[0].text, row[1].text, isOpen: row[2].bool ?? false) : nil
    }
    self.init(
      insertion: value["insertion"].text, candidates: candidates, hidden: Int(value["hidden"].int ?? 0))
  }
}
