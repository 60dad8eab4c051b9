// Deleting objects: at once, after a grace period, or once all finalizers are gone.
import KubeKinds
import KubeObjects
import SimCore

extension Registry {
  /// Deletes an object, and returns its last state.
  ///
  /// A pod that runs gets a deletion timestamp and goes when its node confirms that it ended; an object with
  /// finalizers goes when the last of them is taken away. A second deletion may shorten a grace period, never
  /// lengthen it (recording `set-pod-deletion`).
  @discardableResult
  public func delete(
    _ kind: Kind, namespace: String, name: String, _ options: DeleteOptions = DeleteOptions()
  ) throws(APIStatus) -> Value {
    let old = try get(kind, namespace: namespace, name: name)
    let key = key(kind, namespace, name)
    try checkPreconditions(old, options, kind, name)
    let request = AdmissionRequest(
      operation: .delete, kind: kind, namespace: namespace, name: name, subresource: nil, old: old,
      isDryRun: options.isDryRun)
    for plugin in admission { try plugin.validate(old, request, self) }
    let finalizers = finalizers(of: old, options)
    var object = old
    let grace = kind.id == .pod ? podGracePeriod(old, options) : 0
    guard markDeleted(&object, grace: grace) || finalizers != old[.metadata][.finalizers].elements else {
      return old
    }
    object[.metadata].set(.finalizers, finalizers.isEmpty ? nil : .array(finalizers))
    if kind.id == .namespace { object[.status][.phase] = "Terminating" }
    if kind.id == .customResourceDefinition, old[.metadata][.deletionTimestamp].isNull { holdForObjects(&object) }
    if options.isDryRun { return object }
    if grace == 0, object[.metadata][.finalizers].elements.isEmpty, !Self.isHeldBySpecification(object, kind.id) {
      return store.remove(key) ?? object
    }
    return store.put(key, object)
  }

  private func checkPreconditions(
    _ object: Value, _ options: DeleteOptions, _ kind: Kind, _ name: String
  ) throws(APIStatus) {
    let metadata = object[.metadata]
    let resource = GroupResource(group: kind.group, resource: kind.name)
    if let uid = options.uid, uid != metadata[.uid].text {
      throw .conflict(
        resource, name,
        "the UID in the precondition (\(uid)) does not match the UID in record (\(metadata[.uid].text)). "
          + "The object might have been deleted and then recreated")
    }
    if let version = options.resourceVersion, version != metadata[.resourceVersion].text {
      throw .conflict(
        resource, name,
        "the ResourceVersion in the precondition (\(version)) does not match the ResourceVersion in record "
          + "(\(metadata[.resourceVersion].text)). The object might have been modified")
    }
  }

  /// The finalizers the object has once the propagation policy is on record.
  private func finalizers(of object: Value, _ options: DeleteOptions) -> [Value] {
    let existing = object[.metadata][.finalizers].elements
    guard let propagation = options.propagation else { return existing }
    var result = existing.filter { $0 != "orphan" && $0 != "foregroundDeletion" }
    switch propagation {
    case .orphan: result.append("orphan")
    case .foreground: result.append("foregroundDeletion")
    case .background: break
    }
    return result
  }

  /// Seconds a pod may take: what was asked for, else its own; none when no node runs it or it has ended.
  private func podGracePeriod(_ pod: Value, _ options: DeleteOptions) -> Int64 {
    let asked = options.gracePeriodSeconds ?? pod[.spec][.terminationGracePeriodSeconds].int ?? 30
    if pod[.spec][.nodeName].text.isEmpty { return 0 }
    if ["Succeeded", "Failed"].contains(pod[.status][.phase].text) { return 0 }
    return asked < 0 ? 1 : asked
  }

  /// Writes the deletion into the metadata; false when an earlier deletion ends no later.
  private func markDeleted(_ object: inout Value, grace: Int64) -> Bool {
    let metadata = object[.metadata]
    let since: Instant
    if let earlier = metadata[.deletionTimestamp].string.flatMap({ Instant(rfc3339: $0) }) {
      let before = metadata[.deletionGracePeriodSeconds].number
      guard grace < before else { return grace == 0 && before == 0 && metadata[.finalizers].elements.isEmpty }
      since = earlier - .seconds(before)
    } else {
      since = now
      if let generation = metadata[.generation].int, generation > 0 {
        object[.metadata][.generation] = .int(generation + 1)
      }
    }
    object[.metadata][.deletionTimestamp] = .string((since + .seconds(grace)).rfc3339)
    object[.metadata][.deletionGracePeriodSeconds] = .int(grace)
    return true
  }
}
