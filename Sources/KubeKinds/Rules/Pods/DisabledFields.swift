// What of a pod belongs to features that are off by default in v1.36: it is lost when it is written, in pods and in
// templates (pkg/api/pod/util.go, `dropDisabledFields`).
import KubeObjects

enum DisabledFields {
  static func drop(_ spec: inout Value) {
    // PodGroups (GenericWorkload).
    spec.remove("schedulingGroup")
    for list in [Key.containers, .initContainers, .ephemeralContainers] {
      spec.amendElements(list, dropStopSignal)
    }
    spec.amendElements(.volumes) { volume in
      volume.amend(.projected) { $0.amendElements("sources", dropProjections) }
    }
  }

  /// ContainerStopSignals. A lifecycle that says nothing else goes with it.
  private static func dropStopSignal(_ container: inout Value) {
    guard !container[.lifecycle]["stopSignal"].isNull else { return }
    container.amend(.lifecycle) { $0.remove("stopSignal") }
    if container[.lifecycle].fields.isEmpty { container.remove(.lifecycle) }
  }

  /// ClusterTrustBundleProjection and PodCertificateRequest. An empty source is left.
  private static func dropProjections(_ source: inout Value) {
    source.remove("clusterTrustBundle")
    source.remove("podCertificate")
  }
}
