// What every namespace has from the start: an account for its pods and the certificate by which they know the API
// server. Two small controllers of Kubernetes (serviceaccounts-controller, root-ca-cert-publisher) in one loop.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore

/// Keeps the service account `default` and the ConfigMap `kube-root-ca.crt` in every namespace.
public final class NamespaceStockController: RetryingController {
  let registry: Registry
  var queue = WorkQueue<String>()

  static let account = "default"
  static let certificate = "kube-root-ca.crt"

  public init(_ registry: Registry) { self.registry = registry }

  public var name: String { "serviceaccount-controller" }

  public var kinds: [KindID] { [.namespace, .serviceAccount, .configMap] }

  public var nextInstant: Instant? { queue.nextInstant }

  public func observe(_ event: StoreEvent) {
    switch event.key.kind {
    case .namespace where event.change == .added: queue.add(event.key.name)
    case .serviceAccount where event.key.name == Self.account && event.change == .deleted:
      queue.add(event.key.namespace)
    case .configMap where event.key.name == Self.certificate && event.change != .added:
      queue.add(event.key.namespace)
    default: break
    }
  }

  public func keep(_ archive: Archive) { queue.keep(archive) }

  public func work() -> Bool { syncNext() }

  func sync(_ namespace: String) throws(APIStatus) {
    guard let object = registry.store.object(ObjectKey(.namespace, "", namespace)),
      object[.metadata][.deletionTimestamp].isNull
    else { return }
    try stockAccount(namespace)
    try stockCertificate(namespace)
  }

  private func stockAccount(_ namespace: String) throws(APIStatus) {
    guard !registry.store.contains(ObjectKey(.serviceAccount, namespace, Self.account)) else { return }
    try registry.create(
      registry.kind(.serviceAccount), namespace: namespace, [.metadata: [.name: .string(Self.account)]])
  }

  private func stockCertificate(_ namespace: String) throws(APIStatus) {
    let key = ObjectKey(.configMap, namespace, Self.certificate)
    guard registry.store.contains(key) else {
      try registry.create(
        registry.kind(.configMap), namespace: namespace,
        [
          .metadata: [.name: .string(Self.certificate), .annotations: Self.annotations],
          .data: Self.data,
        ])
      return
    }
    try registry.modify(key) { object in
      object[.data] = Self.data
      object[.metadata][.annotations] = Self.annotations
    }
  }

  private static let annotations: Value = [
    "kubernetes.io/description": .string(
      "Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the "
        + "internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of "
        + "Kubernetes clusters.")
  ]

  /// The certificate of an authority that signs nothing: the cluster has no wire.
  private static let data: Value = [
    "ca.crt": """
    -----BEGIN CERTIFICATE-----
    MIIBgTCCASegAwIBAgIUB/HgXg2eGzj3qJFXhHl6QaTgnocwCgYIKoZIzj0EAwIw
    FTETMBEGA1UEAwwKa3ViZXJuZXRlczAgFw0yNjExMjEwODM5MDdaGA8yMTI2MTAy
    ODA4MzkwN1owFTETMBEGA1UEAwwKa3ViZXJuZXRlczBZMBMGByqGSM49AgEGCCqG
    SM49AwEHA0IABE/7Lw0f27XNh49z6bHomnohGAlw6wQ8VSVFapk/qwaUBaW2dD5m
    f+4IFFIQK8UR8lr4skkZSKw+zhp9QAyDAVKjUzBRMB0GA1UdDgQWBBR6tL51Fy/E
    aLQRnXO0GQO7ik+teDAfBgNVHSMEGDAWgBR6tL51Fy/EaLQRnXO0GQO7ik+teDAP
    BgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIQCj8dB3iLjaxW5OKZOd
    OHTX6c84da6BQln5TigbkOVJLQIgDOd9zI3KmG8/vxaYUCg2HQNp25YsVG5ggP7E
    Z2HTlRc=
    -----END CERTIFICATE-----

    """
  ]
}
