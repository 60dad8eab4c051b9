// What helps a pod that its kubelet can't start: another image in its owner's template, what its containers refer to.
import KubeKinds
import KubeObjects
import KubeStore

/// Whose template a pod was made from.
struct PodOwner {
  private let pod: ObjectKey
  /// As commands name it: `sts/web`; `nil` for a pod of its own, or of an owner whose template can't be changed.
  private let name: String?
  private let kind: String

  init(_ pod: ObjectKey, _ store: Store) {
    self.pod = pod
    var owner = store.object(pod)?.controllerReference
    if let set = owner, set[.kind].text == "ReplicaSet" {
      let object = store.object(ObjectKey(.replicaSet, pod.namespace, set[.name].text))
      owner = object?.controllerReference ?? owner
    }
    kind = owner?[.kind].text ?? ""
    name = Self.shortNames[kind].map { "\($0)/\(owner?[.name].text ?? "")" }
  }

  private static let shortNames = [
    "StatefulSet": "sts", "Deployment": "deploy", "DaemonSet": "ds", "ReplicaSet": "rs", "ReplicationController": "rc",
  ]

  /// The command that gives the pod an image that can be had.
  func setImage(_ container: String) -> Remedy {
    guard let name else {
      return Remedy(
        "kubectl set image pod/\(pod.name) -n \(pod.namespace) \(container)=IMAGE", "gives the pod another image")
    }
    let command = "kubectl set image \(name) -n \(pod.namespace) \(container)=IMAGE"
    switch kind {
    case "StatefulSet":
      return Remedy(
        command, "gives all its pods another image; one that is not ready has to be deleted to get it "
          + "(kubectl delete pod \(pod.name))")
    case "ReplicaSet", "ReplicationController":
      return Remedy(command, "gives new pods another image; kubectl delete pod \(pod.name) makes it anew")
    default: return Remedy(command, "gives all its pods another image")
    }
  }
}

/// A ConfigMap or Secret that a pod refers to and that is not there.
struct MissingReference {
  private let kind: String
  private let name: String

  /// Reads it from what the kubelet says: `configmap "settings" not found`.
  init?(_ message: String) {
    guard message.contains("not found") else { return nil }
    let words = message.split(separator: " ").map(String.init)
    guard let index = words.firstIndex(where: { $0 == "configmap" || $0 == "secret" }), index + 1 < words.count
    else { return nil }
    kind = words[index]
    name = words[index + 1].filter { $0 != "\"" }
  }

  func remedy(_ namespace: String) -> Remedy {
    let what = kind == "secret" ? "secret generic" : kind
    return Remedy(
      "kubectl create \(what) \(name) -n \(namespace) --from-literal=KEY=VALUE",
      "creates it; the kubelet looks again by itself")
  }
}
