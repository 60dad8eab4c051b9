// The rules of a role, one line for each resource: rules are taken apart and those that differ only in verbs joined.
import KubeKinds
import KubeObjects

/// What a role allows on one resource, or one verb on one URL.
struct PolicyRuleText {
  private let group: String
  private let resourceName: String
  let urls: [String]
  let names: [String]
  private(set) var verbs: [String]

  /// As kubectl's `BreakdownRule` and `CompactRules`: the verbs of one resource come together, URLs stay apart; then
  /// all are sorted by Go's text of a rule, which begins with the verbs.
  static func compacted(_ rules: [Value]) -> [PolicyRuleText] {
    var joined: [PolicyRuleText] = []
    for part in rules.flatMap(parts) {
      if let place = joined.firstIndex(where: { $0.isSameResource(as: part) }) {
        joined[place].add(part.verbs)
      } else {
        joined.append(part)
      }
    }
    return joined.enumerated().sorted { a, b in
      let (first, second) = (a.element.goText, b.element.goText)
      return first == second ? a.offset < b.offset : SelectorText.bytesPrecede(first, second)
    }.map(\.element)
  }

  private func isSameResource(as other: PolicyRuleText) -> Bool {
    urls.isEmpty && other.urls.isEmpty && group == other.group && resourceName == other.resourceName
      && names == other.names
  }

  private mutating func add(_ more: [String]) {
    for verb in more where !verbs.contains(verb) { verbs.append(verb) }
  }

  private var goText: String {
    let groups = urls.isEmpty ? group : ""
    return "{Verbs:[\(verbs.joined(separator: " "))],APIGroups:[\(groups)],Resources:[\(resourceName)],"
      + "ResourceNames:[\(names.joined(separator: " "))],NonResourceURLs:[\(urls.joined(separator: " "))],}"
  }

  /// A rule for each group, resource and name of a rule, and for each verb of each URL.
  private static func parts(of rule: Value) -> [PolicyRuleText] {
    func texts(_ key: Key) -> [String] { rule[key].elements.map(\.text) }
    let verbs = texts("verbs")
    let names = texts("resourceNames").isEmpty ? [[]] : texts("resourceNames").map { [$0] }
    let resources = texts("apiGroups").flatMap { group in
      texts("resources").flatMap { resource in
        names.map { PolicyRuleText(group: group, resourceName: resource, urls: [], names: $0, verbs: verbs) }
      }
    }
    let urls = texts("nonResourceURLs").flatMap { url in
      verbs.map { PolicyRuleText(group: "", resourceName: "", urls: [url], names: [], verbs: [$0]) }
    }
    return resources + urls
  }

  /// `pods/log`, `statefulsets.apps/scale`; empty for URLs.
  var resource: String {
    guard !group.isEmpty else { return resourceName }
    let parts = resourceName.split(separator: "/", maxSplits: 1)
    guard let first = parts.first else { return resourceName }
    return "\(first).\(group)" + (parts.count > 1 ? "/\(parts[1])" : "")
  }
}
