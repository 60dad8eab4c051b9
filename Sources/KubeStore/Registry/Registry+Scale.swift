// The subresource `scale`: the size of a workload, apart from everything else about it.
import KubeKinds
import KubeObjects

extension Registry {
  /// The size of an object as `autoscaling/v1` shows it.
  func scale(of object: Value, _ kind: Kind) -> Value {
    let metadata = object[.metadata]
    var own = Object()
    for key in [Key.creationTimestamp, .name, .namespace, .resourceVersion, .uid] { own[key] = metadata.fields[key] }
    let place = kind.custom?.scale
    var status: Value = [
      .replicas: .int(object[path: place?.currentReplicas ?? [.status, .replicas]].number)
    ]
    let selector = place.map { object[path: $0.selector ?? []].text } ?? SelectorLine.text(object[.spec][.selector])
    if !selector.isEmpty { status[.selector] = .string(selector) }
    let replicas = object[path: place?.replicas ?? [.spec, .replicas]].number
    return [
      .apiVersion: .string(Kind.scale.groupVersion.description), .kind: .string(Kind.scale.name),
      .metadata: .object(own), .spec: replicas == 0 ? [:] : [.replicas: .int(replicas)], .status: status,
    ]
  }

  /// Writes the size of an object.
  ///
  /// - Throws: `Conflict` when the size was read of another object or version, `Invalid` for a size below zero.
  func updateScale(
    _ kind: Kind, namespace: String, name: String, _ scale: Value, _ options: WriteOptions
  ) throws(APIStatus) -> Written {
    let old = try get(kind, namespace: namespace, name: name)
    var scale = scale
    let warnings = try decode(&scale, .scale, options)
    return try write(scale, to: old, kind, options, warnings)
  }

  /// Patches the size of an object as if it were one.
  func patchScale(
    _ kind: Kind, namespace: String, name: String, _ patch: Patch, _ options: WriteOptions
  ) throws(APIStatus) -> Written {
    if patch.form == .apply { return try applyScale(kind, namespace: namespace, name: name, patch, options) }
    let old = try get(kind, namespace: namespace, name: name)
    let (scale, warnings) = try patched(scale(of: old, kind), patch, .scale, options)
    return try write(scale, to: old, kind, options, warnings)
  }

  /// Applies the size of an object. What the applier owns then is a field of the object itself.
  private func applyScale(
    _ kind: Kind, namespace: String, name: String, _ patch: Patch, _ options: WriteOptions
  ) throws(APIStatus) -> Written {
    let scale = patch.body
    try check(scale, .scale, name, options)
    var config: Value = [
      .apiVersion: .string(kind.groupVersion.description), .kind: .string(kind.name), .metadata: [.name: .string(name)],
    ]
    config[.metadata].set(.resourceVersion, scale[.metadata].fields[.resourceVersion])
    if let replicas = scale[.spec][.replicas].int {
      try checkSize(replicas, name)
      config.write(.int(replicas), at: kind.custom?.scale?.replicas[...] ?? [.spec, .replicas])
    }
    let whole = Patch(.apply, config, force: patch.force)
    let written = try apply(kind, namespace: namespace, name: name, whole, .scale, options)
    return Written(self.scale(of: written.object, kind), warnings: written.warnings)
  }

  private func checkSize(_ replicas: Int64, _ name: String) throws(APIStatus) {
    guard replicas < 0 else { return }
    throw invalid(
      .scale, name, [.invalid(FieldPath("spec.replicas"), .int(replicas), "must be greater than or equal to 0")])
  }

  private func write(
    _ scale: Value, to old: Value, _ kind: Kind, _ options: WriteOptions, _ warnings: [String]
  ) throws(APIStatus) -> Written {
    let name = old[.metadata][.name].text
    let metadata = scale[.metadata]
    let uid = metadata[.uid].text
    guard uid.isEmpty || uid == old[.metadata][.uid].text else {
      throw .conflict(
        GroupResource(group: Kind.scale.group, resource: "scale"), name,
        "Precondition failed: UID in precondition: \(uid), UID in object meta: \(old[.metadata][.uid].text)")
    }
    let replicas = scale[.spec][.replicas].number
    try checkSize(replicas, name)
    try checkVersion(metadata[.resourceVersion].text, old, kind, name)
    var object = old
    object.write(.int(replicas), at: kind.custom?.scale?.replicas[...] ?? [.spec, .replicas])
    let written = try replace(old, by: object, kind, nil, options, warnings, part: "scale")
    return Written(self.scale(of: written.object, kind), warnings: written.warnings)
  }
}

extension Value {
  /// Writes a value at a path of fields.
  fileprivate mutating func write(_ value: Value, at path: ArraySlice<Key>) {
    guard let first = path.first else { return self = value }
    self[first].write(value, at: path.dropFirst())
  }
}

/// A workload's selector as one line: `app=web,role in (a,b),!old`, in the order of the keys.
enum SelectorLine {
  static func text(_ selector: Value) -> String {
    let isPlain = selector[.matchLabels].isNull && selector[.matchExpressions].isNull
    let meaning = LabelSelector(spec: isPlain ? [.matchLabels: selector] : selector)
    let ordered = (meaning?.requirements ?? []).enumerated().sorted { a, b in
      a.element.key == b.element.key ? a.offset < b.offset : precedes(a.element.key.text, b.element.key.text)
    }
    return ordered.map { text($0.element) }.joined(separator: ",")
  }

  private static func text(_ requirement: LabelSelector.Requirement) -> String {
    let key = requirement.key.text
    let values = requirement.values.sorted(by: precedes).joined(separator: ",")
    switch requirement.operator {
    case .exists: return key
    case .doesNotExist: return "!\(key)"
    case .in: return "\(key) in (\(values))"
    case .notIn: return "\(key) notin (\(values))"
    default: return "\(key)=\(values)"
    }
  }

  private static func precedes(_ a: String, _ b: String) -> Bool { a.utf8.lexicographicallyPrecedes(b.utf8) }
}
