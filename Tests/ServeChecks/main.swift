// Checks of the server with the real kubectl. They take long, and skip themselves where there is no kubectl.
//
//   ServeChecks short                   a few of all that follows, for every change
//   ServeChecks recordings [PREFIX]     the recordings, played on a served cluster
//   ServeChecks states [COUNT]          examples, recordings and COUNT random states: kubectl beside stsctl
//   ServeChecks lines [PREFIX]          whole lines of commands, writes included, out of the files in Lines
//   ServeChecks line LINE...            lines given here
//   ServeChecks seeds FIRST LAST        random states alone
//   ServeChecks state NAME              one example or recording, as in redis.steps
import Foundation
import StsctlTesting

let arguments = Array(CommandLine.arguments.dropFirst())

guard Kubectl.path != nil else {
  print("skipped: there is no kubectl on this machine")
  exit(0)
}

func passes() throws -> Bool {
  switch arguments.first {
  case "short":
    let names = Scenario.names.enumerated().filter { $0.offset % 9 == 4 }.map(\.element)
    let states = try ClusterState.examples() + ClusterState.recordings().filter { names.contains($0.name) }
    let areRecorded = try Recordings.check(names)
    let corpus = try CommandLines()
    let someLines = corpus.lines.enumerated().filter { $0.offset % 40 == 17 }.map(\.element)
    let areLinesSame = try LineCheck.check(corpus, someLines)
    return try Differential.check(states + (0..<5).map { ClusterState.random(seed: $0) }) && areRecorded && areLinesSame
  case "recordings": return try Recordings.check(Scenario.names.filter { $0.hasPrefix(arguments.dropFirst().first ?? "") })
  case "states":
    let count = arguments.count > 1 ? UInt64(arguments[1]) ?? 0 : 500
    return try Differential.check(
      ClusterState.examples() + ClusterState.recordings() + (0..<count).map { ClusterState.random(seed: $0) })
  case "lines":
    let corpus = try CommandLines(prefix: arguments.dropFirst().first ?? "")
    return try LineCheck.check(corpus, corpus.lines)
  case "line":
    return try LineCheck.check(CommandLines(), arguments.dropFirst().flatMap { CommandLines.alternatives(of: $0) })
  case "seeds" where arguments.count == 3:
    guard let first = UInt64(arguments[1]), let last = UInt64(arguments[2]), first <= last else { return false }
    return try Differential.check((first...last).map { ClusterState.random(seed: $0) })
  case "state" where arguments.count == 2:
    return try Differential.check(
      (ClusterState.examples() + ClusterState.recordings()).filter { $0.name == arguments[1] }, isWhole: true)
  default:
    print("usage: ServeChecks short | recordings [PREFIX] | states [COUNT] | seeds FIRST LAST | state NAME")
    return false
  }
}

do {
  exit(try passes() ? 0 : 1)
} catch {
  print("the check could not go on: \(error)")
  exit(2)
}
