// Namespaces go in two steps: marked as terminating, then finalized once they are empty.
import KubeKinds
import KubeObjects

extension Registry {
  static let namespaceFinalizer: Value = "kubernetes"

  /// Whether an object stays although no finalizer of its metadata holds it: a namespace that is not empty yet.
  static func isHeldBySpecification(_ object: Value, _ kind: KindID) -> Bool {
    kind == .namespace && !object[.spec][.finalizers].elements.isEmpty
  }

  /// Takes away the finalizer by which a namespace waits for its content (the subresource `finalize`); the namespace
  /// goes when nothing else holds it.
  public func finalize(namespace name: String) throws(APIStatus) {
    let kind = kind(.namespace)
    var namespace = try get(kind, namespace: "", name: name)
    namespace[.spec][.finalizers].removeElements { $0 == Self.namespaceFinalizer }
    if namespace[.spec][.finalizers].elements.isEmpty { namespace[.spec].remove(.finalizers) }
    let key = ObjectKey(.namespace, "", name)
    store.put(key, namespace)
    let isHeld = !namespace[.metadata][.finalizers].elements.isEmpty
    if !isHeld, !namespace[.metadata][.deletionTimestamp].isNull { store.remove(key) }
  }
}
