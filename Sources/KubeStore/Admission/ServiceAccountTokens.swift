// Pods run as a service account: the one they name, or the namespace's own. Its token is mounted into every container.
import KubeKinds
import KubeObjects

/// The plugin `ServiceAccount`.
struct ServiceAccountTokens: AdmissionPlugin {
  static let volumePrefix = "kube-api-access-"
  static let mountPath: Value = "/var/run/secrets/kubernetes.io/serviceaccount"

  func mutate(_ pod: inout Value, _ request: AdmissionRequest, _ registry: Registry) throws(APIStatus) {
    guard request.kind.id == .pod, request.operation == .create, request.subresource == nil else { return }
    if pod[.spec][.serviceAccountName].text.isEmpty {
      pod[.spec][.serviceAccountName] = "default"
      pod[.spec][.serviceAccount] = "default"
    }
    let name = pod[.spec][.serviceAccountName].text
    guard let account = registry.store.object(ObjectKey(.serviceAccount, request.namespace, name)) else {
      throw .forbidden(
        request.kind.groupResource, request.name,
        "error looking up service account \(request.namespace)/\(name): "
          + "serviceaccount \(GoText.quoted(name)) not found")
    }
    if mountsToken(pod[.spec], account) { mountToken(&pod, registry) }
    if pod[.spec][.imagePullSecrets].elements.isEmpty, !account[.imagePullSecrets].elements.isEmpty {
      pod[.spec][.imagePullSecrets] = account[.imagePullSecrets]
    }
  }

  /// The pod decides, then the account; usually neither says anything.
  private func mountsToken(_ spec: Value, _ account: Value) -> Bool {
    spec[.automountServiceAccountToken].bool ?? account[.automountServiceAccountToken].bool ?? true
  }

  private func mountToken(_ pod: inout Value, _ registry: Registry) {
    let existing = pod[.spec][.volumes].elements.map { $0[.name].text }.first { $0.hasPrefix(Self.volumePrefix) }
    let volume = existing ?? Self.volumePrefix + suffix(pod, registry)
    let mount = Value.object(
      ascending: Object.Entry(.mountPath, Self.mountPath), Object.Entry(.name, .string(volume)),
      Object.Entry(.readOnly, true))
    var isMounted = false
    for list in [Key.initContainers, .containers] {
      pod[.spec].amendElements(list) { container in
        if container[.volumeMounts].elements.contains(where: { $0[.mountPath] == Self.mountPath }) { return }
        container[.volumeMounts].append(mount)
        isMounted = true
      }
    }
    if isMounted, existing == nil {
      pod[.spec][.volumes].append(
        .object(ascending: Object.Entry(.name, .string(volume)), Object.Entry(.projected, Self.tokenVolume)))
    }
  }

  /// The end of the volume's name. Pods of one owner share it, and so the storage of their containers.
  private func suffix(_ pod: Value, _ registry: Registry) -> String {
    guard let owner = pod.controllerUID else { return registry.mint.suffix() }
    return Mint.suffix(of: owner)
  }

  private static let tokenVolume: Value = [
    "defaultMode": 420,
    "sources": [
      ["serviceAccountToken": ["expirationSeconds": 3607, "path": "token"]],
      ["configMap": ["items": [["key": "ca.crt", "path": "ca.crt"]], "name": "kube-root-ca.crt"]],
      [
        "downwardAPI": [
          "items": [["fieldRef": ["apiVersion": "v1", "fieldPath": "metadata.namespace"], "path": "namespace"]]
        ]
      ],
    ],
  ]
}
