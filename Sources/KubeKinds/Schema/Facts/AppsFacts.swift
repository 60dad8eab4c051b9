// Workloads: the types of apps/v1.
// The notation is explained in SchemaNotation.swift.

extension SchemaFacts {
  static let apps = """
    group apps/v1
    ControllerRevision
      kind       string             omitempty
      apiVersion string             omitempty
      metadata   meta/v1.ObjectMeta omitempty
      data       object             omitempty
      revision   int64              required
    DaemonSet
      kind       string             omitempty
      apiVersion string             omitempty
      metadata   meta/v1.ObjectMeta omitempty
      spec       DaemonSetSpec      omitempty
      status     DaemonSetStatus    omitempty
    DaemonSetCondition
      type               string required
      status             string required
      lastTransitionTime time   omitempty
      reason             string omitempty
      message            string omitempty
    DaemonSetSpec
      selector             meta/v1.LabelSelector   required pointer
      template             core/v1.PodTemplateSpec required
      updateStrategy       DaemonSetUpdateStrategy omitempty
      minReadySeconds      int32                   omitempty
      revisionHistoryLimit int32                   pointer omitempty
    DaemonSetStatus
      currentNumberScheduled int32                required
      numberMisscheduled     int32                required
      desiredNumberScheduled int32                required
      numberReady            int32                required
      observedGeneration     int64                omitempty
      updatedNumberScheduled int32                omitempty
      numberAvailable        int32                omitempty
      numberUnavailable      int32                omitempty
      collisionCount         int32                pointer omitempty
      conditions             [DaemonSetCondition] omitempty list=map:type patch=merge:type
    DaemonSetUpdateStrategy
      type          string                 omitempty enum=OnDelete|RollingUpdate
      rollingUpdate RollingUpdateDaemonSet pointer omitempty
    Deployment
      kind       string             omitempty
      apiVersion string             omitempty
      metadata   meta/v1.ObjectMeta omitempty
      spec       DeploymentSpec     omitempty
      status     DeploymentStatus   omitempty
    DeploymentCondition
      type               string required
      status             string required
      lastUpdateTime     time   omitempty
      lastTransitionTime time   omitempty
      reason             string omitempty
      message            string omitempty
    DeploymentSpec
      replicas                int32                   pointer omitempty
      selector                meta/v1.LabelSelector   required pointer
      template                core/v1.PodTemplateSpec required
      strategy                DeploymentStrategy      omitempty patch=retainKeys
      minReadySeconds         int32                   omitempty
      revisionHistoryLimit    int32                   pointer omitempty
      paused                  bool                    omitempty
      progressDeadlineSeconds int32                   pointer omitempty
    DeploymentStatus
      observedGeneration  int64                 omitempty
      replicas            int32                 omitempty
      updatedReplicas     int32                 omitempty
      readyReplicas       int32                 omitempty
      availableReplicas   int32                 omitempty
      unavailableReplicas int32                 omitempty
      terminatingReplicas int32                 pointer omitempty
      conditions          [DeploymentCondition] omitempty list=map:type patch=merge:type
      collisionCount      int32                 pointer omitempty
    DeploymentStrategy
      type          string                  omitempty enum=Recreate|RollingUpdate
      rollingUpdate RollingUpdateDeployment pointer omitempty
    ReplicaSet
      kind       string             omitempty
      apiVersion string             omitempty
      metadata   meta/v1.ObjectMeta omitempty
      spec       ReplicaSetSpec     omitempty
      status     ReplicaSetStatus   omitempty
    ReplicaSetCondition
      type               string required
      status             string required
      lastTransitionTime time   omitempty
      reason             string omitempty
      message            string omitempty
    ReplicaSetSpec
      replicas        int32                   pointer omitempty
      minReadySeconds int32                   omitempty
      selector        meta/v1.LabelSelector   required pointer
      template        core/v1.PodTemplateSpec omitempty
    ReplicaSetStatus
      replicas             int32                 required
      fullyLabeledReplicas int32                 omitempty
      readyReplicas        int32                 omitempty
      availableReplicas    int32                 omitempty
      terminatingReplicas  int32                 pointer omitempty
      observedGeneration   int64                 omitempty
      conditions           [ReplicaSetCondition] omitempty list=map:type patch=merge:type
    RollingUpdateDaemonSet
      maxUnavailable intOrString pointer omitempty
      maxSurge       intOrString pointer omitempty
    RollingUpdateDeployment
      maxUnavailable intOrString pointer omitempty
      maxSurge       intOrString pointer omitempty
    RollingUpdateStatefulSetStrategy
      partition      int32       pointer omitempty
      maxUnavailable intOrString pointer omitempty
    StatefulSet
      kind       string             omitempty
      apiVersion string             omitempty
      metadata   meta/v1.ObjectMeta omitempty
      spec       StatefulSetSpec    omitempty
      status     StatefulSetStatus  omitempty
    StatefulSetCondition
      type               string required
      status             string required
      lastTransitionTime time   omitempty
      reason             string omitempty
      message            string omitempty
    StatefulSetOrdinals
      start int32
    StatefulSetPersistentVolumeClaimRetentionPolicy
      whenDeleted string omitempty
      whenScaled  string omitempty
    StatefulSetSpec
      replicas                         int32                              pointer omitempty
      selector                         meta/v1.LabelSelector              required pointer
      template                         core/v1.PodTemplateSpec            required
      volumeClaimTemplates             [core/v1.PersistentVolumeClaim]    omitempty list=atomic
      serviceName                      string
      podManagementPolicy              string                             omitempty
        enum=OrderedReady|Parallel
      updateStrategy                   StatefulSetUpdateStrategy          omitempty
      revisionHistoryLimit             int32                              pointer omitempty
      minReadySeconds                  int32                              omitempty
      persistentVolumeClaimRetentionPolicy StatefulSetPersistentVolumeClaimRetentionPolicy pointer
        omitempty
      ordinals                         StatefulSetOrdinals                pointer omitempty
    StatefulSetStatus
      observedGeneration int64                  omitempty
      replicas           int32                  required
      readyReplicas      int32                  omitempty
      currentReplicas    int32                  omitempty
      updatedReplicas    int32                  omitempty
      currentRevision    string                 omitempty
      updateRevision     string                 omitempty
      collisionCount     int32                  pointer omitempty
      conditions         [StatefulSetCondition] omitempty list=map:type patch=merge:type
      availableReplicas  int32
    StatefulSetUpdateStrategy
      type          string                           omitempty enum=OnDelete|RollingUpdate
      rollingUpdate RollingUpdateStatefulSetStrategy pointer omitempty
    """
}
