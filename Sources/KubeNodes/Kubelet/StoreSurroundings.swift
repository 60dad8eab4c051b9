// What pods find in their namespace: the ConfigMaps and Secrets they name.
import KubeKinds
import KubeObjects
import KubeStore

/// A pod's surroundings, read from the store.
struct StoreSurroundings: KubeletSurroundings {
  let store: Store
  let pod: Value
  let images: Set<String>

  func hasImage(_ image: String) -> Bool { images.contains(image) }

  private var namespace: String { pod[.metadata][.namespace].text }

  func environmentProblem(_ container: Value) -> String? {
    for source in container[.envFrom].elements {
      if let problem = missing(.configMap, source[.configMapRef]) { return problem }
      if let problem = missing(.secret, source[.secretRef]) { return problem }
    }
    for variable in container[.env].elements {
      let source = variable[.valueFrom]
      if let problem = missingKey(.configMap, source[.configMapKeyRef]) { return problem }
      if let problem = missingKey(.secret, source[.secretKeyRef]) { return problem }
    }
    return nil
  }

  /// Volumes of claims that are not attached to the node yet.
  func unattachedVolumes() -> [String] {
    pod[.spec][.volumes].elements.compactMap { volume in
      let claim =
        volume[.persistentVolumeClaim][.claimName].string
        ?? (volume[.ephemeral].object == nil ? nil : "\(pod[.metadata][.name].text)-\(volume[.name].text)")
      return claim.map(isAttached) ?? true ? nil : volume[.name].text
    }
  }

  private func isAttached(_ claim: String) -> Bool {
    guard let object = store.object(ObjectKey(.persistentVolumeClaim, namespace, claim)), object.isFullyBound,
      let volume = store.object(ObjectKey(.persistentVolume, "", object[.spec][.volumeName].text))
    else { return false }
    guard Attachment.isNeeded(volume) else { return true }
    return Attachment.isMade(store.object(Attachment.key(volume, pod[.spec][.nodeName].text)))
  }

  func mountProblem() -> (reason: String, message: String)? {
    for volume in pod[.spec][.volumes].elements {
      guard let problem = problem(of: volume) else { continue }
      let message = "MountVolume.SetUp failed for volume \"\(volume[.name].text)\" : \(problem)"
      return ("FailedMount", message)
    }
    return nil
  }

  /// The driver of git repositories is off since Kubernetes 1.33, for good since 1.36.
  private static let noGit =
    "git-repo volume plugin has been disabled; if necessary, it may be re-enabled by enabling the feature-gate "
    + "`GitRepoVolumeDriver`"

  private func problem(of volume: Value) -> String? {
    if volume["gitRepo"].object != nil { return Self.noGit }
    if let problem = missing(.configMap, volume[.configMap]) { return problem }
    let secret = volume[.secret]
    if secret.object != nil,
      let problem = missing(.secret, [.name: secret[.secretName], .optional: secret[.optional]])
    {
      return problem
    }
    for source in volume[.projected][.sources].elements {
      if let problem = missing(.configMap, source[.configMap]) { return problem }
      if let problem = missing(.secret, source[.secret]) { return problem }
    }
    return nil
  }

  /// Why a reference to a whole object can't be followed. The cluster's root certificates are everywhere.
  private func missing(_ kind: KindID, _ reference: Value) -> String? {
    guard let name = reference[.name].string, !reference[.optional].isTrue, name != "kube-root-ca.crt" else {
      return nil
    }
    if store.contains(ObjectKey(kind, namespace, name)) { return nil }
    return "\(kind == .secret ? "secret" : "configmap") \"\(name)\" not found"
  }

  private func missingKey(_ kind: KindID, _ reference: Value) -> String? {
    guard reference.object != nil, !reference[.optional].isTrue else { return nil }
    if let problem = missing(kind, reference) { return problem }
    let name = reference[.name].text
    let key = Key(reference[.key].text)
    guard let object = store.object(ObjectKey(kind, namespace, name)) else { return nil }
    if !object[.data][key].isNull || !object[.binaryData][key].isNull { return nil }
    let kindName = kind == .secret ? "Secret" : "ConfigMap"
    return "couldn't find key \(key) in \(kindName) \(namespace)/\(name)"
  }
}
