// Words that let cluster time pass, and the one that reads it.
import ClusterAPI
import KubeCommands
import SimCore

extension ShellWord {
  static let sleep = ShellWord(
    name: "sleep", synopsis: "TIME...", summary: "Let cluster time pass",
    details: """
      Waits for TIME of cluster time: a number of seconds, or a number with one of the units ms, s, m, h and d. \
      Several times are added up. In a script the wait costs no real time.
      """,
    example: "sleep 30"
  ) { session, arguments throws(Departure) in
    guard let span = session.span(arguments, of: "sleep") else { return 1 }
    try session.interruptible { () throws(Interruption) in try session.context.api.sleep(span) }
    return 0
  }

  static let advance = ShellWord(
    name: "advance", synopsis: "TIME... | until TYPE/NAME CONDITION [LIMIT]", summary: "Move the cluster ahead at once",
    details: """
      Moves cluster time ahead by TIME without waiting for it, in the interactive shell too. TIME is written as for \
      sleep. Everything that happens in between happens. With until, moves to the moment when CONDITION is true of an \
      object: ready, gone, or what wait --for takes; at most LIMIT ahead, which is an hour unless it is given.
      """,
    example: "advance 10m"
  ) { session, arguments throws(Departure) in
    guard let simulation = session.simulation(for: "advance") else { return 1 }
    if arguments.first == "until" { return try session.advance(until: Array(arguments.dropFirst())) }
    guard let span = session.span(arguments, of: "advance") else { return 1 }
    try session.runningAhead { () throws(Departure) in
      try session.interruptible { () throws(Interruption) in try simulation.advance(to: simulation.now + span) }
    }
    return 0
  }

  static let settle = ShellWord(
    name: "settle", synopsis: "[TIME]", summary: "Let the cluster come to rest",
    details: """
      Lets cluster time pass until no pod and no claim has changed for a while (timings.settleQuiet of the \
      ClusterConfig), at most TIME, which is an hour unless it is given. Fails when the cluster does not come to rest.
      """,
    example: "settle 5m"
  ) { session, arguments throws(Departure) in
    guard let simulation = session.simulation(for: "settle") else { return 1 }
    guard let limit = arguments.isEmpty ? Timing.settleLimit : session.span(arguments, of: "settle") else { return 1 }
    var isAtRest = false
    try session.runningAhead { () throws(Departure) in
      try session.interruptible { () throws(Interruption) in isAtRest = try simulation.settle(limit: limit) }
    }
    if !isAtRest { session.fail("settle: the cluster did not come to rest within \(limit.goText)") }
    return isAtRest ? 0 : 1
  }

  static let clock = ShellWord(
    name: "clock", synopsis: "", summary: "Show the cluster's time",
    details: "Prints the time of the cluster's clock.",
    example: "clock"
  ) { session, arguments in
    guard session.takesNone(arguments, "clock") else { return 1 }
    session.context.output.write(session.context.api.now.rfc3339 + "\n")
    return 0
  }
}

extension Session {
  /// The sum of times as arguments say them; `nil` when one is no time, which has been said then.
  fileprivate func span(_ arguments: [String], of word: String) -> TimeSpan? {
    if arguments.isEmpty {
      fail("\(word): a time is missing, such as 5s")
      return nil
    }
    var sum = TimeSpan.zero
    for argument in arguments {
      guard let span = TimeSpan(wordText: argument), span >= .zero else {
        fail("\(word): `\(argument)` is no time: write 5, 0.5s, 10m or 2h")
        return nil
      }
      sum = sum + span
    }
    return sum
  }

  fileprivate func simulation(for word: String) -> (any Simulation)? {
    if context.simulation == nil { fail("\(word): only a simulated cluster can do this") }
    return context.simulation
  }

  func takesNone(_ arguments: [String], _ word: String) -> Bool {
    guard let first = arguments.first else { return true }
    fail("\(word): takes no arguments, but `\(first)` was given")
    return false
  }
}

extension TimeSpan {
  /// Reads a time as `sleep` takes it: seconds with a fraction, days, or Go's notation.
  init?(wordText text: String) {
    if let seconds = Double(text), text.utf8.allSatisfy({ $0.isDigit || $0 == UInt8(ascii: ".") }) {
      self.init(seconds: seconds)
    } else if text.last == "d", let days = Double(text.dropLast()), days.isFinite {
      self.init(seconds: days * 86_400)
    } else {
      self.init(goText: text)
    }
  }
}
