// Which pods a controller manages: those it controls and whose labels fit, and orphans that fit. The rules of
// `PodControllerRefManager`, for controllers whose pods have generated names.
import KubeKinds
import KubeObjects
import KubeStore

struct PodClaimer {
  let registry: Registry
  let pods: PodIndex
  let owner: Value
  let selector: LabelSelector
  /// A finalizer that managed pods carry: it comes with adoption and goes with release.
  var finalizer: Value?

  private var uid: String { owner[.metadata][.uid].text }
  private var isTerminating: Bool { !owner[.metadata][.deletionTimestamp].isNull }

  /// The managed pods, after adopting and releasing.
  func claim() throws(APIStatus) -> [PodView] {
    var claimed: [PodView] = []
    for pod in pods.owned(by: uid) {
      if selector.matches(pod.labels) {
        claimed.append(pod)
      } else if !isTerminating {
        try registry.modify(pod.key) { pod in
          OwnerReferences.remove(uid: uid, from: &pod)
          if let finalizer { Finalizers.remove(finalizer, from: &pod) }
        }
      }
    }
    guard !isTerminating else { return claimed }
    for orphan in pods.orphans(in: owner[.metadata][.namespace].text)
    where !orphan.isTerminating && selector.matches(orphan.labels) {
      try registry.modify(orphan.key) { pod in
        pod[.metadata][.ownerReferences].append(OwnerReferences.controller(owner))
        if let finalizer { Finalizers.add(finalizer, to: &pod) }
      }
      claimed.append(orphan)
    }
    return claimed
  }
}
