// What `explain` says of the kinds that keep pods running.

extension Descriptions {
  static let workloads = """
    StatefulSet: Pods with identities that last: each keeps its ordinal, its name and its claims through every
        replacement.
      spec: The pods that are wanted, and how they are numbered, named and updated.
      status: The pods as last seen. Possibly a moment old.
    StatefulSetSpec: What is wanted of a StatefulSet.
      replicas: How many pods are wanted. The default is 1.
      selector: Which pods belong to the set. Must match the labels of the template, and can't be changed.
      template: The pod made for each ordinal. All pods are the same but for their identity: name, host name and
        claims. Their restartPolicy can only be Always.
      volumeClaimTemplates: Claims each pod gets one of its own of, named TEMPLATE-SET-ORDINAL. A pod that comes back
        finds its claim again. A claim takes the place of a volume of the same name in the template.
      serviceName: The headless service that gives the pods their host names, as web-0.SERVICE.NAMESPACE.svc. It is
        to be there before the set.
      podManagementPolicy: OrderedReady makes pods one after another, each when the one before is ready, and takes
        them away in the opposite order. Parallel does not wait. Updates are ordered either way. The default is
        OrderedReady.
      updateStrategy: How pods come to a new template.
      revisionHistoryLimit: How many old revisions of the template are kept. The default is 10.
      persistentVolumeClaimRetentionPolicy: What becomes of the claims made from volumeClaimTemplates. They are kept
        unless it says otherwise.
      ordinals: How the pods are numbered. From 0 unless it says otherwise.
    StatefulSetOrdinals: How the pods of a StatefulSet are numbered.
      start: The number of the first pod; the numbers run from it to start + replicas - 1. The default is 0.
    StatefulSetPersistentVolumeClaimRetentionPolicy: What becomes of claims made from volumeClaimTemplates.
      whenDeleted: Whether claims are kept (Retain, the default) or deleted (Delete) with the set.
      whenScaled: Whether claims of pods beyond the wanted number are kept (Retain, the default) or deleted (Delete)
        after scaling down.
    StatefulSetUpdateStrategy: How a StatefulSet brings its pods to a new template.
      type: RollingUpdate replaces pods from the highest ordinal to the lowest, each when the one before is ready.
        OnDelete waits until pods are deleted by hand. The default is RollingUpdate.
      rollingUpdate: Settings of RollingUpdate.
    RollingUpdateStatefulSetStrategy: Settings of a rolling update.
      partition: Pods with a smaller ordinal stay as they are: the way to a canary or to a staged update. The default
        is 0, which updates all.
      maxUnavailable: How many pods may be unavailable during the update, as a number or as a percentage of replicas
        rounded up. At least 1, which is also the default.
    StatefulSetStatus: What was last seen of a StatefulSet.
      replicas: How many pods the set has made.
      currentReplicas: How many of them are of currentRevision.
      updatedReplicas: How many of them are of updateRevision.
      currentRevision: The revision of pods that are not updated yet.
      updateRevision: The revision pods are being updated to.
    StatefulSetCondition: One aspect of the state of a StatefulSet.
      type: Which aspect this is.
      status: Whether it holds: True, False or Unknown.
    ControllerRevision: A saved state of a set, to go back to. Made and used by controllers.
      data: The saved state.
      revision: The number of the revision: the newest has the largest.
    Deployment: Pods that are alike, updated through ReplicaSets.
      spec: The pods that are wanted, and how they are updated.
    DeploymentSpec: What is wanted of a Deployment.
      replicas: How many pods are wanted. The default is 1.
      selector: Which pods belong to the Deployment. Must match the labels of the template, and can't be changed.
      template: The pod that is made. Its restartPolicy can only be Always.
      strategy: How old pods are replaced by new ones.
      paused: Whether changes of the template are held back until resumed.
      progressDeadlineSeconds: How many seconds an update may go without progress until the Deployment is said to have
        failed at it. The default is 600.
    DeploymentStrategy: How a Deployment replaces its pods.
      type: RollingUpdate replaces them little by little; Recreate ends all old ones first. The default is
        RollingUpdate.
      rollingUpdate: Settings of RollingUpdate.
    RollingUpdateDeployment: Settings of a rolling update.
      maxUnavailable: How many pods may be missing during the update, as a number or as a percentage rounded down. The
        default is 25%.
      maxSurge: How many pods there may be beyond the wanted number, as a number or as a percentage rounded up. The
        default is 25%.
    DeploymentStatus: What was last seen of a Deployment.
      replicas: How many pods there are that belong to it.
      updatedReplicas: How many of them are of the present template.
      unavailableReplicas: How many more available pods are needed.
    DeploymentCondition: One aspect of the state of a Deployment.
      type: Which aspect this is: Available, Progressing or ReplicaFailure.
      status: Whether it holds: True, False or Unknown.
    ReplicaSet: Keeps a number of like pods running.
      spec: The pods that are wanted.
    ReplicaSetSpec: What is wanted of a ReplicaSet.
      replicas: How many pods are wanted. The default is 1.
      selector: Which pods belong to the set. Must match the labels of the template, and can't be changed.
      template: The pod that is made.
    ReplicaSetStatus: What was last seen of a ReplicaSet.
      replicas: How many pods there are.
    ReplicationController: Keeps a number of like pods running. ReplicaSets have taken its place.
      spec: The pods that are wanted.
    ReplicationControllerSpec: What is wanted of a ReplicationController.
      replicas: How many pods are wanted. The default is 1.
      selector: The labels of the pods that belong to it. Those of the template unless given.
      template: The pod that is made.
    DaemonSet: Runs a pod on every node, or on every node that is chosen.
      spec: The pods that are wanted.
    DaemonSetSpec: What is wanted of a DaemonSet.
      selector: Which pods belong to the set. Must match the labels of the template, and can't be changed.
      template: The pod that each node gets.
      updateStrategy: How pods come to a new template.
    DaemonSetUpdateStrategy: How a DaemonSet brings its pods to a new template.
      type: RollingUpdate replaces pods node by node; OnDelete waits until they are deleted by hand. The default is
        RollingUpdate.
      rollingUpdate: Settings of RollingUpdate.
    RollingUpdateDaemonSet: Settings of a rolling update.
      maxUnavailable: On how many nodes the pod may be missing during the update. The default is 1.
      maxSurge: On how many nodes a new pod may run beside the old one. The default is 0.
    DaemonSetStatus: What was last seen of a DaemonSet.
      currentNumberScheduled: How many nodes run a pod they should run.
      desiredNumberScheduled: How many nodes should run a pod.
      numberMisscheduled: How many nodes run a pod they should not run.
      numberReady: On how many nodes the pod is ready.
      numberAvailable: On how many nodes the pod is available.
      numberUnavailable: On how many nodes the pod is missing or not available.
      updatedNumberScheduled: How many nodes run a pod of the present template.
    """

  static let batch = """
    Job: Runs pods until so many of them have succeeded.
      spec: The work that is wanted.
    JobSpec: What is wanted of a Job.
      parallelism: How many pods may run at a time. The default is 1.
      completions: How many pods must succeed. The default is 1.
      activeDeadlineSeconds: After how many seconds the job is ended as failed, whatever its pods do.
      backoffLimit: How many times pods may fail until the job has failed. The default is 6.
      backoffLimitPerIndex: How many times the pods of one index may fail.
      maxFailedIndexes: How many indexes may fail until the job has failed.
      podFailurePolicy: What failures of pods mean for the job.
      successPolicy: When the job has succeeded before all its indexes have.
      selector: Which pods belong to the job. Made by the system unless manualSelector is set.
      manualSelector: Whether labels and selector are looked after by the one who wrote the job.
      template: The pod that does the work. Its restartPolicy can be Never or OnFailure.
      ttlSecondsAfterFinished: How many seconds after its end the job is deleted.
      completionMode: NonIndexed counts successes; Indexed gives every pod a number. The default is NonIndexed.
      suspend: Whether pods are held back. Setting it later ends those that run.
      podReplacementPolicy: When a failed or terminating pod is replaced.
      managedBy: Which controller looks after the job.
    JobStatus: What was last seen of a Job.
      startTime: When work on the job began.
      completionTime: When the job succeeded.
      active: How many pods are pending or running.
      succeeded: How many pods have succeeded.
      failed: How many pods have failed.
      terminating: How many pods are on their way out.
      ready: How many active pods are ready.
      completedIndexes: The indexes that have succeeded, as 1,3-5.
      failedIndexes: The indexes that have failed, as 1,3-5.
      uncountedTerminatedPods: Pods that have ended and are still to be counted.
    CronJob: Makes Jobs at set times.
      spec: The times, and the job.
    CronJobSpec: What is wanted of a CronJob.
      schedule: The times, in the form of cron: minute, hour, day, month, weekday.
      timeZone: The time zone of the schedule. That of the controller unless given.
      startingDeadlineSeconds: How many seconds late a job may still start.
      concurrencyPolicy: What happens when a job is due while the one before still runs: Allow, Forbid or Replace. The
        default is Allow.
      suspend: Whether no further jobs are made. The default is false.
      jobTemplate: The job that is made.
      successfulJobsHistoryLimit: How many jobs that succeeded are kept. The default is 3.
      failedJobsHistoryLimit: How many jobs that failed are kept. The default is 1.
    CronJobStatus: What was last seen of a CronJob.
      active: The jobs that run.
      lastScheduleTime: When a job was last due.
      lastSuccessfulTime: When a job last succeeded.
    JobTemplateSpec: The job a CronJob makes.
      metadata: Labels and annotations of the jobs.
      spec: The work that is wanted.
    HorizontalPodAutoscaler: Sets the number of pods of a workload by how busy they are.
      spec: What is scaled, by what, and between which bounds.
    HorizontalPodAutoscalerSpec: What is wanted of an autoscaler.
      scaleTargetRef: The workload that is scaled.
      minReplicas: The smallest number of pods. The default is 1.
      maxReplicas: The largest number of pods. Can't be less than minReplicas.
      metrics: What is measured. The largest of the numbers they ask for is taken. CPU at 80% unless given.
      behavior: How fast the number may grow and shrink.
      targetCPUUtilizationPercentage: The use of CPU to aim at, in percent of what pods request.
    HorizontalPodAutoscalerStatus: What was last seen of an autoscaler.
      lastScaleTime: When the number was last changed.
      currentReplicas: How many pods there were.
      desiredReplicas: How many pods there should be.
      currentMetrics: What was measured last.
      currentCPUUtilizationPercentage: The use of CPU that was measured last.
    CrossVersionObjectReference: Names a workload in the same namespace.
      kind: The workload's kind.
      name: The workload's name.
      apiVersion: The API group and version of the workload.
    MetricSpec: Something to measure.
      type: What is measured: Resource, ContainerResource, Pods, Object or External.
      resource: The use of CPU or memory by the pods.
      containerResource: The use of CPU or memory by one container of each pod.
      pods: A number every pod reports.
      object: A number another object reports.
      external: A number from outside the cluster.
    MetricTarget: What to aim at.
      type: Which of the fields counts: Utilization, Value or AverageValue.
      value: The number to aim at.
      averageValue: The number to aim at for each pod.
      averageUtilization: The use to aim at, in percent of what pods request.
    HorizontalPodAutoscalerBehavior: How fast the number of pods may change.
      scaleUp: How fast it may grow.
      scaleDown: How fast it may shrink.
    HPAScalingRules: How fast the number of pods may change in one direction.
      stabilizationWindowSeconds: For how many seconds past recommendations are kept in mind.
      selectPolicy: Which of the policies counts: Max, Min or Disabled. The default is Max.
      policies: How much may change in how long.
      tolerance: How far the measure may be off without a change.
    """
}
