// Who owns an object: `metadata.ownerReferences`.
import KubeObjects

extension Value {
  /// The reference to the one owner that controls this object (`metav1.GetControllerOf`); `nil` where none does.
  public var controllerReference: Value? {
    guard case .array(let owners) = self[.metadata][.ownerReferences] else { return nil }
    return owners.first { $0[.controller].isTrue }
  }

  /// The uid of the owner that controls this object; `nil` where none does.
  public var controllerUID: String? { controllerReference?[.uid].string }
}

public enum OwnerReferences {
  /// A reference to an owner that controls the object and blocks on it (`metav1.NewControllerRef`).
  public static func controller(_ owner: Value) -> Value {
    .object(
      ascending: Object.Entry(.apiVersion, owner[.apiVersion]), Object.Entry(.blockOwnerDeletion, true),
      Object.Entry(.controller, true), Object.Entry(.kind, owner[.kind]),
      Object.Entry(.name, owner[.metadata][.name]), Object.Entry(.uid, owner[.metadata][.uid]))
  }

  /// Takes the references to an owner out of an object; the list goes with its last entry.
  public static func remove(uid: String, from object: inout Value) {
    object[.metadata][.ownerReferences].removeElements { $0[.uid].text == uid }
    if object[.metadata][.ownerReferences].elements.isEmpty { object[.metadata].remove(.ownerReferences) }
  }
}
