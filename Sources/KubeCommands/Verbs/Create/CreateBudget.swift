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
    let pods: LabelSelector
    do throws(SelectorError) { pods = try LabelSelector(parsing: line[selector]) } catch {
      throw CommandError.text("couldn't parse the selector string \(GoText.quoted(line[selector])): \(error.message)")
    }
    try pods.checkForObjects()
    var object = Value.object("policy/v1", "PodDisruptionBudget", name)
    object[.spec] = ["selector": pods.specification]
    if !line[minAvailable].isEmpty { object[.spec]["minAvailable"] = try amount(line, minAvailable) }
    if !line[maxUnavailable].isEmpty { object[.spec]["maxUnavailable"] = try amount(line, maxUnavailable) }
    object[.status] = ["currentHealthy": 0, "desiredHealthy": 0, "disruptionsAllowed": 0, "expectedPods": 0]
    return object
  }

  /// A number, or a share with a percent sign.
  private static func amount(_ line: CommandLine, _ flag: Flag<String>) throws(CommandError) -> Value {
    let text = line[flag]
    let digits = text.hasSuffix("%") ? text.dropLast() : text[...]
    guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.isNumber }) else {
      throw .text("invalid format specified for \(flag.row.long)")
    }
    return Int64(text).map { .int($0) } ?? .string(text)
  }
}
