// What is wrong with what a pod says of the nodes it may run on.
import KubeObjects

enum AffinityValidation {
  static func check(_ affinity: Value, at path: FieldPath, _ findings: inout Findings) {
    nodes(affinity["nodeAffinity"], at: path.child("nodeAffinity"), &findings)
    pods(affinity["podAffinity"], at: path.child("podAffinity"), &findings)
    pods(affinity["podAntiAffinity"], at: path.child("podAntiAffinity"), &findings)
  }

  private static let required: Key = "requiredDuringSchedulingIgnoredDuringExecution"
  private static let preferred: Key = "preferredDuringSchedulingIgnoredDuringExecution"

  private static func nodes(_ affinity: Value, at path: FieldPath, _ findings: inout Findings) {
    if !affinity[required].isNull {
      SelectorValidation.nodes(affinity[required], at: path.child(required.text), &findings)
    }
    for (index, term) in affinity[preferred].elements.enumerated() {
      let path = path.child(preferred.text).index(index)
      weight(term, at: path, &findings)
      SelectorValidation.nodeTerm(
        term["preference"], at: path.child("preference"), checksValues: false, &findings)
    }
  }

  private static func pods(_ affinity: Value, at path: FieldPath, _ findings: inout Findings) {
    for (index, term) in affinity[required].elements.enumerated() {
      podTerm(term, at: path.child(required.text).index(index), &findings)
    }
    for (index, term) in affinity[preferred].elements.enumerated() {
      let path = path.child(preferred.text).index(index)
      weight(term, at: path, &findings)
      podTerm(term["podAffinityTerm"], at: path.child("podAffinityTerm"), &findings)
    }
  }

  private static func weight(_ term: Value, at path: FieldPath, _ findings: inout Findings) {
    if !(1...100).contains(term["weight"].number) {
      findings.invalid(path.child("weight"), .int(term["weight"].number), "must be in the range 1-100")
    }
  }

  private static func podTerm(_ term: Value, at path: FieldPath, _ findings: inout Findings) {
    SelectorValidation.labels(term["labelSelector"], at: path.child("labelSelector"), &findings)
    SelectorValidation.labels(term["namespaceSelector"], at: path.child("namespaceSelector"), &findings)
    for namespace in term["namespaces"].elements {
      findings.check(namespace.text, at: path.child("namespace"), NameRules.dnsLabel)
    }
    LabelKeyValidation.check(term, at: path, &findings)
    let key = term["topologyKey"].text
    if key.isEmpty { findings.required(path.child("topologyKey"), "can not be empty") }
    findings.check(key, at: path.child("topologyKey"), NameRules.qualifiedName)
  }
}

enum TolerationValidation {
  static let effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"]

  static func check(_ tolerations: [Value], at path: FieldPath, _ findings: inout Findings) {
    for (index, toleration) in tolerations.enumerated() {
      check(toleration, at: path.index(index), &findings)
    }
  }

  private static func check(_ toleration: Value, at path: FieldPath, _ findings: inout Findings) {
    let key = toleration[.key].text
    let meaning = toleration[.operator].text
    let effect = toleration[.effect].text
    if key.isEmpty {
      if meaning != "Exists" {
        findings.invalid(
          path.child("operator"), .string(meaning),
          #"operator must be Exists when `key` is empty, which means "match all values and all keys""#)
      }
    } else {
      findings.check(key, at: path.child("key"), NameRules.qualifiedName)
    }
    if !toleration[.tolerationSeconds].isNull, effect != "NoExecute" {
      findings.invalid(
        path.child("effect"), .string(effect), "effect must be 'NoExecute' when `tolerationSeconds` is set")
    }
    value(toleration, meaning, at: path.child("operator"), &findings)
    if !effect.isEmpty { findings.oneOf(effects, effect, at: path.child("effect")) }
  }

  private static func value(
    _ toleration: Value, _ meaning: String, at path: FieldPath, _ findings: inout Findings
  ) {
    let value = toleration[.value].text
    switch meaning {
    case "", "Equal":
      let complaints = NameRules.labelValue(value)
      if !complaints.isEmpty { findings.invalid(path, .string(value), complaints.joined(separator: ";")) }
    case "Exists":
      if !value.isEmpty {
        findings.invalid(path, .string(value), "value must be empty when `operator` is 'Exists'")
      }
    default: findings.notSupported(path, .string(meaning), ["Equal", "Exists"])
    }
  }

  /// Taints of nodes.
  static func taints(_ taints: [Value], at path: FieldPath, _ findings: inout Findings) {
    var seen: [Value] = []
    for (index, taint) in taints.enumerated() {
      let path = path.index(index)
      findings.check(taint[.key].text, at: path.child("key"), NameRules.qualifiedName)
      let complaints = NameRules.labelValue(taint[.value].text)
      if !complaints.isEmpty {
        findings.invalid(path.child("value"), taint[.value], complaints.joined(separator: ";"))
      }
      findings.oneOf(effects, taint[.effect].text, at: path.child("effect"))
      if seen.contains(where: { $0[.key] == taint[.key] && $0[.effect] == taint[.effect] }) {
        findings.add(
          FieldError(
            .duplicate, path, value: GoDump.compact(taint, as: "core/v1.Taint"),
            detail: "taints must be unique by key and effect pair"))
      }
      seen.append(taint)
    }
  }
}

enum TopologySpreadValidation {
  static func check(_ constraints: [Value], at path: FieldPath, _ findings: inout Findings) {
    for (index, constraint) in constraints.enumerated() {
      check(constraint, at: path.index(index), rest: constraints[(index + 1)...], &findings)
    }
  }

  private static func check(
    _ constraint: Value, at path: FieldPath, rest: ArraySlice<Value>, _ findings: inout Findings
  ) {
    let key = constraint["topologyKey"].text
    let action = constraint["whenUnsatisfiable"].text
    if constraint["maxSkew"].number <= 0 {
      findings.invalid(path.child("maxSkew"), .int(constraint["maxSkew"].number), "must be greater than zero")
    }
    if key.isEmpty { findings.required(path.child("topologyKey"), "can not be empty") }
    if !["DoNotSchedule", "ScheduleAnyway"].contains(action) {
      findings.notSupported(
        path.child("whenUnsatisfiable"), .string(action), ["DoNotSchedule", "ScheduleAnyway"])
    }
    if rest.contains(where: { $0["topologyKey"].text == key && $0["whenUnsatisfiable"].text == action }) {
      findings.duplicate(path.child("{topologyKey, whenUnsatisfiable}"), .string("{\(key), \(action)}"))
    }
    minimum(constraint["minDomains"], action, at: path.child("minDomains"), &findings)
    for key in ["nodeAffinityPolicy", "nodeTaintsPolicy"] {
      if let policy = constraint[Key(key)].string { findings.among(["Honor", "Ignore"], policy, at: path.child(key)) }
    }
    LabelKeyValidation.check(constraint, at: path, &findings)
    SelectorValidation.labels(constraint["labelSelector"], at: path.child("labelSelector"), &findings)
  }

  private static func minimum(
    _ domains: Value, _ action: String, at path: FieldPath, _ findings: inout Findings
  ) {
    guard let count = domains.int else { return }
    if count <= 0 { findings.invalid(path, domains, "must be greater than zero") }
    if action != "DoNotSchedule" {
      findings.invalid(
        path, domains, "can only use minDomains if whenUnsatisfiable=DoNotSchedule, not \(action)")
    }
  }
}
