// Writes what the plan of a StatefulSet decided, and says so in events (stateful_pod_control.go).
import KubeKinds
import KubeObjects
import KubeStore

/// Why a look at an object ended early: what the API server or the controller itself refused.
struct ControllerError: Error, Equatable, Codable {
  var message: String
  /// The refusal behind it, where it is a single one.
  var status: APIStatus?

  init(_ message: String) { self.message = message }

  init(_ status: APIStatus) {
    message = status.message
    self.status = status
  }

  /// Several errors as one, in the words of apimachinery's `utilerrors.NewAggregate`.
  init?(all messages: [String]) {
    var unique: [String] = []
    for message in messages where !unique.contains(message) { unique.append(message) }
    guard let first = unique.first else { return nil }
    self.init(unique.count == 1 ? first : "[\(unique.joined(separator: ", "))]")
  }
}

/// Carries out the actions of one plan.
struct SetApplier {
  let registry: Registry
  let recorder: EventRecorder
  let set: SetSpec
  let object: Value
  let current: Revision
  let update: Revision
  /// The pods as the plan saw them.
  let member: (ObjectKey) -> Member?

  private var pods: SetPods { SetPods(set: set, object: object) }

  /// Does the batches in order, up to and including the first one with an error. Returns the errors.
  func apply(_ plan: inout SetPlan) -> [ControllerError] {
    for batch in plan.batches {
      let errors = batch.compactMap { apply($0, &plan.status) }
      if !errors.isEmpty { return errors }
    }
    return []
  }

  private func apply(_ step: SetPlan.Step, _ status: inout SetStatus) -> ControllerError? {
    for action in step {
      do throws(ControllerError) {
        try apply(action)
      } catch {
        if case .deletePod(_, .update) = action {
          if error.status?.reason == .notFound { continue }
          status.currentReplicas += 1
        }
        return error
      }
    }
    return nil
  }

  private func apply(_ action: SetAction) throws(ControllerError) {
    switch action {
    case .createPod(let ordinal, let choice): try createPod(ordinal, choice == .current ? current : update)
    case .createMissingClaims(let pod): try createMissingClaims(pod)
    case .updatePod(let pod): try updatePod(pod)
    case .fixClaims(let pod): try updateClaimOwners(known(pod))
    case .deletePod(let pod, _): try deletePod(pod)
    }
  }

  private func known(_ pod: ObjectKey) throws(ControllerError) -> Member {
    guard let member = member(pod) else { throw ControllerError(.notFound(resource(.pod), pod.name)) }
    return member
  }

  private func resource(_ kind: KindID) -> GroupResource { registry.kind(kind).groupResource }
}

// MARK: Pods

extension SetApplier {
  private func createPod(_ ordinal: Int, _ revision: Revision) throws(ControllerError) {
    let name = set.podName(ordinal)
    do throws(ControllerError) {
      try createClaims(ordinal)
    } catch {
      record("Create", name, error)
      throw error
    }
    var failure: ControllerError?
    do throws(APIStatus) {
      let pod = pods.pod(ordinal, from: revision)
      let template = object[.spec][.template]
      try registry.create(registry.kind(.pod), namespace: set.namespace, pod, known: template)
    } catch {
      failure = ControllerError(error)
      if error.reason == .alreadyExists { throw ControllerError(error) }
    }
    try updateClaimOwners(Member(missing: ordinal, of: set, revision: Key(revision.name)))
    record("Create", name, failure)
    if let failure { throw failure }
  }

  private func deletePod(_ pod: ObjectKey) throws(ControllerError) {
    do throws(APIStatus) {
      try registry.delete(registry.kind(.pod), namespace: pod.namespace, name: pod.name)
      record("Delete", pod.name, nil)
    } catch {
      record("Delete", pod.name, ControllerError(error))
      throw ControllerError(error)
    }
  }

  /// Brings a pod back to what its set made it, as far as the API server lets pods change.
  private func updatePod(_ key: ObjectKey) throws(ControllerError) {
    let member = try known(key)
    guard var pod = registry.store.object(key) else { return }
    if !member.identityMatches { pods.setIdentity(&pod, member.ordinal) }
    if !set.storageMatches(pod, member.ordinal) {
      pods.setStorage(&pod, member.ordinal)
      do throws(ControllerError) {
        try createClaims(member.ordinal)
      } catch {
        record("Update", key.name, error)
        throw error
      }
    }
    try updateClaimOwners(member)
    do throws(APIStatus) {
      try registry.update(registry.kind(.pod), namespace: key.namespace, pod)
      record("Update", key.name, nil)
    } catch {
      record("Update", key.name, ControllerError(error))
      throw ControllerError(error)
    }
  }

  private func record(_ verb: String, _ pod: String, _ error: ControllerError?) {
    let what = "\(verb) Pod \(pod) in StatefulSet \(set.name)"
    if let error {
      recorder.record(object, .warning, "Failed\(verb)", "\(what) failed error: \(error.message)")
    } else {
      recorder.record(object, .normal, "Successful\(verb)", "\(what) successful")
    }
  }
}

// MARK: Claims

extension SetApplier {
  /// Creates the claims of an ordinal that are not there (`createPersistentVolumeClaims`).
  private func createClaims(_ ordinal: Int) throws(ControllerError) {
    var messages: [String] = []
    for template in set.claimTemplates {
      let key = set.claimKey(template, ordinal)
      if let claim = registry.store.object(key) {
        if !claim[.metadata][.deletionTimestamp].isNull { messages.append("pvc \(key.name) is being deleted") }
        continue
      }
      do throws(APIStatus) {
        let kind = registry.kind(.persistentVolumeClaim)
        try registry.create(kind, namespace: key.namespace, pods.claim(template, ordinal), known: template)
        record(claim: key.name, ordinal, nil)
      } catch {
        messages.append("failed to create PVC \(key.name): \(error.message)")
        record(claim: key.name, ordinal, error)
      }
    }
    if let error = ControllerError(all: messages) { throw error }
  }

  private func record(claim: String, _ ordinal: Int, _ error: APIStatus?) {
    let pod = set.podName(ordinal)
    if let error {
      let what = "Create Claim \(claim) for Pod \(pod) in StatefulSet \(set.name)"
      recorder.record(object, .warning, "FailedCreate", "\(what) failed error: \(error.message)")
    } else {
      let what = "Create Claim \(claim) Pod \(pod) in StatefulSet \(set.name)"
      recorder.record(object, .normal, "SuccessfulCreate", "\(what) success")
    }
  }

  private func createMissingClaims(_ pod: ObjectKey) throws(ControllerError) {
    let member = try known(pod)
    try createClaims(member.ordinal)
    try updateClaimOwners(member)
  }

  /// Gives a pod's claims the owners that the retention policy asks for (`UpdatePodClaimForRetentionPolicy`).
  private func updateClaimOwners(_ pod: Member) throws(ControllerError) {
    let owners = ClaimOwners(spec: set, pod: pod)
    for template in set.claimTemplates {
      let key = set.claimKey(template, pod.ordinal)
      guard let claim = registry.store.object(key) else { continue }
      let existing = claim[.metadata][.ownerReferences].elements
      if owners.hasUnexpectedController(existing) { warnOfConflict(key.name) }
      guard !owners.isUpToDate(existing) else { continue }
      do throws(APIStatus) {
        let updated = owners.updated(existing)
        try registry.modify(key) { claim in
          claim[.metadata].set(.ownerReferences, updated.isEmpty ? nil : .array(updated))
        }
      } catch {
        let failure = ControllerError(
          "could not update claim \(key.name) for delete policy ownerRefs: \(error.message)")
        record("Update", pod.key.name, failure)
        throw failure
      }
    }
  }

  private func warnOfConflict(_ claim: String) {
    recorder.record(
      object, .warning, "ConflictingController",
      "PersistentVolumeClaim \(claim) has a conflicting OwnerReference that acts as a manging controller, "
        + "the retention policy is ignored for this claim")
  }
}
