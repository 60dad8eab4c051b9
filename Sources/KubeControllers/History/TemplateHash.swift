// The hashes of pod templates: the names of ReplicaSets and of the revisions of DaemonSets, equal to the last bit to
// those of a real control plane.
import KubeKinds
import KubeObjects

enum TemplateHash {
  /// FNV-1a with 32 bits over the template as Go's structs, and the count of name collisions where there were any
  /// (pkg/controller `ComputeHash`).
  static func text(_ template: Value, collisions: Int64) -> String {
    var sum = fnv1a(GoSpew.bytes(template, as: "core/v1.PodTemplateSpec"))
    if collisions > 0 {
      let count = UInt32(truncatingIfNeeded: collisions)
      sum = fnv1a((0..<8).map { $0 < 4 ? UInt8(truncatingIfNeeded: count >> (8 * UInt32($0))) : 0 }, sum)
    }
    return RevisionHash.safeEncoded(String(sum))
  }

  private static func fnv1a(_ bytes: [UInt8], _ start: UInt32 = 0x811c_9dc5) -> UInt32 {
    bytes.reduce(start) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
  }
}
