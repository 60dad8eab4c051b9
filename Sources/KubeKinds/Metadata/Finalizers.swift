// What an object waits for before it goes: `metadata.finalizers`.
import KubeObjects

public enum Finalizers {
  public static func contains(_ finalizer: Value, in object: Value) -> Bool {
    object[.metadata][.finalizers].elements.contains(finalizer)
  }

  public static func add(_ finalizer: Value, to object: inout Value) {
    if !contains(finalizer, in: object) { object[.metadata][.finalizers].append(finalizer) }
  }

  /// The list goes with its last entry.
  public static func remove(_ finalizer: Value, from object: inout Value) {
    object[.metadata][.finalizers].removeElements { $0 == finalizer }
    if object[.metadata][.finalizers].elements.isEmpty { object[.metadata].remove(.finalizers) }
  }
}
