// Defaults of pods and pod templates that depend on other fields (pkg/apis/core/v1/defaults.go and conversion.go).
import KubeObjects

/// Fills in what a pod's specification leaves out. Templates of workloads get less than pods do: links to services
/// and requests from limits come only with the pod.
enum PodDefaults {
  /// The defaults of every pod specification, in a pod or a template.
  static func applySpec(_ spec: inout Value) {
    DisabledFields.drop(&spec)
    spec.amendElements(.containers, applyContainer)
    spec.amendElements(.initContainers, applyContainer)
    spec.amendElements(.ephemeralContainers, applyContainer)
    spec.amendElements(.volumes, applyVolume)
    keepServiceAccountNames(&spec)
  }

  /// The defaults of a pod.
  static func applyPod(_ pod: inout Value) {
    pod.amend(.spec) { spec in
      applySpec(&spec)
      let usesHostNetwork = spec[.hostNetwork].isTrue
      for list in [Key.containers, .initContainers] {
        spec.amendElements(list) { container in
          defaultRequests(&container)
          if usesHostNetwork { container.amendElements(.ports, copyToHostPort) }
        }
      }
      defaultRequestsOfPod(&spec)
      spec.setDefault(.enableServiceLinks, true)
    }
  }

  /// The defaults of a pod template within another object.
  static func applyTemplate(_ holder: inout Value) {
    holder.amend(.template) { $0.amend(.spec, applySpec) }
  }

  private static func applyContainer(_ container: inout Value) {
    container.setDefault(.imagePullPolicy) { .string(ImageName.pullPolicy($0[.image].text)) }
  }

  /// A volume without a source is an empty directory.
  private static func applyVolume(_ volume: inout Value) {
    if volume.fields.count == 1 { volume[.emptyDir] = [:] }
    volume.amend(.image) { image in
      image.setDefault(.pullPolicy) { .string(ImageName.pullPolicy($0[.reference].text)) }
    }
  }

  /// `serviceAccount` is the old name of `serviceAccountName`; both are always written.
  private static func keepServiceAccountNames(_ spec: inout Value) {
    let name = spec[.serviceAccountName].text
    let oldName = spec[.serviceAccount].text
    let kept = name.isEmpty ? oldName : name
    guard name != kept || oldName != kept else { return }
    spec[.serviceAccountName] = .string(kept)
    spec[.serviceAccount] = .string(kept)
  }

  /// What is limited and not requested is requested up to its limit.
  private static func defaultRequests(_ container: inout Value) {
    let limits = container[.resources][.limits].fields
    guard !limits.isEmpty else { return }
    container.amend(.resources) { resources in
      resources.setDefault(.requests, [:])
      resources.amend(.requests) { requests in
        for (resource, limit) in limits { requests.setDefault(resource, limit) }
      }
    }
  }

  /// What is said of a pod as a whole in parts is said in full: it requests what its containers do, or else up to its
  /// limits (`setDefaultPodRequests`).
  private static func defaultRequestsOfPod(_ spec: inout Value) {
    let resources = spec[.resources]
    if resources[.limits].fields.isEmpty, resources[.requests].fields.isEmpty { return }
    let containers = PodResources.ofContainers(spec, .requests)
    spec.amend(.resources) { resources in
      let limits = resources[.limits].fields
      resources.setDefault(.requests, [:])
      resources.amend(.requests) { requests in
        for name in containers.names where PodResources.isOfWholePods(name) {
          requests.setDefault(name, .string((containers[name] ?? .zero).text))
        }
        for (name, limit) in limits where PodResources.isOfWholePods(name) { requests.setDefault(name, limit) }
      }
    }
  }

  private static func copyToHostPort(_ port: inout Value) {
    port.setDefault(.hostPort) { $0[.containerPort] }
  }
}
