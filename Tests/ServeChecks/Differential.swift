// One state, two clients: what the real kubectl says of a served cluster, and what stsctl itself says of it.
import ClusterAPI
import ClusterSim
import Foundation
import KubeCommands
import KubeShell
import ServerTransport
import SimCore
import StsctlTesting
import Synchronization

enum Differential {
  /// Compares both on every state, two states at a time; returns whether they never differed.
  /// - Parameter isWhole: whether every state is asked every question.
  static func check(_ states: [ClusterState], isWhole: Bool = false) throws -> Bool {
    let known = try KnownDifferences.standard()
    let next = Mutex(0)
    let outcome = Mutex((same: 0, different: 0, states: 0, failures: [String]()))
    DispatchQueue.concurrentPerform(iterations: 2) { _ in
      while let index = next.withLock({ count in count < states.count ? { count += 1; return count - 1 }() : nil }) {
        do {
          let result = try compare(states[index], isWhole ? nil : index, known)
          outcome.withLock {
            $0 = ($0.same + result.same, $0.different + result.found.count, $0.states + 1, $0.failures)
            for text in result.found { print(text) }
            fflush(nil)
          }
        } catch {
          outcome.withLock { $0.failures.append("\(states[index].name): \(error)") }
        }
      }
    }
    let told = outcome.withLock { $0 }
    for failure in told.failures { print("could not be compared: \(failure)") }
    print("\(told.states) states: \(told.same) passed, \(told.different) failed")
    return told.different == 0 && told.failures.isEmpty && told.same > 0
  }

  /// - Parameter turn: which of the questions that come in turn are asked; `nil` for all of them.
  private static func compare(
    _ state: ClusterState, _ turn: Int?, _ known: KnownDifferences
  ) throws -> (same: Int, found: [String]) {
    let served = try Served(configuration: state.configuration, speed: 1e-9, prepare: state.prepare)
    defer { served.stop() }
    let questions = try Questions.always { try own([$0], served).stdout }
    var result = (same: 0, found: [String]())
    for question in questions + (turn.map(Questions.sometimes) ?? Questions.rotating) {
      let theirs = try served.kubectl.run("kubectl \(question.command)")
      let ours = try own(question.own, served)
      if theirs == ours { result.same += 1; continue }
      let (a, b) = (comparable(theirs, question, known), comparable(ours, question, known))
      if a == b {
        result.same += 1
      } else {
        result.found.append("\(state.name): kubectl \(question.command)\n\(difference(a, b))")
      }
    }
    return result
  }

  /// What stsctl says of the same cluster, asked between two requests. kubectl leaves two lines empty between objects
  /// that it describes.
  private static func own(_ commands: [String], _ served: Served) throws -> Told {
    try served.server.keeper.with { api in
      let output = TextBuffer()
      let errors = TextBuffer()
      let context = CommandContext(
        api: api, output: output, errors: errors, files: MemoryFiles([:]), isStrict: true, environment: ["HOME": "/root"])
      let session = Session(context, timing: Timing(pace: .zero))
      var status: Int32 = 0
      for (number, command) in commands.enumerated() {
        if number > 0 { output.write("\n\n") }
        status = max(status, session.perform(command.split(separator: " ").map(String.init)))
      }
      return Told(stdout: output.text, stderr: errors.text, exit: Int(status))
    }
  }

  // MARK: Comparing

  private static func comparable(_ told: Told, _ question: Question, _ known: KnownDifferences) -> [String] {
    let text = StepComparison.structure(of: told.stdout, "kubectl \(question.command)")
    return (known.common(Normaliser.normalise(text)) + "\n--\n" + known.common(Normaliser.normalise(told.stderr))
      + "\nexit \(told.exit)").split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      .withoutChanceOfOrder(in: question.command)
  }

  private static func difference(_ theirs: [String], _ ours: [String]) -> String {
    var lines: [String] = []
    for change in ours.difference(from: theirs) {
      switch change {
      case .remove(let place, let line, _): lines.append("  kubectl \(place + 1): \(line)")
      case .insert(let place, let line, _): lines.append("  stsctl  \(place + 1): \(line)")
      }
    }
    return lines.prefix(12).joined(separator: "\n")
  }
}

extension [String] {
  /// With the lines in one order that come in another each time: kubectl walks a secret's data as Go walks a map, and
  /// more than twelve events of one second lie as the random numbers of Go's sort scatter them, which Go 1.24 changed.
  fileprivate func withoutChanceOfOrder(in command: String) -> [String] {
    guard command.hasPrefix("describe") else { return self }
    var ordered: [String] = []
    var section: [String]?
    for line in self {
      if section != nil, line.hasPrefix("Name:") {
        ordered += section?.sorted() ?? []
        section = nil
      }
      if section == nil { ordered.append(line) } else { section?.append(line) }
      if line == "Events:" || line == "Data" { section = section ?? [] }
    }
    return ordered + (section?.sorted() ?? [])
  }
}
