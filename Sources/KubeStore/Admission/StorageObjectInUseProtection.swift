// Claims, volumes and classes of their attributes carry a finalizer, so that none goes while something uses it.
import KubeKinds
import KubeObjects

/// The plugin `StorageObjectInUseProtection`.
struct StorageObjectInUseProtection: AdmissionPlugin {
  private static let finalizers: [KindID: Value] = [
    .persistentVolumeClaim: "kubernetes.io/pvc-protection", .persistentVolume: "kubernetes.io/pv-protection",
    .volumeAttributesClass: "kubernetes.io/vac-protection",
  ]

  func mutate(_ object: inout Value, _ request: AdmissionRequest, _ registry: Registry) throws(APIStatus) {
    guard request.operation == .create, let finalizer = Self.finalizers[request.kind.id] else { return }
    Finalizers.add(finalizer, to: &object)
  }
}
