// Checks of the server with the real kubectl. They take long, and skip themselves where there is no kubectl.
//
//   ServeChecks recordings [PREFIX]     the recordings, played on a served cluster
//   ServeChecks states [COUNT]          examples, recordings and COUNT random states: kubectl beside stsctl
//   ServeChecks seeds FIRST LAST        random states alone
import Foundation

let arguments = Array(CommandLine.arguments.dropFirst())

guard Kubectl.path != nil else {
  print("skipped: there is no kubectl on this machine")
  exit(0)
}

func passes() throws -> Bool {
  switch arguments.first {
  case "recordings": return try Recordings.check(arguments.count > 1 ? arguments[1] : "")
  case "states":
    let count = arguments.count > 1 ? UInt64(arguments[1]) ?? 0 : 500
    return try Differential.check(
      ClusterState.examples() + ClusterState.recordings() + (0..<count).map { ClusterState.random(seed: $0) })
  case "seeds" where arguments.count == 3:
    guard let first = UInt64(arguments[1]), let last = UInt64(arguments[2]), first <= last else { return false }
    return try Differential.check((first...last).map { ClusterState.random(seed: $0) })
  default:
    print("usage: ServeChecks recordings [PREFIX] | states [COUNT] | seeds FIRST LAST")
    return false
  }
}

do {
  exit(try passes() ? 0 : 1)
} catch {
  print("the check could not go on: \(error)")
  exit(2)
}
