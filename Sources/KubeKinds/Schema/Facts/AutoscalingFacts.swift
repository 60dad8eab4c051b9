// Autoscaling: autoscaling/v1 and autoscaling/v2.
// The notation is explained in SchemaNotation.swift.

extension SchemaFacts {
  static let autoscaling = """
    group autoscaling/v1
    CrossVersionObjectReference
      kind       string required
      name       string required
      apiVersion string omitempty
    HorizontalPodAutoscaler
      kind       string                        omitempty
      apiVersion string                        omitempty
      metadata   meta/v1.ObjectMeta            omitempty
      spec       HorizontalPodAutoscalerSpec   required omitempty
      status     HorizontalPodAutoscalerStatus omitempty
    HorizontalPodAutoscalerSpec
      scaleTargetRef                 CrossVersionObjectReference required
      minReplicas                    int32                       pointer omitempty
      maxReplicas                    int32                       required
      targetCPUUtilizationPercentage int32                       pointer omitempty
    HorizontalPodAutoscalerStatus
      observedGeneration              int64 pointer omitempty
      lastScaleTime                   time  pointer omitempty
      currentReplicas                 int32 required
      desiredReplicas                 int32 required
      currentCPUUtilizationPercentage int32 pointer omitempty
    Scale
      kind       string             omitempty
      apiVersion string             omitempty
      metadata   meta/v1.ObjectMeta omitempty
      spec       ScaleSpec          omitempty
      status     ScaleStatus        omitempty
    ScaleSpec
      replicas int32 omitempty
    ScaleStatus
      replicas int32  required
      selector string omitempty
    group autoscaling/v2
    ContainerResourceMetricSource
      name      string       required
      target    MetricTarget required
      container string       required
    ContainerResourceMetricStatus
      name      string            required
      current   MetricValueStatus required
      container string            required
    CrossVersionObjectReference
      kind       string required
      name       string required
      apiVersion string omitempty
    ExternalMetricSource
      metric MetricIdentifier required
      target MetricTarget     required
    ExternalMetricStatus
      metric  MetricIdentifier  required
      current MetricValueStatus required
    HPAScalingPolicy
      type          string required
      value         int32  required
      periodSeconds int32  required
    HPAScalingRules
      stabilizationWindowSeconds int32              pointer omitempty
      selectPolicy               string             pointer omitempty
      policies                   [HPAScalingPolicy] omitempty list=atomic
      tolerance                  quantity           pointer omitempty
    HorizontalPodAutoscaler
      kind       string                        omitempty
      apiVersion string                        omitempty
      metadata   meta/v1.ObjectMeta            omitempty
      spec       HorizontalPodAutoscalerSpec   required omitempty
      status     HorizontalPodAutoscalerStatus omitempty
    HorizontalPodAutoscalerBehavior
      scaleUp   HPAScalingRules pointer omitempty
      scaleDown HPAScalingRules pointer omitempty
    HorizontalPodAutoscalerCondition
      type               string required
      status             string required
      lastTransitionTime time   omitempty
      reason             string omitempty
      message            string omitempty
    HorizontalPodAutoscalerSpec
      scaleTargetRef CrossVersionObjectReference     required
      minReplicas    int32                           pointer omitempty
      maxReplicas    int32                           required
      metrics        [MetricSpec]                    omitempty list=atomic
      behavior       HorizontalPodAutoscalerBehavior pointer omitempty
    HorizontalPodAutoscalerStatus
      observedGeneration int64                              pointer omitempty
      lastScaleTime      time                               pointer omitempty
      currentReplicas    int32                              omitempty
      desiredReplicas    int32                              required
      currentMetrics     [MetricStatus]                     list=atomic
      conditions         [HorizontalPodAutoscalerCondition] omitempty list=map:type patch=merge:type
    MetricIdentifier
      name     string                required
      selector meta/v1.LabelSelector pointer omitempty
    MetricSpec
      type              string                        required
      object            ObjectMetricSource            pointer omitempty
      pods              PodsMetricSource              pointer omitempty
      resource          ResourceMetricSource          pointer omitempty
      containerResource ContainerResourceMetricSource pointer omitempty
      external          ExternalMetricSource          pointer omitempty
    MetricStatus
      type              string                        required
      object            ObjectMetricStatus            pointer omitempty
      pods              PodsMetricStatus              pointer omitempty
      resource          ResourceMetricStatus          pointer omitempty
      containerResource ContainerResourceMetricStatus pointer omitempty
      external          ExternalMetricStatus          pointer omitempty
    MetricTarget
      type               string   required
      value              quantity pointer omitempty
      averageValue       quantity pointer omitempty
      averageUtilization int32    pointer omitempty
    MetricValueStatus
      value              quantity pointer omitempty
      averageValue       quantity pointer omitempty
      averageUtilization int32    pointer omitempty
    ObjectMetricSource
      describedObject CrossVersionObjectReference required
      target          MetricTarget                required
      metric          MetricIdentifier            required
    ObjectMetricStatus
      metric          MetricIdentifier            required
      current         MetricValueStatus           required
      describedObject CrossVersionObjectReference required
    PodsMetricSource
      metric MetricIdentifier required
      target MetricTarget     required
    PodsMetricStatus
      metric  MetricIdentifier  required
      current MetricValueStatus required
    ResourceMetricSource
      name   string       required
      target MetricTarget required
    ResourceMetricStatus
      name    string            required
      current MetricValueStatus required
    """
}
