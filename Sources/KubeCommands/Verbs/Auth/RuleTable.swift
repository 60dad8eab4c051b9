// The rules that one has, a line each, as `kubectl auth can-i --list` shows them: broken down to single resources,
// put together by their verbs, and in the order of their texts (kubectl pkg/util/rbac).
import KubeObjects

enum RuleTable {
  /// One line of the table.
  struct Row: Equatable {
    var resource = ""
    var group = ""
    var path: String?
    var name: String?
    var verbs: [String]

    /// The words of a table's line.
    var cells: [String] {
      [title, Self.list(path.map { [$0] } ?? []), Self.list(name.map { [$0] } ?? []), Self.list(verbs)]
    }

    /// `deployments.apps/scale`
    private var title: String {
      if path != nil { return "" }
      let parts = resource.split(separator: "/", maxSplits: 1)
      let name = (parts.first.map(String.init) ?? "") + (group.isEmpty ? "" : ".\(group)")
      return parts.count > 1 ? "\(name)/\(parts[1])" : name
    }

    private static func list(_ words: [String]) -> String { "[\(words.joined(separator: " "))]" }

    /// What rows are sorted by: the rule as Go prints it, verbs first.
    var order: String {
      let groups = path == nil ? [group] : []
      let resources = path == nil ? [resource] : []
      return "Verbs:\(Self.list(verbs)),APIGroups:\(Self.list(groups)),Resources:\(Self.list(resources)),"
        + "ResourceNames:\(Self.list(name.map { [$0] } ?? [])),NonResourceURLs:\(Self.list(path.map { [$0] } ?? []))"
    }
  }

  static func rows(_ rules: [Value]) -> [Row] {
    var rows: [Row] = []
    for atom in rules.flatMap(atoms) {
      let same = rows.firstIndex {
        atom.path == nil && $0.path == nil && $0.resource == atom.resource && $0.group == atom.group
          && $0.name == atom.name
      }
      if let same { rows[same].verbs += atom.verbs } else { rows.append(atom) }
    }
    return rows.enumerated().sorted {
      $0.element.order == $1.element.order
        ? $0.offset < $1.offset : $0.element.order.utf8.lexicographicallyPrecedes($1.element.order.utf8)
    }.map(\.element)
  }

  /// Rules with one verb each, for one resource or path.
  private static func atoms(_ rule: Value) -> [Row] {
    func texts(_ key: Key) -> [String] { rule[key].elements.map(\.text) }
    let names = texts("resourceNames").map(Optional.some)
    var rows: [Row] = []
    for group in texts("apiGroups") {
      for resource in texts("resources") {
        for verb in texts("verbs") {
          for name in names.isEmpty ? [nil] : names {
            rows.append(Row(resource: resource, group: group, name: name, verbs: [verb]))
          }
        }
      }
    }
    for path in texts("nonResourceURLs") {
      rows += texts("verbs").map { Row(path: path, verbs: [$0]) }
    }
    return rows
  }
}
