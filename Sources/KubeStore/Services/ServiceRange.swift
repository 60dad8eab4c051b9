// The objects `ServiceCIDR` and `IPAddress`: what they say of addresses of services.
import KubeKinds
import KubeObjects
import SimCore

public enum ServiceRange {
  /// The range that every cluster has.
  public static let defaultName = "kubernetes"
  public static let finalizer: Value = "networking.k8s.io/service-cidr-finalizer"

  private static let family: Key = "ipaddress.kubernetes.io/ip-family"
  private static let manager: Key = "ipaddress.kubernetes.io/managed-by"
  private static let allocator: Value = "ipallocator.k8s.io"

  // MARK: Addresses

  public static func key(_ address: String) -> ObjectKey { ObjectKey(.ipAddress, "", address) }

  /// The addresses that a service has.
  public static func addresses(_ service: Value) -> [String] {
    service[.spec][.clusterIPs].elements.map(\.text).filter { $0 != "None" && !$0.isEmpty }
  }

  /// What stands for an address that a service has.
  public static func object(_ address: String, _ service: ObjectKey) -> Value {
    let version = address.contains(":") ? "IPv6" : "IPv4"
    return [
      .metadata: [
        .name: .string(address), .labels: .object(Object([(family, .string(version)), (manager, allocator)])),
      ],
      .spec: [
        "parentRef": ["resource": "services", .namespace: .string(service.namespace), .name: .string(service.name)]
      ],
    ]
  }

  /// Whether an address is kept by the cluster itself.
  public static func isManaged(_ address: Value) -> Bool { address[.metadata][.labels][manager] == allocator }

  // MARK: Ranges

  public static func key(_ range: Value) -> ObjectKey { ObjectKey(.serviceCIDR, "", range[.metadata][.name].text) }

  public static func ranges(_ range: Value) -> [AddressRange] {
    range[.spec]["cidrs"].elements.compactMap { AddressRange($0.text) }
  }

  public static func isEnding(_ range: Value) -> Bool { !range[.metadata][.deletionTimestamp].isNull }

  /// The range that every cluster has, as its controllers leave it.
  public static func standard(since now: Instant) -> Value {
    [
      .metadata: [.name: .string(defaultName), .finalizers: [finalizer]],
      .spec: ["cidrs": [.string(ServiceAddresses.range)]],
      .status: [.conditions: [condition(ready, since: now)]],
    ]
  }

  // MARK: Conditions

  public static let ready: Value = [.status: "True", .reason: "", .message: "Kubernetes Service CIDR is ready"]
  public static let blocked: Value = [
    .status: "False", .reason: "Terminating",
    .message: "There are still IPAddresses referencing the ServiceCIDR, please remove them or create a new ServiceCIDR",
  ]

  public static func condition(_ content: Value, since now: Instant) -> Value {
    var condition = content
    condition[.type] = "Ready"
    condition[.lastTransitionTime] = .string(now.rfc3339)
    return condition
  }
}
