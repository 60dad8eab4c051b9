// What makes volumes.
import SimCore

/// A provisioner that the cluster has: a CSI driver with its sidecars.
public struct ProvisionerDescription: Sendable {
  /// As classes name it: `csi.example.com`.
  public var name: String
  /// Whether it grows volumes.
  public var resizes = true
  /// How long making a volume takes.
  public var time = TimeSpan.zero

  public init(name: String) { self.name = name }
}
