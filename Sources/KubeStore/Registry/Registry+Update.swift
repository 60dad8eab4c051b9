// Replacing and patching objects.
import KubeKinds
import KubeObjects

extension Registry {
  /// Replaces an object, or only its status.
  ///
  /// An object that says which version it was read at is refused with `Conflict` when another version is stored.
  /// A write that changes nothing leaves the version as it is.
  @discardableResult
  public func update(
    _ kind: Kind, namespace: String, _ object: Value, subresource: Kind.Subresource? = nil,
    _ options: WriteOptions = WriteOptions()
  ) throws(APIStatus) -> Written {
    let name = object[.metadata][.name].text
    try checkOffered(subresource, by: kind)
    if subresource == .scale { return try updateScale(kind, namespace: namespace, name: name, object, options) }
    let old = try get(kind, namespace: namespace, name: name)
    var object = object
    let warnings = try decode(&object, kind, options)
    try checkIdentity(object, old, kind, name)
    if subresource == .finalize { return try finalize(old, object[.spec][.finalizers], options) }
    return try replace(old, by: object, kind, subresource, options, warnings)
  }

  /// Changes an object in place: reads it, lets `change` alter it, and writes it. For controllers and nodes, which
  /// act at one instant and so never conflict.
  @discardableResult
  public func modify(
    _ key: ObjectKey, subresource: Kind.Subresource? = nil, _ change: (inout Value) -> Void
  ) throws(APIStatus) -> Value {
    let kind = kind(key.kind)
    let old = try get(kind, namespace: key.namespace, name: key.name)
    var object = old
    change(&object)
    if object == old { return old }
    _ = try decode(&object, kind, WriteOptions(), known: old)
    return try replace(old, by: object, kind, subresource, WriteOptions(), [], isOwnStatus: true).object
  }

  private func checkIdentity(_ object: Value, _ old: Value, _ kind: Kind, _ name: String) throws(APIStatus) {
    let uid = object[.metadata][.uid].text
    guard uid.isEmpty || uid == old[.metadata][.uid].text else {
      throw .conflict(
        kind.groupResource, name,
        "StorageError: invalid object, Code: 4, Key: \(path(kind, old)), ResourceVersion: 0, AdditionalErrorMsg: "
          + "Precondition failed: UID in precondition: \(uid), UID in object meta: \(old[.metadata][.uid].text)")
    }
    try checkVersion(object[.metadata][.resourceVersion].text, old, kind, name)
  }

  /// Where etcd would keep an object; messages about preconditions name it.
  private func path(_ kind: Kind, _ object: Value) -> String {
    let folders: [KindID: String] = [
      .service: "services/specs", .endpoints: "services/endpoints", .node: "minions", .ingress: "ingress",
      .replicationController: "controllers",
    ]
    let namespace = object[.metadata][.namespace].text
    return "/registry/\(folders[kind.id] ?? kind.plural)/\(namespace.isEmpty ? "" : namespace + "/")"
      + object[.metadata][.name].text
  }

  /// A write that names a version is one to that version only; zero names none.
  func checkVersion(_ version: String, _ old: Value, _ kind: Kind, _ name: String) throws(APIStatus) {
    if version.isEmpty || version == old[.metadata][.resourceVersion].text { return }
    guard let number = UInt64(version) else {
      let isNumber = version.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      throw APIStatus(
        code: 500, reason: .unknown,
        message: "strconv.ParseUint: parsing \(GoText.quoted(version)): "
          + (isNumber ? "value out of range" : "invalid syntax"))
    }
    if number != 0 {
      throw .conflict(
        kind.groupResource, name,
        "the object has been modified; please apply your changes to the latest version and try again")
    }
  }

  /// The common end of every change of an existing object.
  ///
  /// - Parameters:
  ///   - countsOwners: false where it is known already who owns what.
  ///   - isOwnStatus: whether a status comes from this cluster's own controllers and nodes, who know what they write.
  ///   - part: as which part of the object it is written, where that is another than the subresource.
  func replace(
    _ old: Value, by new: Value, _ kind: Kind, _ subresource: Kind.Subresource?, _ options: WriteOptions,
    _ warnings: [String], countsOwners: Bool = true, part: String? = nil, isOwnStatus: Bool = false
  ) throws(APIStatus) -> Written {
    let rules = rules(kind)
    var object = new
    if subresource != .status { rules.applyDefaults(&object) }
    if let subresource, subresource != .status, let rules = rules as? any PartRules {
      rules.prepareForUpdate(&object, old: old, part: subresource)
    }
    if countsOwners {
      count(&object, live: old, kind, subresource: part ?? subresource?.rawValue ?? "", options)
    }
    let name = old[.metadata][.name].text
    let namespace = old[.metadata][.namespace].text
    let request = AdmissionRequest(
      operation: .update, kind: kind, namespace: namespace, name: name, subresource: subresource, old: old,
      isDryRun: options.isDryRun)
    for plugin in admission { try plugin.mutate(&object, request, self) }
    keepSystemFields(&object, old)
    if subresource == .status {
      rules.prepareForStatusUpdate(&object, old: old)
    } else {
      rules.prepareForUpdate(&object, old: old)
    }
    if subresource == nil { try settleAddresses(&object, old: old, kind) }
    if subresource != .status { countGeneration(&object, old, rules) }
    keepOwnerTimes(&object, old)
    let isTrusted = subresource == .status && isOwnStatus
    let findings = isTrusted ? [] : Self.findings(object, old, rules, subresource)
    if !findings.isEmpty { throw invalid(kind, name, findings) }
    for plugin in admission { try plugin.validate(object, request, self) }
    var allWarnings = warnings + (subresource == .status ? [] : rules.warnings(object, old: old))
    for plugin in admission { allWarnings += plugin.warnings(object, request, self) }
    if options.isDryRun { return Written(object, warnings: allWarnings) }
    let stored = write(object, old, key(kind, namespace, name))
    for plugin in admission { plugin.settle(stored, request, self) }
    return Written(stored, warnings: allWarnings)
  }

  /// Everything wrong with a change of an object, or of a part of it.
  private static func findings(
    _ object: Value, _ old: Value, _ rules: any KindRules, _ subresource: Kind.Subresource?
  ) -> [FieldError] {
    if subresource == .status { return rules.validateStatusUpdate(object, old: old) }
    guard let subresource, let parts = rules as? any PartRules else { return rules.validateUpdate(object, old: old) }
    return parts.validateUpdate(object, old: old, part: subresource)
  }

  /// A write that changes nothing but the times at which owners wrote changes nothing
  /// (`IgnoreManagedFieldsTimestampsTransformer` of the API server).
  private func keepOwnerTimes(_ object: inout Value, _ old: Value) {
    let (owners, before) = (object[.metadata][.managedFields].elements, old[.metadata][.managedFields])
    guard !owners.isEmpty, owners.count == before.elements.count else { return }
    let areSame = zip(owners, before.elements).allSatisfy { new, old in
      var new = new
      new.set("time", old["time"].isNull ? nil : old["time"])
      return new == old
    }
    guard areSame else { return }
    var same = object
    same[.metadata].set(.managedFields, before)
    if same == old { object = same }
  }

  /// Stores a change, unless it is none; an object whose last finalizer went while it was being deleted goes.
  func write(_ object: Value, _ old: Value, _ key: ObjectKey) -> Value {
    if object == old { return old }
    let metadata = object[.metadata]
    if !metadata[.deletionTimestamp].isNull, metadata[.finalizers].elements.isEmpty,
      metadata[.deletionGracePeriodSeconds].number == 0, !Self.isHeldBySpecification(object, key.kind)
    {
      store.put(key, object)
      return store.remove(key) ?? object
    }
    return store.put(key, object)
  }

  /// What a client can't change is as it was, whether it was sent or not; a uid that was sent must be right.
  private func keepSystemFields(_ object: inout Value, _ old: Value) {
    let before = old[.metadata].fields
    for key in [Key.name, .namespace, .creationTimestamp, .generation, .resourceVersion] {
      object[.metadata].set(key, before[key])
    }
    if object[.metadata][.uid].text.isEmpty { object[.metadata].set(.uid, before[.uid]) }
    for key in [Key.deletionTimestamp, .deletionGracePeriodSeconds] where before[key] != nil {
      object[.metadata].set(key, before[key])
    }
  }

  private func countGeneration(_ object: inout Value, _ old: Value, _ rules: any KindRules) {
    guard rules.tracksGeneration, rules.changesGeneration(object, old: old) else { return }
    object[.metadata][.generation] = .int(old[.metadata][.generation].number + 1)
  }
}
