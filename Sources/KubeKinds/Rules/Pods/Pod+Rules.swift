// What the API server does with pods.
import KubeObjects

struct PodRules: KindRules {
  var tracksGeneration: Bool { true }

  func prepareForCreate(_ pod: inout Value) {
    pod[.status] = [.phase: "Pending", .qosClass: .string(QualityOfService.of(pod[.spec]))]
    Self.correctGracePeriod(&pod)
  }

  func prepareForUpdate(_ pod: inout Value, old: Value) {
    pod.set(.status, old.fields[.status])
    Self.correctGracePeriod(&pod)
  }

  func applyDefaults(_ pod: inout Value) { PodDefaults.applyPod(&pod) }

  func validate(_ pod: Value) -> [FieldError] {
    var findings: [FieldError] = []
    for list in [Key.initContainers, .containers] {
      let path = FieldPath("spec").child(list.text)
      for (index, container) in pod[.spec][list].elements.enumerated() {
        ResourceValidation.requirements(
          container[.resources], path.index(index).child("resources"), &findings)
      }
    }
    return findings
  }

  /// Negative grace periods stand for one second.
  private static func correctGracePeriod(_ pod: inout Value) {
    guard let seconds = pod[.spec][.terminationGracePeriodSeconds].int, seconds < 0 else { return }
    pod[.spec][.terminationGracePeriodSeconds] = 1
  }
}
