// The pods of a Job as they are first written: template, tracking, completion index.
import KubeKinds
import KubeObjects

/// Makes pods of one Job.
struct JobPods {
  /// The stored job.
  let owner: Value

  private static let longestPrefix = 58
  private var name: String { owner[.metadata][.name].text }

  /// A pod, for a completion index where the job has them.
  func pod(_ place: JobIndex?) -> Value {
    var pod = PodTemplate.pod(owner[.spec][.template], owner: owner)
    Finalizers.add(JobPod.finalizer, to: &pod)
    guard let place else { return pod }
    let index = place.index
    let text = Value.string(String(index))
    pod[.metadata][.generateName] = .string(prefix(index))
    pod[.metadata][.annotations][.jobCompletionIndex] = text
    pod[.metadata][.labels][.jobCompletionIndex] = text
    if owner[.spec][.backoffLimitPerIndex].int != nil {
      pod[.metadata][.annotations][.jobIndexFailures] = .string(String(place.failures))
      if place.ignored > 0 { pod[.metadata][.annotations][.jobIndexIgnoredFailures] = .string(String(place.ignored)) }
    }
    pod[.spec][.hostname] = .string("\(name)-\(index)")
    for list in [Key.initContainers, .containers] where pod[.spec].fields[list] != nil {
      pod[.spec][list].modifyElements(addIndex)
    }
    return pod
  }

  /// Names that leave no room for five more letters lose some of their own, not their index.
  private func prefix(_ index: Int) -> String {
    let end = "-\(index)-"
    return String(name.prefix(Self.longestPrefix - end.utf8.count)) + end
  }

  private func addIndex(_ container: inout Value) {
    let name: Value = "JOB_COMPLETION_INDEX"
    guard !container[.env].elements.contains(where: { $0[.name] == name }) else { return }
    let path = "metadata.labels['\(Key.jobCompletionIndex.text)']"
    container[.env].append([.name: name, .valueFrom: ["fieldRef": [.fieldPath: .string(path)]]])
  }
}
