// What webhooks and admission policies share: which requests they are about
// (pkg/apis/admissionregistration/validation).
import KubeObjects

enum AdmissionValidation {
  /// `policy.example.com`
  static func fullName(_ name: String, at path: FieldPath, _ findings: inout Findings) {
    if name.isEmpty { return findings.required(path) }
    let complaints = NameRules.dnsSubdomain(name)
    if !complaints.isEmpty {
      findings.invalid(path, .string(name), complaints.joined(separator: ","))
    } else if name.filter({ $0 == "." }).count < 2 {
      findings.invalid(
        path, .string(name), "should be a domain with at least three segments separated by dots")
    }
  }

  // MARK: Requests

  private static let operations = ["*", "CONNECT", "CREATE", "DELETE", "UPDATE"]

  /// Which requests are meant, by operation and resource.
  static func rule(_ rule: Value, at path: FieldPath, _ findings: inout Findings) {
    let operations = rule["operations"]
    list(operations, "operations", at: path.child("operations"), &findings)
    for (index, operation) in operations.elements.enumerated() {
      findings.among(Self.operations, operation.text, at: path.child("operations").index(index))
    }
    list(rule["apiGroups"], "API groups", at: path.child("apiGroups"), &findings)
    list(rule["apiVersions"], "API versions", at: path.child("apiVersions"), &findings)
    for (index, version) in rule["apiVersions"].elements.enumerated() where version.text.isEmpty {
      findings.required(path.child("apiVersions").index(index))
    }
    resources(rule["resources"], at: path.child("resources"), &findings)
    if let scope = rule["scope"].string {
      findings.among(["*", "Cluster", "Namespaced"], scope, at: path.child("scope"))
    }
  }

  /// A list that is not empty, and in which `*` stands alone.
  private static func list(_ list: Value, _ name: String, at path: FieldPath, _ findings: inout Findings) {
    if list.elements.isEmpty { findings.required(path) }
    if list.elements.count > 1, list.elements.contains("*") {
      findings.invalid(path, list, "if '*' is present, must not specify other \(name)")
    }
  }

  private static func resources(_ resources: Value, at path: FieldPath, _ findings: inout Findings) {
    let texts = resources.elements.map(\.text)
    if texts.isEmpty { findings.required(path) }
    var (wholes, parts): (Set<Substring>, Set<Substring>) = ([], [])
    for (index, text) in texts.enumerated() {
      if text.isEmpty {
        findings.required(path.index(index))
        continue
      }
      let words = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
      guard words.count == 2 else { continue }
      if wholes.contains(words[0]) {
        findings.invalid(
          path.index(index), .string(text), "if '\(words[0])/*' is present, must not specify \(text)")
      }
      if parts.contains(words[1]) {
        findings.invalid(
          path.index(index), .string(text), "if '*/\(words[1])' is present, must not specify \(text)")
      }
      if words[1] == "*" { wholes.insert(words[0]) }
      if words[0] == "*" { parts.insert(words[1]) }
    }
    if texts.count > 1, texts.contains("*/*") {
      findings.invalid(path, resources, "if '*/*' is present, must not specify other resources")
    }
    if texts.contains("*"), texts.contains(where: { $0 != "*" && !$0.contains("/") }) {
      findings.invalid(
        path, resources, "if '*' is present, must not specify other resources without subresources")
    }
  }

  // MARK: Expressions

  private static let mostConditions = 64

  /// Expressions that must hold. They are kept as they are: nobody evaluates them here.
  static func conditions(_ conditions: Value, at path: FieldPath, _ findings: inout Findings) {
    if conditions.elements.count > mostConditions {
      findings.add(.tooMany(path, conditions.elements.count, maximum: mostConditions))
    }
    var names: Set<String> = []
    for (index, condition) in conditions.elements.enumerated() {
      let path = path.index(index)
      if condition["expression"].text.allSatisfy(\.isWhitespace) { findings.required(path.child("expression")) }
      let name = condition[.name].text
      findings.require(name, at: path.child("name"), NameRules.qualifiedName)
      if !name.isEmpty, !names.insert(name).inserted { findings.duplicate(path.child("name"), condition[.name]) }
    }
  }
}
