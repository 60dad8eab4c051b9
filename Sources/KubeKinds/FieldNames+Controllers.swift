// Field names that only controllers read and write: endpoints, budgets, workloads.
import KubeObjects

extension Key {
  // Endpoints
  public static let endpoints: Key = "endpoints"
  public static let addresses: Key = "addresses"
  public static let notReadyAddresses: Key = "notReadyAddresses"
  public static let addressType: Key = "addressType"
  public static let subsets: Key = "subsets"
  public static let serving: Key = "serving"
  public static let terminating: Key = "terminating"
  public static let targetRef: Key = "targetRef"
  public static let appProtocol: Key = "appProtocol"
  public static let publishNotReadyAddresses: Key = "publishNotReadyAddresses"

  // Disruption budgets
  public static let minAvailable: Key = "minAvailable"
  public static let disruptedPods: Key = "disruptedPods"
  public static let disruptionsAllowed: Key = "disruptionsAllowed"
  public static let currentHealthy: Key = "currentHealthy"
  public static let desiredHealthy: Key = "desiredHealthy"
  public static let expectedPods: Key = "expectedPods"

  // ReplicaSets and Deployments
  public static let fullyLabeledReplicas: Key = "fullyLabeledReplicas"
  public static let terminatingReplicas: Key = "terminatingReplicas"
  public static let unavailableReplicas: Key = "unavailableReplicas"
  public static let lastUpdateTime: Key = "lastUpdateTime"
  public static let progressDeadlineSeconds: Key = "progressDeadlineSeconds"
  public static let paused: Key = "paused"
  public static let podTemplateHash: Key = "pod-template-hash"
  public static let deploymentRevision: Key = "deployment.kubernetes.io/revision"
  public static let deploymentRevisionHistory: Key = "deployment.kubernetes.io/revision-history"
  public static let desiredReplicas: Key = "deployment.kubernetes.io/desired-replicas"
  public static let maxReplicas: Key = "deployment.kubernetes.io/max-replicas"
  public static let podDeletionCost: Key = "controller.kubernetes.io/pod-deletion-cost"
  public static let lastAppliedConfiguration: Key = "kubectl.kubernetes.io/last-applied-configuration"

  // DaemonSets
  public static let desiredNumberScheduled: Key = "desiredNumberScheduled"
  public static let currentNumberScheduled: Key = "currentNumberScheduled"
  public static let updatedNumberScheduled: Key = "updatedNumberScheduled"
  public static let numberMisscheduled: Key = "numberMisscheduled"
  public static let numberReady: Key = "numberReady"
  public static let numberAvailable: Key = "numberAvailable"
  public static let numberUnavailable: Key = "numberUnavailable"
  public static let podTemplateGeneration: Key = "pod-template-generation"
  public static let daemonSetTemplateGeneration: Key = "deprecated.daemonset.template.generation"
  public static let matchFields: Key = "matchFields"
  public static let requiredDuringScheduling: Key = "requiredDuringSchedulingIgnoredDuringExecution"
  public static let unschedulable: Key = "unschedulable"

  // Jobs
  public static let active: Key = "active"
  public static let succeeded: Key = "succeeded"
  public static let failed: Key = "failed"
  public static let completedIndexes: Key = "completedIndexes"
  public static let failedIndexes: Key = "failedIndexes"
  public static let completionTime: Key = "completionTime"
  public static let uncountedTerminatedPods: Key = "uncountedTerminatedPods"
  public static let ttlSecondsAfterFinished: Key = "ttlSecondsAfterFinished"
  public static let jobCompletionIndex: Key = "batch.kubernetes.io/job-completion-index"
  public static let jobIndexFailures: Key = "batch.kubernetes.io/job-index-failure-count"
  public static let jobIndexIgnoredFailures: Key = "batch.kubernetes.io/job-index-ignored-failure-count"
  public static let successPolicy: Key = "successPolicy"
  public static let managedBy: Key = "managedBy"

  // Autoscalers
  public static let scaleTargetRef: Key = "scaleTargetRef"
  public static let minReplicasOfScaler: Key = "minReplicas"
  public static let maxReplicasOfScaler: Key = "maxReplicas"
  public static let desiredReplicasOfScaler: Key = "desiredReplicas"
  public static let currentMetrics: Key = "currentMetrics"
  public static let lastScaleTime: Key = "lastScaleTime"

  // CronJobs
  public static let schedule: Key = "schedule"
  public static let timeZone: Key = "timeZone"
  public static let concurrencyPolicy: Key = "concurrencyPolicy"
  public static let startingDeadlineSeconds: Key = "startingDeadlineSeconds"
  public static let successfulJobsHistoryLimit: Key = "successfulJobsHistoryLimit"
  public static let failedJobsHistoryLimit: Key = "failedJobsHistoryLimit"
  public static let lastScheduleTime: Key = "lastScheduleTime"
  public static let lastSuccessfulTime: Key = "lastSuccessfulTime"
  public static let cronJobScheduledTimestamp: Key = "batch.kubernetes.io/cronjob-scheduled-timestamp"
}
