// What the API server does with CronJobs.
import KubeObjects

struct CronJobRules: KindRules {
  var tracksGeneration: Bool { true }

  func applyDefaults(_ job: inout Value) {
    job.amend(.spec) { $0.amend(.jobTemplate) { $0.amend(.spec, PodDefaults.applyTemplate) } }
  }
}
