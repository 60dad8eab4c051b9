// What is wrong with how containers are started again (`validateContainerRestartPolicy`).
import KubeObjects

extension PodSpecValidation {
  /// Containers may have a restart policy of their own, and rules beside it.
  mutating func checkRestart(_ container: Value, at path: FieldPath) {
    let rules = container["restartPolicyRules"].elements
    let policy = path.child("restartPolicy")
    if !container[.restartPolicy].isNull {
      findings.among(["Always", "OnFailure", "Never"], container[.restartPolicy].text, at: policy)
    } else if !rules.isEmpty {
      findings.required(policy, "must specify restartPolicy when restart rules are used")
    }
    let list = path.child("restartPolicyRules")
    if rules.count > 20 { findings.add(.tooMany(list, rules.count, maximum: 20)) }
    for (index, rule) in rules.enumerated() { checkRule(rule, at: list.index(index)) }
  }

  private mutating func checkRule(_ rule: Value, at path: FieldPath) {
    findings.among(["Restart", "RestartAllContainers"], rule["action"].text, at: path.child("action"))
    let codes = rule["exitCodes"]
    let place = path.child("exitCodes")
    if codes.isNull { return findings.required(place, "must be specified") }
    findings.among(["In", "NotIn"], codes["operator"].text, at: place.child("operator"))
    let count = codes["values"].elements.count
    if count > 255 { findings.add(.tooMany(place.child("values"), count, maximum: 255)) }
  }
}
