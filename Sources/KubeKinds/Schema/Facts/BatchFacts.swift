// Jobs: the types of batch/v1.
// The notation is explained in SchemaNotation.swift.

extension SchemaFacts {
  static let batch = """
    group batch/v1
    CronJob
      kind       string             omitempty
      apiVersion string             omitempty
      metadata   meta/v1.ObjectMeta omitempty
      spec       CronJobSpec        required omitempty
      status     CronJobStatus      omitempty
    CronJobSpec
      schedule                   string          required
      timeZone                   string          pointer omitempty
      startingDeadlineSeconds    int64           pointer omitempty
      concurrencyPolicy          string          omitempty enum=Allow|Forbid|Replace
      suspend                    bool            pointer omitempty
      jobTemplate                JobTemplateSpec required
      successfulJobsHistoryLimit int32           pointer omitempty
      failedJobsHistoryLimit     int32           pointer omitempty
    CronJobStatus
      active             [core/v1.ObjectReference] omitempty list=atomic
      lastScheduleTime   time                      pointer omitempty
      lastSuccessfulTime time                      pointer omitempty
    Job
      kind       string             omitempty
      apiVersion string             omitempty
      metadata   meta/v1.ObjectMeta omitempty
      spec       JobSpec            omitempty
      status     JobStatus          omitempty
    JobCondition
      type               string required
      status             string required
      lastProbeTime      time   omitempty
      lastTransitionTime time   omitempty
      reason             string omitempty
      message            string omitempty
    JobSpec
      parallelism             int32                   pointer omitempty
      completions             int32                   pointer omitempty
      activeDeadlineSeconds   int64                   pointer omitempty
      podFailurePolicy        PodFailurePolicy        pointer omitempty
      successPolicy           SuccessPolicy           pointer omitempty
      backoffLimit            int32                   pointer omitempty
      backoffLimitPerIndex    int32                   pointer omitempty
      maxFailedIndexes        int32                   pointer omitempty
      selector                meta/v1.LabelSelector   pointer omitempty
      manualSelector          bool                    pointer omitempty
      template                core/v1.PodTemplateSpec required
      ttlSecondsAfterFinished int32                   pointer omitempty
      completionMode          string                  pointer omitempty enum=Indexed|NonIndexed
      suspend                 bool                    pointer omitempty
      podReplacementPolicy    string                  pointer omitempty enum=Failed|
        TerminatingOrFailed
      managedBy               string                  pointer omitempty
    JobStatus
      conditions              [JobCondition]          omitempty list=atomic patch=merge:type
      startTime               time                    pointer omitempty
      completionTime          time                    pointer omitempty
      active                  int32                   omitempty
      succeeded               int32                   omitempty
      failed                  int32                   omitempty
      terminating             int32                   pointer omitempty
      completedIndexes        string                  omitempty
      failedIndexes           string                  pointer omitempty
      uncountedTerminatedPods UncountedTerminatedPods pointer omitempty
      ready                   int32                   pointer omitempty
    JobTemplateSpec
      metadata meta/v1.ObjectMeta omitempty
      spec     JobSpec            omitempty
    PodFailurePolicy
      rules [PodFailurePolicyRule] required list=atomic
    PodFailurePolicyOnExitCodesRequirement
      containerName string  pointer omitempty
      operator      string  required enum=In|NotIn
      values        [int32] required list=set
    PodFailurePolicyOnPodConditionsPattern
      type   string required
      status string
    PodFailurePolicyRule
      action          string                             required enum=Count|FailIndex|FailJob|
        Ignore
      onExitCodes     PodFailurePolicyOnExitCodesRequirement pointer omitempty
      onPodConditions [PodFailurePolicyOnPodConditionsPattern] omitempty list=atomic
    SuccessPolicy
      rules [SuccessPolicyRule] required list=atomic
    SuccessPolicyRule
      succeededIndexes string pointer omitempty
      succeededCount   int32  pointer omitempty
    UncountedTerminatedPods
      succeeded [string] omitempty list=set
      failed    [string] omitempty list=set
    """
}
