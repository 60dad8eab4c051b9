// Disruption budgets, evictions and priorities: policy/v1 and scheduling.k8s.io/v1.
// The notation is explained in SchemaNotation.swift.

extension SchemaFacts {
  static let runtimes = """
    group node/v1
    Overhead
      podFixed {quantity} omitempty
    RuntimeClass
      kind       string             omitempty
      apiVersion string             omitempty
      metadata   meta/v1.ObjectMeta omitempty
      handler    string             required
      overhead   Overhead           pointer omitempty
      scheduling Scheduling         pointer omitempty
    Scheduling
      nodeSelector {string}             omitempty map=atomic
      tolerations  [core/v1.Toleration] omitempty list=atomic
    """

  static let policy = """
    group policy/v1
    Eviction
      kind          string                omitempty
      apiVersion    string                omitempty
      metadata      meta/v1.ObjectMeta    omitempty
      deleteOptions meta/v1.DeleteOptions pointer omitempty
    PodDisruptionBudget
      kind       string                    omitempty
      apiVersion string                    omitempty
      metadata   meta/v1.ObjectMeta        omitempty
      spec       PodDisruptionBudgetSpec   omitempty
      status     PodDisruptionBudgetStatus omitempty
    PodDisruptionBudgetSpec
      minAvailable               intOrString           pointer omitempty
      selector                   meta/v1.LabelSelector pointer omitempty patch=replace
      maxUnavailable             intOrString           pointer omitempty
      unhealthyPodEvictionPolicy string                pointer omitempty enum=AlwaysAllow|
        IfHealthyBudget
    PodDisruptionBudgetStatus
      observedGeneration int64               omitempty
      disruptedPods      {time}              omitempty
      disruptionsAllowed int32
      currentHealthy     int32
      desiredHealthy     int32
      expectedPods       int32
      conditions         [meta/v1.Condition] omitempty list=map:type patch=merge:type
    group scheduling/v1
    PriorityClass
      kind             string             omitempty
      apiVersion       string             omitempty
      metadata         meta/v1.ObjectMeta omitempty
      value            int32
      globalDefault    bool               omitempty
      description      string             omitempty
      preemptionPolicy string             pointer omitempty enum=Never|PreemptLowerPriority
    """
}
