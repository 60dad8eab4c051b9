// What is wrong with what Jobs say of failed pods and of success (pkg/apis/batch/validation).
import KubeObjects

enum JobPolicyValidation {
  // MARK: Failures

  private static let mostRules = 20
  private static let mostPatterns = 20
  private static let mostExitCodes = 255

  static func failure(_ spec: Value, at path: FieldPath, _ findings: inout Findings) {
    let policy = spec[.podFailurePolicy]
    if policy.isNull { return }
    let path = path.child("rules")
    let rules = policy["rules"].elements
    if rules.count > mostRules { findings.add(.tooMany(path, rules.count, maximum: mostRules)) }
    let template = spec[.template][.spec]
    let names = (template[.containers].elements + template[.initContainers].elements).map { $0[.name].text }
    for (index, rule) in rules.enumerated() { self.rule(rule, spec, names, at: path.index(index), &findings) }
  }

  private static func rule(
    _ rule: Value, _ spec: Value, _ names: [String], at path: FieldPath, _ findings: inout Findings
  ) {
    let action = rule["action"].text
    if action == "FailIndex" {
      if spec[.backoffLimitPerIndex].isNull {
        findings.invalid(path.child("action"), .string(action), "requires the backoffLimitPerIndex to be set")
      }
    } else {
      oneOf(["Count", "FailIndex", "FailJob", "Ignore"], action, at: path.child("action"), &findings)
    }
    let (codes, conditions) = (rule["onExitCodes"], rule["onPodConditions"].elements)
    if !codes.isNull { exitCodes(codes, names, at: path.child("onExitCodes"), &findings) }
    self.conditions(conditions, at: path.child("onPodConditions"), &findings)
    if codes.isNull == conditions.isEmpty {
      findings.add(
        FieldError(
          .invalid, path,
          detail: codes.isNull
            ? "specifying one of OnExitCodes and OnPodConditions is required"
            : "specifying both OnExitCodes and OnPodConditions is not supported"))
    }
  }

  /// One of a set of texts, which are named when there is none.
  private static func oneOf(_ allowed: [String], _ text: String, at path: FieldPath, _ findings: inout Findings) {
    if text.isEmpty {
      findings.required(path, "valid values: [\(allowed.map(GoText.quoted).joined(separator: " "))]")
    } else {
      findings.among(allowed, text, at: path)
    }
  }

  private static func conditions(_ patterns: [Value], at path: FieldPath, _ findings: inout Findings) {
    if patterns.count > mostPatterns { findings.add(.tooMany(path, patterns.count, maximum: mostPatterns)) }
    for (index, pattern) in patterns.enumerated() {
      let path = path.index(index)
      findings.check(pattern[.type].text, at: path.child("type"), NameRules.qualifiedName)
      oneOf(["False", "True", "Unknown"], pattern[.status].text, at: path.child("status"), &findings)
    }
  }

  private static func exitCodes(
    _ codes: Value, _ names: [String], at path: FieldPath, _ findings: inout Findings
  ) {
    oneOf(["In", "NotIn"], codes[.operator].text, at: path.child("operator"), &findings)
    if let name = codes["containerName"].string, !names.contains(name) {
      findings.invalid(
        path.child("containerName"), .string(name),
        "must be one of the container or initContainer names in the pod template")
    }
    let path = path.child("values")
    let values = codes[.values].elements
    if values.isEmpty {
      findings.invalid(path, shown: codes[.values].isNull ? "null" : "[]", "at least one value is required")
    } else if values.count > mostExitCodes {
      findings.add(.tooMany(path, values.count, maximum: mostExitCodes))
    }
    for (index, value) in values.enumerated() {
      if codes[.operator] == "In", value == 0 {
        findings.invalid(path.index(index), value, "must not be 0 for the In operator")
      }
      if values[..<index].contains(value) { findings.duplicate(path.index(index), value) }
    }
    let isOrdered = zip(values, values.dropFirst()).allSatisfy { $0.number <= $1.number }
    if !isOrdered { findings.invalid(path, codes[.values], "must be ordered") }
  }

  // MARK: Success

  static func success(_ spec: Value, at path: FieldPath, _ findings: inout Findings) {
    let policy = spec["successPolicy"]
    if policy.isNull { return }
    guard spec[.completionMode] == "Indexed" else {
      return findings.invalid(
        path, shown: GoDump.compact(policy, as: "batch/v1.SuccessPolicy"), "requires indexed completion mode")
    }
    let rules = policy["rules"].elements
    if rules.isEmpty {
      findings.required(
        path.child("rules"), "at least one rules must be specified when the successPolicy is specified")
    }
    if rules.count > mostRules { findings.add(.tooMany(path.child("rules"), rules.count, maximum: mostRules)) }
    for (index, rule) in rules.enumerated() {
      success(rule, of: spec[.completions].number, at: path.child("rules").index(index), &findings)
    }
  }

  private static func success(
    _ rule: Value, of completions: Int64, at path: FieldPath, _ findings: inout Findings
  ) {
    let (count, indexes) = (rule["succeededCount"].int, rule["succeededIndexes"].string)
    if count == nil, indexes == nil {
      findings.required(path, "at least one of succeededCount or succeededIndexes must be specified")
    }
    var total: Int64 = 0
    if let indexes {
      do throws(IndexError) {
        total = try self.total(indexes, below: completions)
      } catch {
        findings.invalid(
          path.child("succeededIndexes"), .string(indexes), "error parsing succeededIndexes: \(error.message)")
      }
    }
    guard let count else { return }
    let path = path.child("succeededCount")
    findings.nonNegative(.int(count), at: path)
    func atMost(_ limit: Int64, _ what: String) {
      if count > limit { findings.invalid(path, .int(count), "must be less than or equal to \(limit) (\(what))") }
    }
    atMost(completions, "the number of specified completions")
    if indexes != nil { atMost(total, "the number of indexes in the specified succeededIndexes field") }
  }

  fileprivate struct IndexError: Error {
    var message: String
  }

  /// How many indexes `1,3-5` names.
  private static func total(_ text: String, below completions: Int64) throws(IndexError) -> Int64 {
    var last: Int64?
    var total: Int64 = 0
    if text.isEmpty { return 0 }
    for interval in text.split(separator: ",", omittingEmptySubsequences: false) {
      let limits = try limits(interval, below: completions)
      if let last, last >= limits.lowerBound { throw .order(last, limits.lowerBound) }
      total += limits.upperBound - limits.lowerBound + 1
      last = limits.upperBound
    }
    return total
  }

  private static func limits(
    _ interval: Substring, below completions: Int64
  ) throws(IndexError) -> ClosedRange<Int64> {
    let parts = interval.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count <= 2 else {
      throw IndexError(
        message: "the fragment \(GoText.quoted(String(interval))) violates the requirement that an index interval "
          + "can have at most two parts separated by '-'")
    }
    var numbers: [Int64] = []
    for part in parts {
      guard let number = Int64(part) else {
        throw IndexError(message: "cannot convert string to integer for index: \(GoText.quoted(String(part)))")
      }
      if number >= completions {
        throw IndexError(message: "too large index: \(GoText.quoted(String(part)))")
      }
      numbers.append(number)
    }
    if numbers.count == 1 { return numbers[0]...numbers[0] }
    if numbers[0] >= numbers[1] { throw .order(numbers[0], numbers[1]) }
    return numbers[0]...numbers[1]
  }
}

extension JobPolicyValidation.IndexError {
  fileprivate static func order(_ previous: Int64, _ current: Int64) -> Self {
    Self(message: "non-increasing order, previous: \(previous), current: \(current)")
  }
}
