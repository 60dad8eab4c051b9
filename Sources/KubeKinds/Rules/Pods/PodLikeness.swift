// Which pods are made after one model: the members of a set differ in their names and claims only.
import KubeObjects

enum PodLikeness {
  /// Whether two specifications differ in nothing but the host name and the names of claims.
  static func areAlike(_ a: Value, _ b: Value) -> Bool {
    a.fields.equals(b.fields) { key, one, other in
      key == .hostname || (key == .volumes && haveLikeVolumes(one.elements, other.elements))
    }
  }

  /// Claims of ephemeral volumes are named after the pod, so that these tell nothing about another pod's.
  private static func haveLikeVolumes(_ a: [Value], _ b: [Value]) -> Bool {
    guard a.count == b.count, !a.contains(where: { !$0[.ephemeral].isNull }) else { return false }
    return zip(a, b).allSatisfy { $0 == $1 || ($0[.name] == $1[.name] && isClaim($0) && isClaim($1)) }
  }

  /// Whether a volume is a claim and nothing else is said of it.
  private static func isClaim(_ volume: Value) -> Bool {
    let source = volume[.persistentVolumeClaim].fields
    return volume.fields.count == 2 && source.count == 1 && source[.claimName]?.text.isEmpty == false
  }
}
