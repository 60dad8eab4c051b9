// Devices that pods ask for and drivers offer: resource.k8s.io/v1.
// The notation is explained in SchemaNotation.swift.

extension SchemaFacts {
  static let resources = """
    group resource/v1
    AllocatedDeviceStatus
      driver      string              required
      pool        string              required
      device      string              required
      shareID     string              pointer omitempty
      conditions  [meta/v1.Condition] omitempty list=map:type
      data        any                 pointer omitempty
      networkData NetworkDeviceData   pointer omitempty
    AllocationResult
      devices             DeviceAllocationResult omitempty
      nodeSelector        core/v1.NodeSelector   pointer omitempty
      allocationTimestamp time                   pointer omitempty
    CELDeviceSelector
      expression string required
    CapacityRequestPolicy
      default     quantity                   pointer omitempty
      validValues [quantity]                 omitempty list=atomic
      validRange  CapacityRequestPolicyRange pointer omitempty
    CapacityRequestPolicyRange
      min  quantity required pointer
      max  quantity pointer omitempty
      step quantity pointer omitempty
    CapacityRequirements
      requests {quantity} omitempty
    Counter
      value quantity required
    CounterSet
      name     string    required
      counters {Counter} required
    Device
      name                     string                     required
      attributes               {DeviceAttribute}          omitempty
      capacity                 {DeviceCapacity}           omitempty
      consumesCounters         [DeviceCounterConsumption] omitempty list=atomic
      nodeName                 string                     pointer omitempty
      nodeSelector             core/v1.NodeSelector       pointer omitempty
      allNodes                 bool                       pointer omitempty
      taints                   [DeviceTaint]              omitempty list=atomic
      bindsToNode              bool                       pointer omitempty
      bindingConditions        [string]                   omitempty list=atomic
      bindingFailureConditions [string]                   omitempty list=atomic
      allowMultipleAllocations bool                       pointer omitempty
    DeviceAllocationConfiguration
      source   string                    required
      requests [string]                  omitempty list=atomic
      opaque   OpaqueDeviceConfiguration pointer omitempty
    DeviceAllocationResult
      results [DeviceRequestAllocationResult] omitempty list=atomic
      config  [DeviceAllocationConfiguration] omitempty list=atomic
    DeviceAttribute
      int     int64  pointer omitempty
      bool    bool   pointer omitempty
      string  string pointer omitempty
      version string pointer omitempty
    DeviceCapacity
      value         quantity              required
      requestPolicy CapacityRequestPolicy pointer omitempty
    DeviceClaim
      requests    [DeviceRequest]            omitempty list=atomic
      constraints [DeviceConstraint]         omitempty list=atomic
      config      [DeviceClaimConfiguration] omitempty list=atomic
    DeviceClaimConfiguration
      requests [string]                  omitempty list=atomic
      opaque   OpaqueDeviceConfiguration pointer omitempty
    DeviceClass
      kind       string             omitempty
      apiVersion string             omitempty
      metadata   meta/v1.ObjectMeta omitempty
      spec       DeviceClassSpec    required
    DeviceClassConfiguration
      opaque OpaqueDeviceConfiguration pointer omitempty
    DeviceClassSpec
      selectors            [DeviceSelector]           omitempty list=atomic
      config               [DeviceClassConfiguration] omitempty list=atomic
      extendedResourceName string                     pointer omitempty
    DeviceConstraint
      requests          [string] omitempty list=atomic
      matchAttribute    string   pointer omitempty
      distinctAttribute string   pointer omitempty
    DeviceCounterConsumption
      counterSet string    required
      counters   {Counter} required
    DeviceRequest
      name           string             required
      exactly        ExactDeviceRequest pointer omitempty
      firstAvailable [DeviceSubRequest] omitempty list=atomic
    DeviceRequestAllocationResult
      request                  string             required
      driver                   string             required
      pool                     string             required
      device                   string             required
      adminAccess              bool               pointer omitempty
      tolerations              [DeviceToleration] omitempty list=atomic
      bindingConditions        [string]           omitempty list=atomic
      bindingFailureConditions [string]           omitempty list=atomic
      shareID                  string             pointer omitempty
      consumedCapacity         {quantity}         omitempty
    DeviceSelector
      cel CELDeviceSelector pointer omitempty
    DeviceSubRequest
      name            string               required
      deviceClassName string               required
      selectors       [DeviceSelector]     omitempty list=atomic
      allocationMode  string               omitempty
      count           int64                omitempty
      tolerations     [DeviceToleration]   omitempty list=atomic
      capacity        CapacityRequirements pointer omitempty
    DeviceTaint
      key       string required
      value     string omitempty
      effect    string required
      timeAdded time   pointer omitempty
    DeviceToleration
      key               string omitempty
      operator          string omitempty default=Equal
      value             string omitempty
      effect            string omitempty
      tolerationSeconds int64  pointer omitempty
    ExactDeviceRequest
      deviceClassName string               required
      selectors       [DeviceSelector]     omitempty list=atomic
      allocationMode  string               omitempty
      count           int64                omitempty
      adminAccess     bool                 pointer omitempty
      tolerations     [DeviceToleration]   omitempty list=atomic
      capacity        CapacityRequirements pointer omitempty
    NetworkDeviceData
      interfaceName   string   omitempty
      ips             [string] omitempty list=atomic
      hardwareAddress string   omitempty
    OpaqueDeviceConfiguration
      driver     string required
      parameters any    required
    ResourceClaim
      kind       string              omitempty
      apiVersion string              omitempty
      metadata   meta/v1.ObjectMeta  omitempty
      spec       ResourceClaimSpec   required
      status     ResourceClaimStatus omitempty
    ResourceClaimConsumerReference
      apiGroup string omitempty
      resource string required
      name     string required
      uid      string required
    ResourceClaimSpec
      devices DeviceClaim omitempty
    ResourceClaimStatus
      allocation  AllocationResult                 pointer omitempty
      reservedFor [ResourceClaimConsumerReference] omitempty list=map:uid patch=merge:uid
      devices     [AllocatedDeviceStatus]          omitempty list=map:driver+device+pool+shareID
    ResourceClaimTemplate
      kind       string                    omitempty
      apiVersion string                    omitempty
      metadata   meta/v1.ObjectMeta        omitempty
      spec       ResourceClaimTemplateSpec required
    ResourceClaimTemplateSpec
      metadata meta/v1.ObjectMeta omitempty
      spec     ResourceClaimSpec  required
    ResourcePool
      name               string required
      generation         int64  required
      resourceSliceCount int64  required
    ResourceSlice
      kind       string             omitempty
      apiVersion string             omitempty
      metadata   meta/v1.ObjectMeta omitempty
      spec       ResourceSliceSpec  required
    ResourceSliceSpec
      driver                 string               required
      pool                   ResourcePool         required
      nodeName               string               pointer omitempty
      nodeSelector           core/v1.NodeSelector pointer omitempty
      allNodes               bool                 pointer omitempty
      devices                [Device]             omitempty list=atomic
      perDeviceNodeSelection bool                 pointer omitempty
      sharedCounters         [CounterSet]         omitempty list=atomic
    """
}
