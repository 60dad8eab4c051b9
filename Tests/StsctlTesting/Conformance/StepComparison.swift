// Compares what a step answered with what was recorded.

/// A way in which an answer is not what was recorded.
public struct Difference: Sendable {
  public var part: String
  public var recorded: String
  public var played: String
}

/// What is compared of a step.
struct Answer {
  var stdout: String
  var stderr: String
  var exit: Int
  var timeline: [String]
  var claims: [String]

  init(_ step: RecordedStep) {
    (stdout, stderr, exit) = (step.stdout, step.stderr, step.exit)
    (timeline, claims) = (step.timeline, step.claims)
  }

  init(_ step: PlayedStep) {
    (stdout, stderr, exit) = (step.stdout, step.stderr, step.exit)
    (timeline, claims) = (step.timeline, step.claims)
  }

  var texts: [String] { [stdout, stderr] }

  mutating func replace(_ names: [(hash: String, name: String)]) {
    func masked(_ text: String) -> String {
      names.reduce(text) { text, name in text.contains(name.hash) ? text.replacing(name.hash, with: name.name) : text }
    }
    stdout = masked(stdout)
    stderr = masked(stderr)
    timeline = timeline.map(masked)
    claims = claims.map(masked)
  }

  /// The answers with template hashes replaced throughout.
  static func masked(_ answers: [Answer]) -> [Answer] {
    let names = TemplateHashes.names(
      in: answers.flatMap(\.texts) + answers.map { $0.timeline.joined(separator: "\n") })
    guard !names.isEmpty else { return answers }
    return answers.map { answer in
      var answer = answer
      answer.replace(names)
      return answer
    }
  }
}

public enum StepComparison {
  /// How many steps of a scenario were answered as recorded, and the differences of the others.
  /// - Parameter common: puts both answers into words that they share.
  public static func compare(
    _ scenario: Scenario, _ played: [PlayedStep], in common: (String) -> String = { $0 }
  ) -> (same: Int, total: Int, different: [(step: Int, run: String, differences: [Difference])]) {
    let recorded = Answer.masked(scenario.steps.map { Answer($0) })
    let answers = Answer.masked(played.map { Answer($0) })
    var different: [(step: Int, run: String, differences: [Difference])] = []
    var total = 0
    for (index, step) in scenario.steps.enumerated() where step.sleep == nil {
      total += 1
      let found = index < answers.count
        ? differences(step, recorded[index], answers[index], common)
        : [Difference(part: "stdout", recorded: recorded[index].stdout, played: "<no such step>")]
      if !found.isEmpty { different.append((index + 1, step.run, found)) }
    }
    return (total - different.count, total, different)
  }

  private static func differences(
    _ step: RecordedStep, _ want: Answer, _ got: Answer, _ common: (String) -> String
  ) -> [Difference] {
    var found: [Difference] = []
    for (part, want, got) in [("stdout", want.stdout, got.stdout), ("stderr", want.stderr, got.stderr)]
    where want != got && !step.unstable.contains(part) {
      let (recorded, played) = (common(comparable(want, step.run)), common(comparable(got, step.run)))
      if recorded != played { found.append(Difference(part: part, recorded: recorded, played: played)) }
    }
    if want.exit != got.exit {
      found.append(Difference(part: "exit", recorded: "\(want.exit)", played: "\(got.exit)"))
    }
    for (part, want, got, isOrdered) in [
      ("timeline", want.timeline, got.timeline, step.isOrdered), ("claims", want.claims, got.claims, false),
    ] where !step.unstable.contains(part) {
      let (recorded, played) = (story(want, isOrdered), story(got, isOrdered))
      if recorded != played {
        found.append(
          Difference(part: part, recorded: recorded.joined(separator: "\n"), played: played.joined(separator: "\n")))
      }
    }
    return found
  }

  private static func comparable(_ text: String, _ run: String) -> String {
    Normaliser.normalise(structure(of: text, run))
  }

  private static let usage = Pattern("^Usage:$", isMultiline: true)
  private static let explain = Pattern(#"^kubectl explain\b"#)
  private static let heading = Pattern("^[A-Z]+:")

  /// Help and explanations are every project's own sentences: what is compared of them is structure.
  public static func structure(of text: String, _ run: String) -> String {
    if usage.isFound(in: text) { return "Usage:" }
    guard explain.isFound(in: run) else { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
      line.contains("\t<") || line.contains("error")
        || (!line.hasPrefix("DESCRIPTION") && heading.isFound(in: String(line)))
    }.map { $0.replacing("\t", with: " ") }.joined(separator: "\n")
  }

  private static let suffix = Pattern("-" + TableAges.random + "{5}$")

  /// Events as told; where the order across objects is not promised, one line an object.
  private static func story(_ events: [String], _ isOrdered: Bool) -> [String] {
    let events = events.filter { !$0.hasPrefix("unready ") }.map { suffix.replace(in: $0, with: "-<rand>") }
    if isOrdered { return events }
    var histories: [String: [String]] = [:]
    for event in events {
      let parts = event.split(separator: " ", maxSplits: 1).map(String.init)
      histories[parts.last ?? "", default: []].append(parts[0])
    }
    return histories.map { "\($0.key): \($0.value.joined(separator: " "))" }.sorted()
  }
}
