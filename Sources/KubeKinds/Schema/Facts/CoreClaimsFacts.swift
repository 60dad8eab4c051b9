// Persistent volumes and claims: core/v1.
// The notation is explained in SchemaNotation.swift.

extension SchemaFacts {
  static let coreClaims = """
    group core/v1
    AzureFilePersistentVolumeSource
      secretName      string required
      shareName       string required
      readOnly        bool   omitempty
      secretNamespace string pointer
    CSIPersistentVolumeSource
      driver                     string          required
      volumeHandle               string          required
      readOnly                   bool            omitempty
      fsType                     string          omitempty
      volumeAttributes           {string}        omitempty
      controllerPublishSecretRef SecretReference pointer omitempty
      nodeStageSecretRef         SecretReference pointer omitempty
      nodePublishSecretRef       SecretReference pointer omitempty
      controllerExpandSecretRef  SecretReference pointer omitempty
      nodeExpandSecretRef        SecretReference pointer omitempty
    CephFSPersistentVolumeSource
      monitors   [string]        required list=atomic
      path       string          omitempty
      user       string          omitempty
      secretFile string          omitempty
      secretRef  SecretReference pointer omitempty
      readOnly   bool            omitempty
    CinderPersistentVolumeSource
      volumeID  string          required
      fsType    string          omitempty
      readOnly  bool            omitempty
      secretRef SecretReference pointer omitempty
    FlexPersistentVolumeSource
      driver    string          required
      fsType    string          omitempty
      secretRef SecretReference pointer omitempty
      readOnly  bool            omitempty
      options   {string}        omitempty
    GlusterfsPersistentVolumeSource
      endpoints          string required
      path               string required
      readOnly           bool   omitempty
      endpointsNamespace string pointer omitempty
    ISCSIPersistentVolumeSource
      targetPortal      string          required
      iqn               string          required
      lun               int32           required
      iscsiInterface    string          omitempty default=default
      fsType            string          omitempty
      readOnly          bool            omitempty
      portals           [string]        omitempty list=atomic
      chapAuthDiscovery bool            omitempty
      chapAuthSession   bool            omitempty
      secretRef         SecretReference pointer omitempty
      initiatorName     string          pointer omitempty
    ModifyVolumeStatus
      targetVolumeAttributesClassName string omitempty
      status                          string required enum=InProgress|Infeasible|Pending
    PersistentVolume
      kind       string                 omitempty
      apiVersion string                 omitempty
      metadata   meta/v1.ObjectMeta     omitempty
      spec       PersistentVolumeSpec   omitempty
      status     PersistentVolumeStatus omitempty
    PersistentVolumeClaim
      kind       string                      omitempty
      apiVersion string                      omitempty
      metadata   meta/v1.ObjectMeta          omitempty
      spec       PersistentVolumeClaimSpec   omitempty
      status     PersistentVolumeClaimStatus omitempty
    PersistentVolumeClaimCondition
      type               string required
      status             string required
      lastProbeTime      time   omitempty
      lastTransitionTime time   omitempty
      reason             string omitempty
      message            string omitempty
    PersistentVolumeClaimSpec
      accessModes               [string]                   omitempty list=atomic
      selector                  meta/v1.LabelSelector      pointer omitempty
      resources                 VolumeResourceRequirements omitempty
      volumeName                string                     omitempty
      storageClassName          string                     pointer omitempty
      volumeMode                string                     pointer omitempty enum=Block|Filesystem
      dataSource                TypedLocalObjectReference  pointer omitempty
      dataSourceRef             TypedObjectReference       pointer omitempty
      volumeAttributesClassName string                     pointer omitempty
    PersistentVolumeClaimStatus
      phase                            string                           omitempty enum=Bound|Lost|
        Pending
      accessModes                      [string]                         omitempty list=atomic
      capacity                         {quantity}                       omitempty
      conditions                       [PersistentVolumeClaimCondition] omitempty list=map:type
        patch=merge:type
      allocatedResources               {quantity}                       omitempty
      allocatedResourceStatuses        {string}                         omitempty map=granular
      currentVolumeAttributesClassName string                           pointer omitempty
      modifyVolumeStatus               ModifyVolumeStatus               pointer omitempty
    PersistentVolumeClaimTemplate
      metadata meta/v1.ObjectMeta        omitempty
      spec     PersistentVolumeClaimSpec required
    PersistentVolumeSpec
      capacity                      {quantity}                       omitempty
      gcePersistentDisk             GCEPersistentDiskVolumeSource    pointer omitempty
      awsElasticBlockStore          AWSElasticBlockStoreVolumeSource pointer omitempty
      hostPath                      HostPathVolumeSource             pointer omitempty
      glusterfs                     GlusterfsPersistentVolumeSource  pointer omitempty
      nfs                           NFSVolumeSource                  pointer omitempty
      rbd                           RBDPersistentVolumeSource        pointer omitempty
      iscsi                         ISCSIPersistentVolumeSource      pointer omitempty
      cinder                        CinderPersistentVolumeSource     pointer omitempty
      cephfs                        CephFSPersistentVolumeSource     pointer omitempty
      fc                            FCVolumeSource                   pointer omitempty
      flocker                       FlockerVolumeSource              pointer omitempty
      flexVolume                    FlexPersistentVolumeSource       pointer omitempty
      azureFile                     AzureFilePersistentVolumeSource  pointer omitempty
      vsphereVolume                 VsphereVirtualDiskVolumeSource   pointer omitempty
      quobyte                       QuobyteVolumeSource              pointer omitempty
      azureDisk                     AzureDiskVolumeSource            pointer omitempty
      photonPersistentDisk          PhotonPersistentDiskVolumeSource pointer omitempty
      portworxVolume                PortworxVolumeSource             pointer omitempty
      scaleIO                       ScaleIOPersistentVolumeSource    pointer omitempty
      local                         LocalVolumeSource                pointer omitempty
      storageos                     StorageOSPersistentVolumeSource  pointer omitempty
      csi                           CSIPersistentVolumeSource        pointer omitempty
      accessModes                   [string]                         omitempty list=atomic
      claimRef                      ObjectReference                  pointer omitempty map=granular
      persistentVolumeReclaimPolicy string                           omitempty enum=Delete|
        Recycle|Retain
      storageClassName              string                           omitempty
      mountOptions                  [string]                         omitempty list=atomic
      volumeMode                    string                           pointer omitempty enum=Block|
        Filesystem
      nodeAffinity                  VolumeNodeAffinity               pointer omitempty
      volumeAttributesClassName     string                           pointer omitempty
    PersistentVolumeStatus
      phase                   string omitempty enum=Available|Bound|Failed|Pending|Released
      message                 string omitempty
      reason                  string omitempty
      lastPhaseTransitionTime time   pointer omitempty
    RBDPersistentVolumeSource
      monitors  [string]        required list=atomic
      image     string          required
      fsType    string          omitempty
      pool      string          omitempty default=rbd
      user      string          omitempty default=admin
      keyring   string          omitempty default=/etc/ceph/keyring
      secretRef SecretReference pointer omitempty
      readOnly  bool            omitempty
    ScaleIOPersistentVolumeSource
      gateway          string          required
      system           string          required
      secretRef        SecretReference required pointer
      sslEnabled       bool            omitempty
      protectionDomain string          omitempty
      storagePool      string          omitempty
      storageMode      string          omitempty default=ThinProvisioned
      volumeName       string          omitempty
      fsType           string          omitempty default=xfs
      readOnly         bool            omitempty
    StorageOSPersistentVolumeSource
      volumeName      string          omitempty
      volumeNamespace string          omitempty
      fsType          string          omitempty
      readOnly        bool            omitempty
      secretRef       ObjectReference pointer omitempty
    VolumeNodeAffinity
      required NodeSelector pointer omitempty
    """
}
