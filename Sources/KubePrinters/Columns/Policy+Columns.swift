// Kinds that tune the API server itself: admission, flow control, dynamic resources.
import KubeKinds
import KubeObjects

extension KindColumns {
  /// Webhook configurations, mutating or validating.
  static let webhookConfiguration = KindColumns([
    .name, Column("Webhooks", .integer) { .number(Int64($0["webhooks"].elements.count)) }, .age,
  ])

  static let validatingAdmissionPolicy = KindColumns([
    .name,
    Column("Validations", .integer) { .number(Int64($0[.spec]["validations"].elements.count)) },
    Column("ParamKind") { .text(paramKind($0)) },
    .age,
  ])

  static let mutatingAdmissionPolicy = KindColumns([
    .name,
    Column("Mutations", .integer) { .number(Int64($0[.spec]["mutations"].elements.count)) },
    Column("ParamKind") { .text(paramKind($0)) },
    .age,
  ])

  private static func paramKind(_ policy: PrintedObject) -> String {
    let kind = policy[.spec]["paramKind"]
    return kind.isNull ? "<unset>" : "\(kind[.apiVersion].text)/\(kind[.kind].text)"
  }

  /// Bindings of admission policies, mutating or validating.
  static let admissionPolicyBinding = KindColumns([
    .name,
    Column("PolicyName") { .text($0[.spec]["policyName"].text) },
    Column("ParamRef") {
      let reference = $0[.spec]["paramRef"]
      if reference[.name].isEmpty { return "<unset>" }
      return "\(reference[.namespace].isEmpty ? "*" : reference[.namespace].text)/\(reference[.name].text)"
    },
    .age,
  ])

  static let flowSchema = KindColumns([
    .name,
    Column("PriorityLevel") { .text($0[.spec]["priorityLevelConfiguration"][.name].text) },
    Column("MatchingPrecedence") { .number($0[.spec]["matchingPrecedence"].number) },
    Column("DistinguisherMethod") { .text($0[.spec]["distinguisherMethod"][.type], or: "<none>") },
    .age,
    Column("MissingPL") { .text($0[.status][.conditions].first(where: .type, is: "Dangling")?[.status].text ?? "?") },
  ])

  static let priorityLevelConfiguration = KindColumns([
    .name,
    Column("Type") { .text($0[.spec][.type].text) },
    Column("NominalConcurrencyShares") { limited($0[.spec]["limited"]["nominalConcurrencyShares"]) },
    Column("Queues") { limited(queuing($0)["queues"]) },
    Column("HandSize") { limited(queuing($0)["handSize"]) },
    Column("QueueLengthLimit") { limited(queuing($0)["queueLengthLimit"]) },
    .age,
  ])

  private static func queuing(_ level: PrintedObject) -> Value {
    level[.spec]["limited"]["limitResponse"]["queuing"]
  }

  private static func limited(_ number: Value) -> Cell { number.int.map(Cell.number) ?? "<none>" }

  static let resourceClaim = KindColumns([
    .name, Column("State") { .text(claimState($0.value)) }, .age,
  ])

  private static func claimState(_ claim: Value) -> String {
    let isDeleted = !claim[.metadata][.deletionTimestamp].isNull
    var words = isDeleted ? ["deleted"] : []
    if claim[.status]["allocation"].isNull {
      if !isDeleted { words.append("pending") }
    } else {
      words.append("allocated")
      if !claim[.status]["reservedFor"].elements.isEmpty { words.append("reserved") }
    }
    return words.joined(separator: ",")
  }

  static let resourceSlice = KindColumns([
    .name,
    Column("Node") { .text($0[.spec][.nodeName].text) },
    Column("Driver") { .text($0[.spec]["driver"].text) },
    Column("Pool") { .text($0[.spec]["pool"][.name].text) },
    .age,
  ])
}
