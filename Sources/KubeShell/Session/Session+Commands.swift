// Running one simple command: a word of the shell's own, or kubectl's.
import ClusterAPI
import KubeCommands
import SimCore

extension Session {
  func run(_ command: SimpleCommand) throws(Departure) -> Int32 {
    substitutionStatus = 0
    guard let words = try expanded(command.words) else { return 1 }
    guard let assignments = try values(of: command.assignments) else { return 1 }
    guard let (streams, files) = try redirected(command.redirections) else { return 1 }
    if words.isEmpty {
      for (name, value) in assignments { variables[name] = value }
      return finish(files) ? substitutionStatus : 1
    }
    rowWords = rows(command.words)
    let outer = context.environment
    for (name, value) in assignments { context.environment[name] = value }
    defer { for (name, _) in assignments { context.environment[name] = outer[name] } }
    let status = try with(streams) { () throws(Departure) in try run(words: words) }
    return finish(files) ? status : max(status, 1)
  }

  private func values(
    of assignments: [(name: String, value: Word)]
  ) throws(Departure) -> [(String, String)]? {
    var values: [(String, String)] = []
    for assignment in assignments {
      guard let value = try saying({ () throws(ShellFailure) in try text(assignment.value) }) else { return nil }
      values.append((assignment.name, value))
    }
    return values
  }

  /// Runs words that are already expanded.
  func run(words: [String]) throws(Departure) -> Int32 {
    defer { keepSettings() }
    var words = words[...]
    let prefix = words.first
    if prefix == "kubectl" || prefix == "stsctl" { words.removeFirst() }
    if prefix != "kubectl", let name = words.first, let word = word(name) {
      return try word.run(self, Array(words.dropFirst()))
    }
    let typed = withRows(Array(words))
    return try runInCluster(prefix == "kubectl" ? typed : withSubject(typed))
  }

  /// Runs a command of kubectl's: it takes its pace of cluster time, and lets the cluster come to rest afterwards when
  /// it changed something or waited for something, or one before it did that was not to be waited for.
  private func runInCluster(_ words: [String]) throws(Departure) -> Int32 {
    lastWords = words
    guard let simulation = context.simulation else { return try status(CommandRunner.run(words, in: context)) }
    try interruptible { () throws(Interruption) in try simulation.sleep(timing.pace) }
    guard notesChanges else { return try status(CommandRunner.run(words, in: context)) }
    let before = (simulation.revision, simulation.now)
    let status = try status(CommandRunner.run(words, in: context))
    if before != (simulation.revision, simulation.now) { isUnsettled = true }
    if timing.settles, isUnsettled {
      isUnsettled = false
      try runningAhead { () throws(Departure) in
        try interruptible { () throws(Interruption) in _ = try simulation.settle(limit: Timing.settleLimit) }
      }
    }
    return status
  }

  /// 130 is what a command returns that was broken off; those after it don't run.
  private func status(_ status: Int32) throws(Departure) -> Int32 {
    if status == 130 { throw .interrupted }
    return status
  }

  func interruptible(_ body: () throws(Interruption) -> Void) throws(Departure) {
    do throws(Interruption) { try body() } catch { throw .interrupted }
  }
}

extension Session {
  /// Runs one command outside of any script, as `stsctl COMMAND` does, and returns its exit status.
  public func perform(_ words: [String]) -> Int32 {
    notesChanges = timing.settles
    do throws(Departure) { return try run(words: words) } catch { return StepOutcome(departure: error).status }
  }
}
