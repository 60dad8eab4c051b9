// Storage classes, drivers and attachments: storage.k8s.io/v1.
// The notation is explained in SchemaNotation.swift.

extension SchemaFacts {
  static let storage = """
    group storage/v1
    CSIDriver
      kind       string             omitempty
      apiVersion string             omitempty
      metadata   meta/v1.ObjectMeta omitempty
      spec       CSIDriverSpec      required
    CSIDriverSpec
      attachRequired                   bool           pointer omitempty
      podInfoOnMount                   bool           pointer omitempty
      volumeLifecycleModes             [string]       omitempty list=set
      storageCapacity                  bool           pointer omitempty
      fsGroupPolicy                    string         pointer omitempty
      tokenRequests                    [TokenRequest] omitempty list=atomic
      requiresRepublish                bool           pointer omitempty
      seLinuxMount                     bool           pointer omitempty
      nodeAllocatableUpdatePeriodSeconds int64          pointer omitempty
      serviceAccountTokenInSecrets     bool           pointer omitempty
      preventPodSchedulingIfMissing    bool           pointer omitempty
    CSINode
      kind       string             omitempty
      apiVersion string             omitempty
      metadata   meta/v1.ObjectMeta omitempty
      spec       CSINodeSpec        required
    CSINodeDriver
      name         string              required
      nodeID       string              required
      topologyKeys [string]            list=atomic
      allocatable  VolumeNodeResources pointer omitempty
    CSINodeSpec
      drivers [CSINodeDriver] required list=map:name patch=merge:name
    CSIStorageCapacity
      kind              string                omitempty
      apiVersion        string                omitempty
      metadata          meta/v1.ObjectMeta    omitempty
      nodeTopology      meta/v1.LabelSelector pointer omitempty
      storageClassName  string                required
      capacity          quantity              pointer omitempty
      maximumVolumeSize quantity              pointer omitempty
    StorageClass
      kind                 string                         omitempty
      apiVersion           string                         omitempty
      metadata             meta/v1.ObjectMeta             omitempty
      provisioner          string                         required
      parameters           {string}                       omitempty
      reclaimPolicy        string                         pointer omitempty enum=Delete|Recycle|
        Retain
      mountOptions         [string]                       omitempty list=atomic
      allowVolumeExpansion bool                           pointer omitempty
      volumeBindingMode    string                         pointer omitempty enum=Immediate|
        WaitForFirstConsumer
      allowedTopologies    [core/v1.TopologySelectorTerm] omitempty list=atomic
    TokenRequest
      audience          string required
      expirationSeconds int64  pointer omitempty
    VolumeAttachment
      kind       string                 omitempty
      apiVersion string                 omitempty
      metadata   meta/v1.ObjectMeta     omitempty
      spec       VolumeAttachmentSpec   required
      status     VolumeAttachmentStatus omitempty
    VolumeAttachmentSource
      persistentVolumeName string                       pointer omitempty
      inlineVolumeSpec     core/v1.PersistentVolumeSpec pointer omitempty
    VolumeAttachmentSpec
      attacher string                 required
      source   VolumeAttachmentSource required
      nodeName string                 required
    VolumeAttachmentStatus
      attached           bool        required
      attachmentMetadata {string}    omitempty
      attachError        VolumeError pointer omitempty
      detachError        VolumeError pointer omitempty
    VolumeAttributesClass
      kind       string             omitempty
      apiVersion string             omitempty
      metadata   meta/v1.ObjectMeta omitempty
      driverName string             required
      parameters {string}           omitempty
    VolumeError
      time      time   omitempty
      message   string omitempty
      errorCode int32  pointer omitempty
    VolumeNodeResources
      count int32 pointer omitempty
    """
}
