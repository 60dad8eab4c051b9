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
    let namespace = try get(kind(.namespace), namespace: "", name: name)
    let finalizers = namespace[.spec][.finalizers].elements.filter { $0 != Self.namespaceFinalizer }
    _ = try finalize(namespace, .array(finalizers), WriteOptions())
  }

  /// Writes what a namespace still waits for.
  func finalize(_ namespace: Value, _ finalizers: Value, _ options: WriteOptions) throws(APIStatus) -> Written {
    let key = ObjectKey(.namespace, "", namespace[.metadata][.name].text)
    var changed = namespace
    changed[.spec].set(.finalizers, finalizers.elements.isEmpty ? nil : finalizers)
    if options.isDryRun { return Written(changed) }
    return Written(write(changed, namespace, key))
  }
}
