// Creating objects.
import KubeKinds
import KubeObjects
import SimCore

extension Registry {
  /// Creates an object: names it, fills in defaults, lets admission see it, validates it and stores it.
  ///
  /// - Parameter known: an object of that kind that was read before and that the new one resembles, such as the
  ///   template it was made from; equal parts are not read again.
  /// - Parameter countsOwners: false where it is known already who owns what.
  /// - Throws: `BadRequest` for unknown fields under strict validation or a namespace that is not the request's,
  ///   `NotFound` for a missing namespace, `Invalid`, `Forbidden` and `AlreadyExists` as the API server does.
  @discardableResult
  public func create(
    _ kind: Kind, namespace: String, _ object: Value, _ options: WriteOptions = WriteOptions(),
    known: Value = .null, countsOwners: Bool = true
  ) throws(APIStatus) -> Written {
    if !known.isNull, let written = try cast(object, kind, options) { return written }
    let asked = object
    var object = object
    var warnings = try decode(&object, kind, options, known: known)
    try settleNamespace(&object, kind, namespace)
    let version = object[.metadata][.resourceVersion].text
    let rules = rules(kind)
    rules.applyDefaults(&object)
    if countsOwners { count(&object, live: nil, kind, subresource: "", options) }
    let givenName = object[.metadata][.name].text
    let request = AdmissionRequest(
      operation: .create, kind: kind, namespace: namespace,
      name: givenName.isEmpty ? object[.metadata][.generateName].text : givenName, subresource: nil, old: nil,
      isDryRun: options.isDryRun)
    for plugin in admission { try plugin.mutate(&object, request, self) }
    giveIdentity(&object, rules)
    if known.isNull, !trustsWriters { warnings += rules.warningsAsWritten(object) }
    rules.prepareForCreate(&object)
    completeStatus(&object, kind)
    try settleAddresses(&object, old: nil, kind)
    let name = object[.metadata][.name].text
    if !trustsWriters { try validate(object, kind, name) }
    let named = request.named(name)
    for plugin in admission { try plugin.validate(object, named, self) }
    // Whoever knows one like it is a controller, and nobody warns those.
    if known.isNull, !trustsWriters {
      warnings += rules.warnings(object, old: nil)
      for plugin in admission { warnings += plugin.warnings(object, named, self) }
    }
    if !version.isEmpty, version != "0" {
      throw APIStatus(
        code: 500, reason: .unknown, message: "resourceVersion should not be set on objects to be created")
    }
    let key = key(kind, namespace, name)
    guard !store.contains(key) else { throw .alreadyExists(kind.groupResource, name) }
    if options.isDryRun { return Written(object, warnings: warnings) }
    let stored = store.put(key, object)
    if !known.isNull { casts.note(Cast(asked: asked, made: stored, policies: policyRevision), kind.id) }
    for plugin in admission { plugin.settle(stored, named, self) }
    return Written(stored, warnings: warnings)
  }

  /// Stores an object of the cluster's own that `create` would leave as it is: with defaults, sound, and of a kind that
  /// counts generations.
  public func place(_ object: Value, of kind: KindID) {
    var object = object
    let builtin = self.kind(kind)
    object[.apiVersion] = .string(builtin.groupVersion.description)
    object[.kind] = .string(builtin.name)
    giveIdentity(&object, rules(builtin))
    store.put(ObjectKey(kind, "", object[.metadata][.name].text), object)
  }

  private func validate(_ object: Value, _ kind: Kind, _ name: String) throws(APIStatus) {
    let (rules, cast) = (rules(kind), casts.cast(for: object, kind.id))
    let findings = cast.map { rules.validate(object, like: $0.made) } ?? rules.validate(object)
    if !findings.isEmpty { throw invalid(kind, name, findings) }
  }

  private func settleNamespace(_ object: inout Value, _ kind: Kind, _ namespace: String) throws(APIStatus) {
    guard kind.isNamespaced else {
      object[.metadata].remove(.namespace)
      return
    }
    let own = object[.metadata][.namespace].text
    guard own.isEmpty || own == namespace else {
      throw .badRequest(Self.otherNamespace)
    }
    object[.metadata][.namespace] = .string(namespace)
  }

  /// Hands out what a service leaves to the cluster.
  func settleAddresses(_ object: inout Value, old: Value?, _ kind: Kind) throws(APIStatus) {
    guard kind.id == .service else { return }
    do throws(ServiceAddresses.Refusal) {
      try ServiceAddresses(store: store).settle(&object, old: old, mint: &mint)
    } catch {
      throw invalid(kind, object[.metadata][.name].text, error.findings)
    }
  }

  /// A new object has a status of its own, or the one that all objects of its kind begin with.
  private func completeStatus(_ object: inout Value, _ kind: Kind) {
    guard object[.status].isNull, let type = kind.schemaType,
      let initial = schema.initialValue(of: .status, in: type)
    else { return }
    object[.status] = initial
  }

  private func giveIdentity(_ object: inout Value, _ rules: any KindRules) {
    for key in [Key.deletionTimestamp, .deletionGracePeriodSeconds, .resourceVersion, .generation] {
      object[.metadata].remove(key)
    }
    identify(&object)
    if rules.tracksGeneration { object[.metadata][.generation] = 1 }
  }

  /// Gives a new object what tells it from all others.
  func identify(_ object: inout Value) {
    if object[.metadata][.name].text.isEmpty, let prefix = object[.metadata][.generateName].string,
      !prefix.isEmpty
    {
      object[.metadata][.name] = .string(String(prefix.prefix(58)) + mint.suffix())
    }
    object[.metadata][.uid] = .string(mint.uid())
    object[.metadata][.creationTimestamp] = timestamp
  }
}
