// The kinds of objects that are only ever read from or written to subresources of others.
import KubeObjects

extension Kind {
  /// The size of an object that has one, at its subresource `scale`.
  public static let scale = subresource("autoscaling/v1", "Scale", "autoscaling/v1.Scale")
  /// What evicts a pod, posted to its subresource `eviction`.
  public static let eviction = subresource("policy/v1", "Eviction", "policy/v1.Eviction")
  /// What puts a pod on a node, posted to its subresource `binding`.
  public static let binding = subresource("v1", "Binding", "core/v1.Binding")
  /// What asks for a token of a service account, posted to its subresource `token`. The schema does not have its type.
  public static let tokenRequest = subresource("authentication.k8s.io/v1", "TokenRequest", nil)

  private static func subresource(_ groupVersion: String, _ name: String, _ schemaType: String?) -> Kind {
    Kind(
      id: KindID(index: -1), groupVersion: GroupVersion(groupVersion), name: name, plural: name.lowercased() + "s",
      singular: name.lowercased(), shortNames: [], isNamespaced: true, categories: [], subresources: [], verbs: [],
      schemaType: schemaType)
  }
}
