// Fixing what refers to objects whose names have changed.
import KubeObjects

struct NameReferences {
  private let items: [BuiltResource]

  /// Lets every reference name its object as that is called now.
  static func fix(_ built: inout BuiltResources) throws(KustomizeError) {
    let references = NameReferences(items: built.items)
    for index in built.items.indices {
      try references.fix(&built.items[index].object, built.items[index])
    }
  }

  private func fix(_ object: inout Value, _ referrer: BuiltResource) throws(KustomizeError) {
    let id = referrer.id
    for spec in ReferenceSpecs.all {
      for field in spec.fields where field.applies(to: id) {
        try field.visit(&object) { (value) throws(KustomizeError) in try settle(&value, spec, referrer) }
      }
    }
  }

  private func settle(
    _ value: inout Value, _ spec: ReferenceSpec, _ referrer: BuiltResource
  ) throws(KustomizeError) {
    switch value {
    case .string(let name):
      let isScale = referrer.id.kind == "HorizontalPodAutoscaler"
      if isScale, referrer.object["spec"]["scaleTargetRef"]["kind"].text != spec.kind { return }
      let isRole = referrer.object["roleRef"].object != nil && (spec.kind == "Role" || spec.kind == "ClusterRole")
      if isRole, referrer.object["roleRef"]["kind"].text != spec.kind { return }
      if let found = try target(name, nil, spec, referrer) { value = .string(found.id.name) }
    case .array(var elements):
      for index in elements.indices { try settle(&elements[index], spec, referrer) }
      value = .array(elements)
    case .object:
      if spec.kind == "ServiceAccount", value["kind"].text != "ServiceAccount" { return }
      let namespace = value["namespace"].string
      guard let found = try target(value["name"].text, namespace ?? "", spec, referrer) else { return }
      value["name"] = .string(found.id.name)
      if !found.id.namespace.isEmpty { value["namespace"] = .string(found.id.namespace) }
    default: return
    }
  }

  /// The object that a name means; `nil` where it is none of these.
  private func target(
    _ name: String, _ namespace: String?, _ spec: ReferenceSpec, _ referrer: BuiltResource
  ) throws(KustomizeError) -> BuiltResource? {
    var found = items.filter { item in
      let id = item.id
      return id.kind == spec.kind && (spec.group == nil || id.group == spec.group)
        && (item.past + [id]).contains { $0.name == name }
    }
    if found.isEmpty { return nil }
    found = narrowed(found) { isNear($0, namespace, referrer) }
    if !found.contains(where: { isNear($0, namespace, referrer) }) { return nil }
    found = narrowed(found) { $0.prefixes == referrer.prefixes && $0.suffixes == referrer.suffixes }
    found = narrowed(found) { $0.id.effectiveNamespace == referrer.id.effectiveNamespace }
    if Set(found.map(\.id.name)).count > 1 {
      throw KustomizeError(
        "found multiple possible referrals: \(found.map(\.id.text).joined(separator: ", ")); failed to find unique "
          + "target for reference")
    }
    return found.first
  }

  /// Those for whom the condition holds, or all where it holds for none.
  private func narrowed(_ items: [BuiltResource], _ condition: (BuiltResource) -> Bool) -> [BuiltResource] {
    let left = items.filter(condition)
    return left.isEmpty ? items : left
  }

  /// Whether a reference can mean an object: outside of namespaces, in the namespace named, or beside the referrer.
  private func isNear(_ item: BuiltResource, _ namespace: String?, _ referrer: BuiltResource) -> Bool {
    let id = item.id
    if id.isClusterScoped || referrer.id.isClusterScoped && namespace == nil { return true }
    let spaces = Set((item.past + [id]).map(\.effectiveNamespace))
    if let namespace, !namespace.isEmpty { return spaces.contains(namespace) }
    return !spaces.isDisjoint(with: (referrer.past + [referrer.id]).map(\.effectiveNamespace))
  }
}
