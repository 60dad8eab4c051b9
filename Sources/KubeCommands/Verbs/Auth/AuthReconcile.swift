// `kubectl auth reconcile`
import ClusterAPI
import KubeKinds
import KubeObjects

enum AuthReconcile {
  static let removeRules = Flag(bool: "remove-extra-permissions", help: "Takes away rules that the file has not.")
  static let removeSubjects = Flag(bool: "remove-extra-subjects", help: "Takes away subjects that the file has not.")

  static let command = Command(
    "reconcile", usage: "-f FILENAME",
    CommandHelp(
      "Make roles and bindings what files say",
      "Creates roles and bindings, or adds to those that exist the rules and subjects they lack.",
      examples: [Example("Reconcile a file", "kubectl auth reconcile -f roles.yaml")]),
    flags: [removeRules, removeSubjects, WriteFlags.dryRun] + FileFlags.all + PrintFlags.all, run: run)

  private static func run(_ line: CommandLine, _ context: CommandContext) throws {
    if line[FileFlags.filename].isEmpty, line[FileFlags.kustomize].isEmpty {
      throw CommandError.text("must specify one of -f and -k")
    }
    if !line.arguments.isEmpty { throw CommandError.text("no arguments are allowed") }
    let dryRun = try line.dryRun(in: context)
    if dryRun == .server { throw CommandError.text("--dry-run=server for command reconcile is not supported yet") }
    let report = try ChangeReport(line, context, dryRun: dryRun)
    var builder = ResourceBuilder(line, context)
    builder.continuesOnError = true
    builder.readsTypes = true
    // Objects are taken as they stand in the file: no namespace is put into them.
    builder.isLocal = true
    try builder.visit { info in
      guard let field = fields[info.kind.name], info.kind.group == "rbac.authorization.k8s.io" else { return }
      let reconciliation = Reconciliation(
        info: info, field: field, removes: line[field == "rules" ? removeRules : removeSubjects],
        writes: dryRun == .none, context: context)
      try reconciliation.run(report)
    }
  }

  private static let fields: [String: Key] = [
    "Role": "rules", "ClusterRole": "rules", "RoleBinding": "subjects", "ClusterRoleBinding": "subjects",
  ]
}

/// One role or binding on its way to what a file says (k8s.io/component-helpers auth/rbac/reconciliation).
private struct Reconciliation {
  let info: ResourceInfo
  /// Where its rules or subjects are.
  let field: Key
  let removes: Bool
  let writes: Bool
  let context: CommandContext

  func run(_ report: ChangeReport) throws {
    let wanted = info.object ?? .null
    guard let live = try live() else { return try create(wanted, report) }
    let missing = missing(wanted[field].elements, in: live[field].elements)
    let extra = self.missing(live[field].elements, in: wanted[field].elements)
    var object = live
    for map: Key in [.labels, .annotations] {
      for (key, value) in wanted[.metadata][map].fields { object[.metadata][map][key] = value }
    }
    object[field] = .array(removes && !extra.isEmpty ? wanted[field].elements : live[field].elements + missing)
    let isChanged = object != live
    if isChanged, writes {
      object = try context.api.update(
        info.kind, namespace: info.namespace, object, subresource: nil, WriteOptions()
      ).object
    }
    try report.report("reconciled", object)
    guard isChanged else { return }
    context.errors.write("\treconciliation required update\n")
    tell(missing, "missing \(field.text) added")
    if removes { tell(extra, "extra \(field.text) removed") }
  }

  /// Nothing can be found, and nothing be made, in no namespace.
  private func live() throws -> Value? {
    if info.kind.isNamespaced, info.namespace.isEmpty { return nil }
    return try ObjectFollower(info, context).current()
  }

  private func create(_ wanted: Value, _ report: ChangeReport) throws {
    var object = wanted
    if writes {
      if info.kind.isNamespaced, info.namespace.isEmpty { throw CommandError.text("resource name may not be empty") }
      object = try context.api.create(
        info.kind, namespace: info.namespace, name: nil, wanted, subresource: nil, WriteOptions()
      ).object
    }
    try report.report("reconciled", object)
    context.errors.write("\treconciliation required create\n")
    tell(wanted[field].elements, "missing \(field.text) added")
  }

  private func tell(_ elements: [Value], _ title: String) {
    if elements.isEmpty { return }
    context.errors.write("\t\(title):\n")
    for element in elements { context.errors.write("\t\t\(text(element))\n") }
  }

  /// Go's `%+v` of a rule or a subject.
  private func text(_ element: Value) -> String {
    if field != "rules" {
      return "{Kind:\(element[.kind].text) APIGroup:\(element["apiGroup"].text) Name:\(element[.name].text) "
        + "Namespace:\(element[.namespace].text)}"
    }
    let lists = [
      ("Verbs", "verbs"), ("APIGroups", "apiGroups"), ("Resources", "resources"), ("ResourceNames", "resourceNames"),
      ("NonResourceURLs", "nonResourceURLs"),
    ]
    let parts = lists.map { name, key in
      "\(name):[\(element[Key(key)].elements.map(\.text).joined(separator: " "))]"
    }
    return "{\(parts.joined(separator: " "))}"
  }

  // MARK: What one list has and the other lacks

  private func missing(_ wanted: [Value], in present: [Value]) -> [Value] {
    if field != "rules" { return wanted.filter { !present.contains($0) } }
    return wanted.flatMap(Self.single).filter { rule in !present.contains { Self.covers($0, rule) } }
  }

  /// A rule as rules of one verb, one group, one resource and one name each.
  private static func single(_ rule: Value) -> [Value] {
    var rules: [Value] = [[:]]
    for key: Key in ["apiGroups", "resources", "nonResourceURLs", "verbs", "resourceNames"] {
      let texts = rule[key].elements
      if texts.isEmpty { continue }
      rules = rules.flatMap { rule in
        texts.map { text in
          var rule = rule
          rule[key] = .array([text])
          return rule
        }
      }
    }
    return rules
  }

  private static func covers(_ rule: Value, _ single: Value) -> Bool {
    func has(_ key: Key, all: String = "*") -> Bool {
      let texts = rule[key].elements.map(\.text)
      return texts.contains(all) || single[key].elements.allSatisfy { texts.contains($0.text) }
    }
    if !has("verbs") || !has("apiGroups") || !has("nonResourceURLs") { return false }
    let resource = single["resources"].elements.first?.text ?? ""
    let part = resource.split(separator: "/", maxSplits: 1).dropFirst().first.map { "*/\($0)" } ?? "*"
    return (has("resources") || rule["resources"].elements.contains { $0.text == part })
      && (rule["resourceNames"].isEmpty || (!single["resourceNames"].isEmpty && has("resourceNames")))
  }
}
