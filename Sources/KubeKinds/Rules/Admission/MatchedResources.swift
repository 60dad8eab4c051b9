// The objects that admission policies and their bindings are about.
import KubeObjects

enum MatchedResources {
  static func applyDefaults(_ match: inout Value) {
    match.setDefault("matchPolicy", "Equivalent")
    match.setDefault("namespaceSelector", [:])
    match.setDefault("objectSelector", [:])
    for key: Key in ["resourceRules", "excludeResourceRules"] {
      match.amendElements(key) { $0.setDefault("scope", "*") }
    }
  }

  static func check(_ match: Value, at path: FieldPath, _ findings: inout Findings) {
    findings.among(["Equivalent", "Exact"], match["matchPolicy"].text, at: path.child("matchPolicy"))
    for key: Key in ["namespaceSelector", "objectSelector"] where !match[key].isNull {
      SelectorValidation.labels(match[key], at: path.child(key.text), &findings)
    }
    for key: Key in ["resourceRules", "excludeResourceRules"] {
      for (index, rule) in match[key].elements.enumerated() {
        let path = path.child(key.text).index(index)
        AdmissionValidation.rule(rule, at: path, &findings)
        checkNames(rule["resourceNames"].elements, at: path.child("resourceNames"), &findings)
      }
    }
  }

  private static func checkNames(_ names: [Value], at path: FieldPath, _ findings: inout Findings) {
    var seen: Set<String> = []
    for (index, name) in names.enumerated() {
      findings.check(name.text, at: path.index(index), NameRules.pathSegment)
      if !seen.insert(name.text).inserted { findings.duplicate(path.index(index), name) }
    }
  }
}
