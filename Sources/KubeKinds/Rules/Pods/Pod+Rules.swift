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

  /// Negative grace periods stand for one second.
  private static func correctGracePeriod(_ pod: inout Value) {
    guard let seconds = pod[.spec][.terminationGracePeriodSeconds].int, seconds < 0 else { return }
    pod[.spec][.terminationGracePeriodSeconds] = 1
  }
}
