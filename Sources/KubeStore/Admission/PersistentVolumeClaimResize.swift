// Claims grow only where their class can make volumes grow.
import KubeKinds
import KubeObjects

/// The plugin `PersistentVolumeClaimResize`.
struct PersistentVolumeClaimResize: AdmissionPlugin {
  func validate(_ claim: Value, _ request: AdmissionRequest, _ registry: Registry) throws(APIStatus) {
    guard request.kind.id == .persistentVolumeClaim, request.operation == .update, request.subresource == nil,
      let old = request.old, let size = requestedSize(claim), let oldSize = requestedSize(old), size > oldSize
    else { return }
    guard old[.status][.phase].text == "Bound" else {
      throw refusal(request, "Only bound persistent volume claims can be expanded")
    }
    guard grows(claim, old, registry) else {
      throw refusal(
        request, "only dynamically provisioned pvc can be resized and "
          + "the storageclass that provisions the pvc must support resize")
    }
  }

  private func requestedSize(_ claim: Value) -> Quantity? {
    Quantity(value: claim[.spec][.resources][.requests][.storage])
  }

  private func grows(_ claim: Value, _ old: Value, _ registry: Registry) -> Bool {
    let name = className(claim)
    guard !name.isEmpty, name == className(old) else { return false }
    let storageClass = registry.store.object(ObjectKey(.storageClass, "", name))
    return storageClass?[.allowVolumeExpansion].isTrue ?? false
  }

  private func className(_ claim: Value) -> String {
    claim[.metadata][.annotations][.betaStorageClass].string ?? claim[.spec][.storageClassName].text
  }

  private func refusal(_ request: AdmissionRequest, _ detail: String) -> APIStatus {
    .forbidden(request.kind.groupResource, request.name, detail)
  }
}
