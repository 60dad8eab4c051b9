// What is to be done about one claim. Pure: the claim, the volumes it could have, and its class come in as values.
import KubeKinds
import KubeObjects
import KubeStore

/// What happens to a claim next, and why nothing more.
struct ClaimPlan {
  enum Action: Equatable {
    /// Claim and volume are tied to each other.
    case bind(volume: String)
    case setPhase(String)
    /// A claim without a class gets the default one.
    case assignClass(String)
    /// The provisioner of the class is asked for a volume.
    case provision(String)
    case event(EventType, reason: String, message: String)
  }

  var actions: [Action] = []
  var reasons: [Reason] = []
}

/// Everything that decides about one claim.
struct ClaimScene {
  var key: ObjectKey
  var claim: Value
  /// The volume the claim names; `nil` where it names none or that is not there.
  var namedVolume: Value?
  /// Volumes that are free in its class or set aside for it.
  var candidates: [Value] = []
  /// The class the claim names; `nil` where it is not there.
  var storageClass: Value?
  var defaultClass: String?
  /// A pod that uses the claim and has no node yet.
  var waitingPod: String?
  /// Whether the provisioner of the class runs in this cluster.
  var isProvisionerKnown = true
}

extension ClaimScene {
  var volumeName: String { claim[.spec][.volumeName].text }

  /// Works out what is to be done.
  func plan() -> ClaimPlan {
    if claim[.metadata][.annotations][VolumeAnnotations.bindCompleted].isNull {
      return volumeName.isEmpty ? planUnbound() : planNamed()
    }
    return planBound()
  }

  // MARK: No volume yet

  private func planUnbound() -> ClaimPlan {
    if claim[.spec][.storageClassName].isNull, claim.storageClass.isEmpty, let name = defaultClass {
      return ClaimPlan(actions: [.assignClass(name)])
    }
    let matching = VolumeMatching(claim)
    if let volume = matching.best(among: candidates, byModes: true, onlyReserved: isLate) {
      return ClaimPlan(actions: [.bind(volume: volume[.metadata][.name].text)])
    }
    if isLate, !hasNode { return waitForConsumer() }
    if claim.storageClass.isEmpty { return nothingFits(matching) }
    return provision()
  }

  /// Whether the class binds claims only when a pod that uses them is placed.
  private var isLate: Bool { storageClass?[.volumeBindingMode].text == "WaitForFirstConsumer" }

  private var hasNode: Bool { !claim[.metadata][.annotations][VolumeAnnotations.selectedNode].isNull }

  private func waitForConsumer() -> ClaimPlan {
    let (reason, message) =
      waitingPod.map { ("WaitForPodScheduled", "waiting for pod \($0) to be scheduled") }
      ?? ("WaitForFirstConsumer", "waiting for first consumer to be created before binding")
    return pending(
      .event(.normal, reason: reason, message: message),
      Reason(
        subject: key, rule: reason,
        message: "Class \(claim.storageClass) binds claims when a pod that uses them has a node: \(message).",
        waitsFor: waitingPod.map { [ObjectKey(.pod, key.namespace, $0)] } ?? []))
  }

  private func nothingFits(_ matching: VolumeMatching) -> ClaimPlan {
    let message = "no persistent volumes available for this claim and no storage class is set"
    let obstacles = candidates.compactMap { volume in
      matching.obstacle(volume).map { "\(volume[.metadata][.name].text): \($0)" }
    }
    let detail =
      obstacles.isEmpty ? "There is no free volume without a class." : obstacles.joined(separator: "; ") + "."
    return pending(
      .event(.normal, reason: "FailedBinding", message: message),
      Reason(
        subject: key, rule: "FailedBinding", message: "The claim has no class, and no volume fits it. \(detail)",
        remedies: [
          Remedy(
            "kubectl annotate sc CLASS storageclass.kubernetes.io/is-default-class=true",
            "makes a class the default one, which claims that name none then get")
        ]))
  }

  private func provision() -> ClaimPlan {
    let name = claim.storageClass
    guard let storageClass else {
      let message = "storageclass.storage.k8s.io \(GoText.quoted(name)) not found"
      return pending(
        .event(.warning, reason: "ProvisioningFailed", message: message),
        Reason(
          subject: key, rule: "ProvisioningFailed",
          message: "No free volume of class \(name) fits the claim, and there is no such class to make one.",
          remedies: [Remedy("kubectl apply -f CLASS.yaml", "creates StorageClass \(name)")]))
    }
    let provisioner = storageClass[.provisioner].text
    if provisioner == VolumeAnnotations.noProvisioner {
      return pending(
        .event(.warning, reason: "ProvisioningFailed", message: "no volume plugin matched name: \(provisioner)"),
        Reason(
          subject: key, rule: "ProvisioningFailed",
          message: "No free volume of class \(name) fits the claim, and volumes of this class are made by hand."))
    }
    return ask(MigratedProvisioners.name(provisioner), name)
  }

  private func ask(_ provisioner: String, _ name: String) -> ClaimPlan {
    let message =
      "Waiting for a volume to be created either by the external provisioner '\(provisioner)' or manually by the "
      + "system administrator. If volume creation is delayed, please verify that the provisioner is running and "
      + "correctly registered."
    var plan = ClaimPlan(actions: [
      .provision(provisioner), .event(.normal, reason: "ExternalProvisioning", message: message),
    ])
    plan.actions.append(.setPhase("Pending"))
    plan.reasons = [
      Reason(
        subject: key, rule: "ExternalProvisioning",
        message: isProvisionerKnown
          ? "Provisioner \(provisioner) of class \(name) is making a volume."
          : "Class \(name) wants its volumes from provisioner \(provisioner), which does not run in this cluster.",
        waitsFor: [ObjectKey(.storageClass, "", name)])
    ]
    return plan
  }

  private func pending(_ event: ClaimPlan.Action, _ reason: Reason) -> ClaimPlan {
    ClaimPlan(actions: [event, .setPhase("Pending")], reasons: [reason])
  }

  // MARK: A volume by name

  private func planNamed() -> ClaimPlan {
    guard let volume = namedVolume else {
      return ClaimPlan(
        actions: [.setPhase("Pending")],
        reasons: [
          Reason(
            subject: key, rule: "VolumeMissing",
            message: "The claim asks for volume \(volumeName), which does not exist.",
            waitsFor: [ObjectKey(.persistentVolume, "", volumeName)])
        ])
    }
    if VolumeMatching.isReserved(volume, for: claim) { return ClaimPlan(actions: [.bind(volume: volumeName)]) }
    if volume[.spec][.claimRef].object == nil {
      guard let obstacle = mismatch(volume) else { return ClaimPlan(actions: [.bind(volume: volumeName)]) }
      let message = "Cannot bind to requested volume \(GoText.quoted(volumeName)): \(obstacle)"
      return pending(
        .event(.warning, reason: "VolumeMismatch", message: message),
        Reason(subject: key, rule: "VolumeMismatch", message: message + "."))
    }
    let message = "volume \(GoText.quoted(volumeName)) already bound to a different claim."
    return pending(
      .event(.warning, reason: "FailedBinding", message: message),
      Reason(
        subject: key, rule: "FailedBinding", message: message,
        waitsFor: [ObjectKey(.persistentVolume, "", volumeName)]))
  }

  /// Why a volume that the user named can't be the claim's (`checkVolumeSatisfyClaim`).
  private func mismatch(_ volume: Value) -> String? {
    let wanted = Quantity(value: claim[.spec][.resources][.requests][.storage]) ?? .zero
    if (Quantity(value: volume[.spec][.capacity][.storage]) ?? .zero) < wanted { return "requested PV is too small" }
    if volume.storageClass != claim.storageClass { return "storageClassName does not match" }
    let mode = { (value: Value) in value[.spec][.volumeMode].string ?? "Filesystem" }
    if mode(volume) != mode(claim) { return "incompatible volumeMode" }
    let offered = volume[.spec][.accessModes].elements
    let suits = claim[.spec][.accessModes].elements.allSatisfy { offered.contains($0) }
    return suits ? nil : "incompatible accessMode"
  }

  // MARK: Bound before

  private func planBound() -> ClaimPlan {
    if volumeName.isEmpty {
      return lost("ClaimLost", "Bound claim has lost reference to PersistentVolume. Data on the volume is lost!")
    }
    guard let volume = namedVolume else {
      return lost("ClaimLost", "Bound claim has lost its PersistentVolume. Data on the volume is lost!")
    }
    let reference = volume[.spec][.claimRef]
    if reference.object == nil || reference[.uid] == claim[.metadata][.uid] {
      return ClaimPlan(actions: [.bind(volume: volumeName)])
    }
    return lost("ClaimMisbound", "Two claims are bound to the same volume, this one is bound incorrectly")
  }

  private func lost(_ reason: String, _ message: String) -> ClaimPlan {
    guard claim[.status][.phase].text != "Lost" else {
      return ClaimPlan(reasons: [Reason(subject: key, rule: reason, message: message)])
    }
    return ClaimPlan(
      actions: [.setPhase("Lost"), .event(.warning, reason: reason, message: message)],
      reasons: [Reason(subject: key, rule: reason, message: message)])
  }
}

/// Provisioners that were part of Kubernetes once: CSI drivers answer for them now.
enum MigratedProvisioners {
  private static let drivers = [
    "kubernetes.io/aws-ebs": "ebs.csi.aws.com", "kubernetes.io/gce-pd": "pd.csi.storage.gke.io",
    "kubernetes.io/azure-disk": "disk.csi.azure.com", "kubernetes.io/azure-file": "file.csi.azure.com",
    "kubernetes.io/cinder": "cinder.csi.openstack.org", "kubernetes.io/vsphere-volume": "csi.vsphere.vmware.com",
    "kubernetes.io/portworx-volume": "pxd.portworx.com",
  ]

  static func name(_ provisioner: String) -> String { drivers[provisioner] ?? provisioner }
}
