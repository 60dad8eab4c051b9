// Applying on the server, and taking over what the client's side applied before.
import ClusterAPI
import KubeKinds
import KubeObjects

/// Applies one object on the server.
struct ServerSideApplying {
  let line: CommandLine
  let context: CommandContext
  let options: WriteOptions
  let info: ResourceInfo

  /// The manager as which kubectl applies unless another is named.
  static let usualManager = "kubectl"

  /// The manager that keeps kubectl's annotation while the server applies.
  private static let annotationManager = "kubectl-last-applied"

  private static let annotationPath: [Key] = ["f:metadata", "f:annotations", Key("f:\(LastApplied.key)")]

  func apply() throws -> Value {
    var object = try applied()
    do {
      try keepAnnotation(&object)
    } catch {
      warn("failed to migrate kubectl.kubernetes.io/last-applied-configuration for server-side apply", error)
      return object
    }
    do {
      guard try migrate(&object) else { return object }
    } catch {
      warn("server rejected managed fields migration to Server-Side Apply", error)
      return object
    }
    do { object = try applied() } catch {
      context.errors.write(
        "Warning: failed to re-apply configuration after performing Server-Side Apply migration. This is non-fatal and "
          + "will be retried next time you apply. Error: \(ErrorText.unadorned(CommandError(error)))\n")
    }
    return object
  }

  private func warn(_ what: String, _ error: any Error) {
    context.errors.write(
      "Warning: \(what). This is non-fatal and will be retried next time you apply. Error: "
        + "\(ErrorText.unadorned(CommandError(error)))\n")
  }

  /// The part of the object that all requests are about.
  private var subresource: Kind.Subresource? { Kind.Subresource(rawValue: line[Apply.subresource]) }

  private func applied() throws(CommandError) -> Value {
    let patch = Patch(.apply, info.object ?? .null, force: line[Apply.forceConflicts])
    do throws(APIStatus) {
      let written = try context.api.patch(
        info.kind, namespace: info.namespace, name: info.name, patch,
        subresource: subresource, options)
      context.warn(written.warnings)
      return written.object
    } catch {
      if error.reason == .conflict { throw .text(error.message + Self.conflictAdvice) }
      throw .status(error)
    }
  }

  // MARK: Taking over

  /// Applies the annotation of client-side apply by a manager of its own, so that it is not lost.
  private func keepAnnotation(_ object: inout Value) throws(APIStatus) {
    guard options.fieldManager == Self.usualManager, let text = LastApplied.text(in: object),
      Self.owners(of: object, .apply).isEmpty
    else { return }
    var metadata: Value = [.name: .string(info.name), .annotations: .object(Object([(LastApplied.key, .string(text))]))]
    if !info.namespace.isEmpty { metadata[.namespace] = .string(info.namespace) }
    let only: Value = [
      .apiVersion: .string(info.kind.groupVersion.description), .kind: .string(info.kind.name), .metadata: metadata,
    ]
    var options = options
    options.fieldManager = Self.annotationManager
    object = try context.api.patch(
      info.kind, namespace: info.namespace, name: info.name, Patch(.apply, only), subresource: subresource, options
    ).object
  }

  /// Hands what client-side apply owned to the applier. False when there was nothing.
  private func migrate(_ object: inout Value) throws(APIStatus) -> Bool {
    let old = Set(Self.owners(of: object, .update).map(\.name))
    guard !old.isEmpty, let managed = ManagedFields(object[.metadata][.managedFields]) else { return false }
    let upgraded = managed.upgraded(from: old, to: options.fieldManager)
    if upgraded == managed { return false }
    let patch: Value = [
      ["op": "replace", "path": "/metadata/managedFields", .value: upgraded.value],
      ["op": "replace", "path": "/metadata/resourceVersion", .value: object[.metadata][.resourceVersion]],
    ]
    object = try context.api.patch(
      info.kind, namespace: info.namespace, name: info.name, Patch(.json, patch), subresource: subresource, options
    ).object
    return true
  }

  private static func owners(of object: Value, _ operation: FieldManager.Operation) -> [FieldManager] {
    ManagedFields(object[.metadata][.managedFields])?.owners(of: annotationPath, by: operation) ?? []
  }

  private static let conflictAdvice = """

    Please review the fields above--they currently have other managers. Here
    are the ways you can resolve this warning:
    * If you intend to manage all of these fields, please re-run the apply
      command with the `--force-conflicts` flag.
    * If you do not intend to manage all of the fields, please edit your
      manifest to remove references to the fields that should keep their
      current managers.
    * You may co-own fields by updating your manifest to match the existing
      value; in this case, you'll become the manager if the other manager(s)
      stop managing the field (remove it from their configuration).
    See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts
    """
}
