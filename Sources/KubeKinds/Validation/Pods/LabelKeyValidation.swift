// What is wrong with `matchLabelKeys` and `mismatchLabelKeys`: labels of the pod itself that selectors look for
// (`validateMatchLabelKeysAndMismatchLabelKeys`).
import KubeObjects

enum LabelKeyValidation {
  private static let noSelector = "must not be specified when labelSelector is not set"
  private static let twice = "exists in both matchLabelKeys and labelSelector"

  /// The keys of an affinity to pods, or of a constraint on how they are spread.
  static func check(_ term: Value, at path: FieldPath, _ findings: inout Findings) {
    let selector = term["labelSelector"]
    let matching = term["matchLabelKeys"].elements
    let mismatching = term["mismatchLabelKeys"].elements
    for (name, keys) in [("matchLabelKeys", matching), ("mismatchLabelKeys", mismatching)] where !keys.isEmpty {
      guard !selector.isNull else {
        findings.forbidden(path.child(name), noSelector)
        continue
      }
      for (index, key) in keys.enumerated() {
        findings.check(key.text, at: path.child(name).index(index), NameRules.qualifiedName)
      }
    }
    repeated(matching, in: selector, at: path, &findings)
    for (index, key) in matching.enumerated() where mismatching.contains(key) {
      findings.invalid(
        path.child("matchLabelKeys").index(index), key, "exists in both matchLabelKeys and mismatchLabelKeys")
    }
  }

  /// Keys that the selector names twice: the API server adds them itself, once.
  private static func repeated(
    _ keys: [Value], in selector: Value, at path: FieldPath, _ findings: inout Findings
  ) {
    var seen = selector[.matchLabels].fields.keys.map(\.text)
    for expression in selector[.matchExpressions].elements {
      let key = expression[.key]
      if let index = keys.lastIndex(of: key), seen.contains(key.text) {
        findings.invalid(path.index(index), key, twice)
      }
      seen.append(key.text)
    }
  }
}
