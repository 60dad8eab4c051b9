// How controllers make and delete pods, and say so (`RealPodControl` and `slowStartBatch` of pkg/controller).
import KubeKinds
import KubeObjects
import KubeStore

/// Writes pods for one owner.
struct PodControl {
  let registry: Registry
  let recorder: EventRecorder
  /// The stored object that controls the pods.
  let owner: Value

  private var namespace: String { owner[.metadata][.namespace].text }

  /// - Throws: what the API server refuses. A namespace that is going is not worth an event.
  func create(_ pod: Value) throws(APIStatus) {
    do throws(APIStatus) {
      let template = owner[.spec][.template]
      let created = try registry.create(registry.kind(.pod), namespace: namespace, pod, known: template)
      recorder.record(owner, .normal, "SuccessfulCreate", "Created pod: \(created.object[.metadata][.name].text)")
    } catch {
      if !error.isAboutEndOfNamespace {
        recorder.record(owner, .warning, "FailedCreate", "Error creating: \(error.message)")
      }
      throw error
    }
  }

  /// Makes pods in batches of 1, 2, 4 ...; after a batch with a refusal no more are made.
  /// - Returns: how many were not made, and the last refusal. In a namespace that is going nothing is worth a try.
  func create(_ pods: [Value]) -> (missing: Int, failure: APIStatus?) {
    var (done, made, size) = (0, 0, 1)
    while done < pods.count {
      var failure: APIStatus?
      for pod in pods[done..<min(done + size, pods.count)] {
        do throws(APIStatus) {
          try create(pod)
          made += 1
        } catch {
          if error.isAboutEndOfNamespace { return (0, nil) }
          failure = error
        }
      }
      if let failure { return (pods.count - made, failure) }
      done += size
      size *= 2
    }
    return (0, nil)
  }

  /// - Throws: what the API server refuses, but not that the pod has gone already.
  func delete(_ pod: ObjectKey) throws(APIStatus) {
    do throws(APIStatus) {
      try registry.delete(registry.kind(.pod), namespace: pod.namespace, name: pod.name)
      recorder.record(owner, .normal, "SuccessfulDelete", "Deleted pod: \(pod.name)")
    } catch {
      if error.reason == .notFound { return }
      recorder.record(owner, .warning, "FailedDelete", "Error deleting: \(error.message)")
      throw error
    }
  }
}

extension APIStatus {
  var isAboutEndOfNamespace: Bool { causes.contains { $0.reason == "NamespaceTerminating" } }
}
