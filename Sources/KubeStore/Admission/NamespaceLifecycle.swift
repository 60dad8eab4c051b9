// Objects live in namespaces that exist and are not going away; three namespaces can't be deleted.
import KubeKinds
import KubeObjects

/// The plugin `NamespaceLifecycle`.
struct NamespaceLifecycle: AdmissionPlugin {
  private static let permanent = ["default", "kube-system", "kube-public"]

  func validate(_ object: Value, _ request: AdmissionRequest, _ registry: Registry) throws(APIStatus) {
    if request.operation == .delete, request.kind.id == .namespace, Self.permanent.contains(request.name) {
      throw .forbidden(request.kind.groupResource, request.name, "this namespace may not be deleted")
    }
  }

  func mutate(_ object: inout Value, _ request: AdmissionRequest, _ registry: Registry) throws(APIStatus) {
    guard request.kind.isNamespaced, request.operation == .create else { return }
    let key = ObjectKey(.namespace, "", request.namespace)
    guard let namespace = registry.store.object(key) else {
      throw .notFound(GroupResource(group: "", resource: "namespaces"), request.namespace)
    }
    guard namespace[.metadata][.deletionTimestamp].isNull else {
      var status = APIStatus.forbidden(
        request.kind.groupResource, request.name,
        "unable to create new content in namespace \(request.namespace) because it is being terminated")
      status.causes = [
        APIStatus.Cause(
          reason: "NamespaceTerminating", message: "namespace \(request.namespace) is being terminated",
          field: "metadata.namespace")
      ]
      throw status
    }
  }
}
