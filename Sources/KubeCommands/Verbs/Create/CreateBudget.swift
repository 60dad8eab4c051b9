// `kubectl create poddisruptionbudget`
import KubeKinds
import KubeObjects

enum CreateBudget {
  static let selector = Flag(text: "selector", help: "The pods that the budget is about; equality only.")
    .completing(.labelSelector)
  static let minAvailable = Flag(text: "min-available", help: "How many pods, or what share, must stay available.")
  static let maxUnavailable = Flag(text: "max-unavailable", help: "How many pods, or what share, may be unavailable.")

  static let command = FlagCreation(
    name: "poddisruptionbudget", aliases: ["pdb"],
    usage: "NAME --selector=SELECTOR --min-available=N [--dry-run=server|client|none]",
    help: CommandHelp(
      "Create a disruption budget",
      "Creates a PodDisruptionBudget: how many pods evictions must leave, or may take, at a time.",
      examples: [
        Example("Keep two of three", "kubectl create pdb zk --selector=app=zk --min-available=2"),
        Example("Take a third at most", "kubectl create pdb web --selector=app=web --max-unavailable=33%"),
      ]),
    flags: [selector, minAvailable, maxUnavailable], failure: "failed to create poddisruptionbudgets: ", make: make
  ).command

  private static func make(_ name: String, _ line: CommandLine, _ context: CommandContext) throws -> Value {
    if line[selector].isEmpty { throw CommandError.text("a selector must be specified") }
    if line[minAvailable].isEmpty, line[maxUnavailable].isEmpty {
      throw CommandError.text("one of min-available or max-unavailable must be specified")
    }
    if !line[minAvailable].isEmpty, !line[maxUnavailable].isEmpty {
      throw CommandError.text("min-available and max-unavailable cannot be both specified")
    }
    let requirements = try SelectorText.labels(line[selector]).requirements
    var object = Value.object("policy/v1", "PodDisruptionBudget", name)
    object[.spec] = [
      "selector": ["matchLabels": Value(requirements.map { ($0.key.text, $0.values.first ?? "") })]
    ]
    if !line[minAvailable].isEmpty { object[.spec]["minAvailable"] = amount(line[minAvailable]) }
    if !line[maxUnavailable].isEmpty { object[.spec]["maxUnavailable"] = amount(line[maxUnavailable]) }
    object[.status] = ["currentHealthy": 0, "desiredHealthy": 0, "disruptionsAllowed": 0, "expectedPods": 0]
    return object
  }

  /// Go's `intstr.Parse`: a number where it is one.
  private static func amount(_ text: String) -> Value { Int64(text).map { .int($0) } ?? .string(text) }
}
