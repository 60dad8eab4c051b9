// What was found sound before: of a thousand pods made from one template, the first is validated in full.
import KubeKinds
import KubeObjects

/// Remembers, for each controller, the object it created last.
struct SoundObjects {
  private struct Maker: Hashable {
    let uid: String
    let kind: KindID
  }

  private var last = BoundedMemory<Maker, Value>(limit: 4_096)

  /// An object that was found sound and may be like a new one.
  mutating func model(for object: Value, _ kind: KindID) -> Value? {
    guard let uid = object.controllerUID else { return nil }
    return last[Maker(uid: uid, kind: kind)]
  }

  mutating func note(_ object: Value, _ kind: KindID) {
    guard let uid = object.controllerUID else { return }
    last[Maker(uid: uid, kind: kind)] = object
  }
}
