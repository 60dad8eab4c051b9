// Configuration, secrets, accounts, quotas, budgets and priorities.
import KubeKinds
import KubeObjects

extension KindColumns {
  static let configMap = KindColumns([
    .name,
    Column("Data") { .number(Int64($0[.data].fields.count + $0["binaryData"].fields.count)) },
    .age,
  ])

  static let secret = KindColumns([
    .name,
    Column("Type") { .text($0[.type].text) },
    Column("Data") { .number(Int64($0[.data].fields.count)) },
    .age,
  ])

  static let serviceAccount = KindColumns([.name, .age])

  static let resourceQuota = KindColumns([
    .name,
    Column("Request") { .text(quota($0[.status]) { !$0.hasPrefix("limits.") }) },
    Column("Limit") { .text(quota($0[.status]) { $0.hasPrefix("limits.") }) },
    .age,
  ])

  /// `pods: 1/10, requests.cpu: 0/2` for the resources that are meant.
  private static func quota(_ status: Value, _ isMeant: (String) -> Bool) -> String {
    status["hard"].fields.filter { isMeant($0.key.text) }.map { hard in
      "\(hard.key.text): \(status["used"][hard.key].string ?? "0")/\(hard.value.text)"
    }.joined(separator: ", ")
  }

  static let podDisruptionBudget = KindColumns([
    .name,
    Column("Min Available") { .intOrString($0[.spec]["minAvailable"], or: "N/A") },
    Column("Max Unavailable") { .intOrString($0[.spec][.maxUnavailable], or: "N/A") },
    Column("Allowed Disruptions", .integer) { .number($0[.status]["disruptionsAllowed"].number) },
    .age,
  ])

  static let priorityClass = KindColumns([
    .name,
    Column("Value", .integer) { .number($0[.value].number) },
    Column("Global-Default", .boolean) { .flag($0["globalDefault"].isTrue) },
    .age,
    Column("PreemptionPolicy") { .text($0["preemptionPolicy"].text) },
  ])

  static let runtimeClass = KindColumns([.name, Column("Handler") { .text($0["handler"].text) }, .age])

  static let lease = KindColumns([.name, Column("Holder") { .text($0[.spec]["holderIdentity"].text) }, .age])

  static let componentStatus = KindColumns([
    .name,
    Column("Status") {
      health($0).map { $0[.status].string == "True" ? "Healthy" : "Unhealthy" } ?? "Unknown"
    },
    Column("Message") { .text(health($0)?[.message].text ?? "") },
    Column("Error") { .text(health($0)?["error"].text ?? "") },
  ])

  private static func health(_ component: PrintedObject) -> Value? {
    component[.conditions].first(where: .type, is: "Healthy")
  }

  static let apiService = KindColumns([
    .name,
    Column("Service") {
      let service = $0[.spec]["service"]
      return service.isNull ? "Local" : "\(service[.namespace].text)/\(service[.name].text)"
    },
    Column("Available") { .text(availability($0)) },
    .age,
  ])

  /// `True`, or the condition's status with its reason: `False (MissingEndpoints)`.
  private static func availability(_ service: PrintedObject) -> String {
    guard let condition = service[.status][.conditions].first(where: .type, is: "Available") else { return "Unknown" }
    let isTrue = condition[.status].string == "True"
    return isTrue ? "True" : "\(condition[.status].text) (\(condition[.reason].text))"
  }
}
