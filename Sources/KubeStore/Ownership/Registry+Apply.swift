// Server-side apply: a configuration is laid over the object, and its author owns what it names.
import KubeKinds
import KubeObjects
import SimCore

extension Registry {
  /// Applies a configuration, creating the object where it is missing.
  ///
  /// - Throws: `Conflict` when others own fields that would change, unless the patch is forced.
  func apply(
    _ kind: Kind, namespace: String, name: String, _ patch: Patch, _ subresource: Kind.Subresource?,
    _ options: WriteOptions
  ) throws(APIStatus) -> Written {
    let config = patch.body
    try check(config, kind, name, options)
    let live = store.object(key(kind, namespace, name))
    guard let live else {
      if subresource != nil { throw .notFound(kind.groupResource, name) }
      let uid = config[.metadata][.uid].text
      guard uid.isEmpty else {
        throw .conflict(
          kind.groupResource, name,
          "uid mismatch: the provided object specified uid \(uid), and no existing object was found")
      }
      return try applyFirst(kind, namespace: namespace, name: name, config, options)
    }
    let known = ManagedFields(live[.metadata][.managedFields]) ?? ManagedFields()
    let owners = ownersForApply(live, kind, options)
    var (object, managed) = try merged(config, live, owners, kind, subresource, patch.force, options)
    Self.keepLastApplied(&object, config, live, options)
    setOwners(managed, of: &object, live: live, kind, known)
    var warnings: [String] = []
    do throws(ReadingError) {
      warnings = try read(&object, kind, WriteOptions())
    } catch {
      throw unreadable(patch, object, error)
    }
    try Self.checkName(object, live[.metadata])
    try checkVersion(object[.metadata][.resourceVersion].text, live, kind, name)
    return try replace(live, by: object, kind, subresource, options, warnings, countsOwners: false)
  }

  /// Who owns what of an object that is to be applied to. Where nobody is known, somebody before did it all.
  private func ownersForApply(_ live: Value, _ kind: Kind, _ options: WriteOptions) -> ManagedFields {
    let owners = owners(of: live, kind)
    if !owners.isEmpty { return owners }
    let before = write(kind, .update, "", WriteOptions(fieldManager: "before-first-apply"))
    return Ownership(kind.schemaType, schema).updated(owners, live: nil, new: live, by: before)
  }

  private func applyFirst(
    _ kind: Kind, namespace: String, name: String, _ config: Value, _ options: WriteOptions
  ) throws(APIStatus) -> Written {
    var (object, managed) = try merged(config, nil, ManagedFields(), kind, nil, false, options)
    if object[.metadata][.name].text.isEmpty { object[.metadata][.name] = .string(name) }
    object[.metadata][.managedFields] = managed.value
    var plain = options
    plain.fieldValidation = .ignore
    return try create(kind, namespace: namespace, object, plain, countsOwners: false)
  }

  /// What any applied configuration must be like.
  func check(
    _ config: Value, _ kind: Kind, _ name: String, _ options: WriteOptions
  ) throws(APIStatus) {
    if options.fieldManager.isEmpty {
      throw .invalid(
        group: "meta.k8s.io", kind: "PatchOptions", name: "",
        [.required(FieldPath("fieldManager"), "is required for apply patch")])
    }
    guard config.object != nil else {
      throw .badRequest("error decoding YAML: json: cannot unmarshal into Go value of type map[string]interface {}")
    }
    let version = GroupVersion(config[.apiVersion].text)
    if version != kind.groupVersion {
      throw .badRequest(
        "Incorrect version specified in apply patch. Specified patch version: \(version), expected: "
          + "\(kind.groupVersion)")
    }
    if !config[.metadata][.managedFields].isNull { throw .badRequest("metadata.managedFields must be nil") }
    let own = config[.metadata][.name].text
    if !own.isEmpty, own != name {
      throw .badRequest("the name of the object (\(own)) does not match the name on the URL (\(name))")
    }
  }

  /// What the configuration makes of an object, and who owns it then.
  private func merged(
    _ config: Value, _ live: Value?, _ managed: ManagedFields, _ kind: Kind, _ subresource: Kind.Subresource?,
    _ force: Bool, _ options: WriteOptions
  ) throws(APIStatus) -> (Value, ManagedFields) {
    let ownership = Ownership(kind.schemaType, schema)
    let write = write(kind, .apply, subresource?.rawValue ?? "", options)
    func applied(_ force: Bool) throws(ApplyFailure) -> (Value, ManagedFields) {
      try ownership.applied(managed, live: live, config: config, by: write, force: force)
    }
    do throws(ApplyFailure) {
      return try applied(force)
    } catch {
      switch error {
      case .malformed(let fault): throw malformed(config, kind, fault)
      case .conflicts(var conflicts):
        let allowed = allowedByLastApplied(live, ownership, options)
        conflicts.removeAll { allowed.contains($0.path) }
        if !conflicts.isEmpty { throw .applyConflict(conflicts) }
      }
    }
    do throws(ApplyFailure) { return try applied(true) } catch { throw .badRequest("\(error)") }
  }

  private func malformed(_ config: Value, _ kind: Kind, _ fault: String) -> APIStatus {
    let metadata = config[.metadata]
    return APIStatus(
      code: 500, reason: .unknown,
      message: "failed to create typed patch object (\(metadata[.namespace].text)/\(metadata[.name].text); "
        + "\(kind.group)/\(kind.groupVersion.version), Kind=\(kind.name)): \(fault)")
  }

  // MARK: Moving from client-side apply

  /// kubectl may take over what it applied from the client's side and nobody has changed since.
  private func allowedByLastApplied(_ live: Value?, _ ownership: Ownership, _ options: WriteOptions) -> FieldSet {
    guard options.fieldManager == "kubectl", let live,
      let text = live[.metadata][.annotations][Self.lastApplied].string, let applied = try? JSONReader.read(text)
    else { return FieldSet() }
    return ownership.unchanged(applied, in: live)
  }

  /// kubectl's own annotation goes on saying what kubectl applied, as long as it is there.
  private static func keepLastApplied(
    _ object: inout Value, _ config: Value, _ live: Value, _ options: WriteOptions
  ) {
    guard options.fieldManager == "kubectl", object[.metadata][.annotations][lastApplied].string != nil
    else { return }
    var applied = config
    applied.remove(path: [.metadata, .annotations, lastApplied])
    object[.metadata][.annotations][lastApplied] = .string(JSONWriter.write(applied) + "\n")
  }

  private static let lastApplied: Key = "kubectl.kubernetes.io/last-applied-configuration"
}
