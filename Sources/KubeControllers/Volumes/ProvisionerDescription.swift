// What makes volumes.
import SimCore

/// A provisioner that the cluster has: a CSI driver with its sidecars.
public struct ProvisionerDescription: Sendable {
  /// As classes name it: `csi.example.com`; `*` for whatever a class names.
  public var name: String
  /// Whether it grows volumes.
  public var resizes = true
  /// How long making, growing and deleting a volume takes.
  public var time = TimeSpan.zero
  /// Whether it says in events what it does.
  public var reports = false

  public init(name: String) { self.name = name }
}

/// The provisioners of a cluster by name.
struct ProvisionerTable {
  private let named: [String: ProvisionerDescription]
  private let any: ProvisionerDescription?

  init(_ list: [ProvisionerDescription]) {
    named = Dictionary(list.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    any = named["*"]
  }

  /// The provisioner that answers to a name; `nil` where none does.
  func find(_ name: String) -> ProvisionerDescription? {
    name.isEmpty || name.hasPrefix("kubernetes.io/") ? nil : named[name] ?? any
  }
}
