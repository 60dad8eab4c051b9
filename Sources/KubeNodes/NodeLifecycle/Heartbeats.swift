// When nodes report to the control plane. Nobody writes a heartbeat while nobody looks: they follow from the clock.
import KubeKinds
import KubeObjects
import SimCore

/// The rhythm of a node's heartbeats.
enum Heartbeats {
  /// A kubelet renews its lease this often.
  static let leaseInterval = TimeSpan.seconds(10)
  /// A kubelet writes its node's status this often although nothing changed.
  static let statusInterval = TimeSpan.minutes(5)
  static let leaseDurationSeconds: Int64 = 40
  static let leaseNamespace = "kube-node-lease"

  /// The last beat of a rhythm that began at `origin`, up to `now`.
  static func last(since origin: Instant, every interval: TimeSpan, now: Instant) -> Instant {
    guard now > origin else { return origin }
    return origin + interval * ((now - origin).nanoseconds / interval.nanoseconds)
  }

  static func leaseKey(_ node: String) -> ObjectKey { ObjectKey(.lease, leaseNamespace, node) }

  /// The lease that a node's kubelet holds.
  static func lease(of node: Value, renewed: Instant) -> Value {
    let name = node[.metadata][.name]
    return [
      .metadata: [
        .name: name, .namespace: .string(leaseNamespace),
        .ownerReferences: [
          [.apiVersion: "v1", .kind: "Node", .name: name, .uid: node[.metadata][.uid]]
        ],
      ],
      .spec: [
        "holderIdentity": name, "leaseDurationSeconds": .int(leaseDurationSeconds),
        "renewTime": .string(renewed.rfc3339Micro),
      ],
    ]
  }
}
