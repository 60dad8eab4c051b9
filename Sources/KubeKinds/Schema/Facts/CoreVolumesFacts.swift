// Volumes and their sources, claims included: core/v1.
// The notation is explained in SchemaNotation.swift.

extension SchemaFacts {
  static let coreVolumes = """
    group core/v1
    AWSElasticBlockStoreVolumeSource
      volumeID  string required
      fsType    string omitempty
      partition int32  omitempty
      readOnly  bool   omitempty
    AzureDiskVolumeSource
      diskName    string required
      diskURI     string required
      cachingMode string pointer omitempty default=ReadWrite enum=None|ReadOnly|ReadWrite
      fsType      string pointer omitempty default=ext4
      readOnly    bool   pointer omitempty
      kind        string pointer omitempty default=Shared enum=Dedicated|Managed|Shared
    AzureFileVolumeSource
      secretName string required
      shareName  string required
      readOnly   bool   omitempty
    CSIVolumeSource
      driver               string               required
      readOnly             bool                 pointer omitempty
      fsType               string               pointer omitempty
      volumeAttributes     {string}             omitempty
      nodePublishSecretRef LocalObjectReference pointer omitempty
    CephFSVolumeSource
      monitors   [string]             required list=atomic
      path       string               omitempty
      user       string               omitempty
      secretFile string               omitempty
      secretRef  LocalObjectReference pointer omitempty
      readOnly   bool                 omitempty
    CinderVolumeSource
      volumeID  string               required
      fsType    string               omitempty
      readOnly  bool                 omitempty
      secretRef LocalObjectReference pointer omitempty
    ClusterTrustBundleProjection
      name          string                pointer omitempty
      signerName    string                pointer omitempty
      labelSelector meta/v1.LabelSelector pointer omitempty
      optional      bool                  pointer omitempty
      path          string                required
    ConfigMapProjection
      name     string      omitempty
      items    [KeyToPath] omitempty list=atomic
      optional bool        pointer omitempty
    ConfigMapVolumeSource
      name        string      omitempty
      items       [KeyToPath] omitempty list=atomic
      defaultMode int32       pointer omitempty
      optional    bool        pointer omitempty
    DownwardAPIProjection
      items [DownwardAPIVolumeFile] omitempty list=atomic
    DownwardAPIVolumeFile
      path             string                required
      fieldRef         ObjectFieldSelector   pointer omitempty
      resourceFieldRef ResourceFieldSelector pointer omitempty
      mode             int32                 pointer omitempty
    DownwardAPIVolumeSource
      items       [DownwardAPIVolumeFile] omitempty list=atomic
      defaultMode int32                   pointer omitempty
    EmptyDirVolumeSource
      medium    string   omitempty
      sizeLimit quantity pointer omitempty
    EphemeralVolumeSource
      volumeClaimTemplate PersistentVolumeClaimTemplate pointer omitempty
    FCVolumeSource
      targetWWNs [string] omitempty list=atomic
      lun        int32    pointer omitempty
      fsType     string   omitempty
      readOnly   bool     omitempty
      wwids      [string] omitempty list=atomic
    FlexVolumeSource
      driver    string               required
      fsType    string               omitempty
      secretRef LocalObjectReference pointer omitempty
      readOnly  bool                 omitempty
      options   {string}             omitempty
    FlockerVolumeSource
      datasetName string omitempty
      datasetUUID string omitempty
    GCEPersistentDiskVolumeSource
      pdName    string required
      fsType    string omitempty
      partition int32  omitempty
      readOnly  bool   omitempty
    GitRepoVolumeSource
      repository string required
      revision   string omitempty
      directory  string omitempty
    GlusterfsVolumeSource
      endpoints string required
      path      string required
      readOnly  bool   omitempty
    HostPathVolumeSource
      path string required
      type string pointer omitempty enum=""|BlockDevice|CharDevice|Directory|DirectoryOrCreate|
        File|FileOrCreate|Socket
    ISCSIVolumeSource
      targetPortal      string               required
      iqn               string               required
      lun               int32                required
      iscsiInterface    string               omitempty default=default
      fsType            string               omitempty
      readOnly          bool                 omitempty
      portals           [string]             omitempty list=atomic
      chapAuthDiscovery bool                 omitempty
      chapAuthSession   bool                 omitempty
      secretRef         LocalObjectReference pointer omitempty
      initiatorName     string               pointer omitempty
    ImageVolumeSource
      reference  string omitempty
      pullPolicy string omitempty enum=Always|IfNotPresent|Never
    KeyToPath
      key  string required
      path string required
      mode int32  pointer omitempty
    LocalVolumeSource
      path   string required
      fsType string pointer omitempty
    NFSVolumeSource
      server   string required
      path     string required
      readOnly bool   omitempty
    PersistentVolumeClaimVolumeSource
      claimName string required
      readOnly  bool   omitempty
    PhotonPersistentDiskVolumeSource
      pdID   string required
      fsType string omitempty
    PodCertificateProjection
      signerName           string   required omitempty
      keyType              string   required omitempty
      maxExpirationSeconds int32    pointer omitempty
      credentialBundlePath string   omitempty
      keyPath              string   omitempty
      certificateChainPath string   omitempty
      userAnnotations      {string} omitempty
    PortworxVolumeSource
      volumeID string required
      fsType   string omitempty
      readOnly bool   omitempty
    ProjectedVolumeSource
      sources     [VolumeProjection] list=atomic
      defaultMode int32              pointer omitempty
    QuobyteVolumeSource
      registry string required
      volume   string required
      readOnly bool   omitempty
      user     string omitempty
      group    string omitempty
      tenant   string omitempty
    RBDVolumeSource
      monitors  [string]             required list=atomic
      image     string               required
      fsType    string               omitempty
      pool      string               omitempty default=rbd
      user      string               omitempty default=admin
      keyring   string               omitempty default=/etc/ceph/keyring
      secretRef LocalObjectReference pointer omitempty
      readOnly  bool                 omitempty
    ScaleIOVolumeSource
      gateway          string               required
      system           string               required
      secretRef        LocalObjectReference required pointer
      sslEnabled       bool                 omitempty
      protectionDomain string               omitempty
      storagePool      string               omitempty
      storageMode      string               omitempty default=ThinProvisioned
      volumeName       string               omitempty
      fsType           string               omitempty default=xfs
      readOnly         bool                 omitempty
    SecretProjection
      name     string      omitempty
      items    [KeyToPath] omitempty list=atomic
      optional bool        pointer omitempty
    SecretReference
      name      string omitempty
      namespace string omitempty
    SecretVolumeSource
      secretName  string      omitempty
      items       [KeyToPath] omitempty list=atomic
      defaultMode int32       pointer omitempty
      optional    bool        pointer omitempty
    ServiceAccountTokenProjection
      audience          string omitempty
      expirationSeconds int64  pointer omitempty
      path              string required
    StorageOSVolumeSource
      volumeName      string               omitempty
      volumeNamespace string               omitempty
      fsType          string               omitempty
      readOnly        bool                 omitempty
      secretRef       LocalObjectReference pointer omitempty
    TypedLocalObjectReference
      apiGroup string pointer
      kind     string required
      name     string required
    TypedObjectReference
      apiGroup  string pointer
      kind      string required
      name      string required
      namespace string pointer omitempty
    Volume
      name                  string                            required
      hostPath              HostPathVolumeSource              pointer omitempty
      emptyDir              EmptyDirVolumeSource              pointer omitempty
      gcePersistentDisk     GCEPersistentDiskVolumeSource     pointer omitempty
      awsElasticBlockStore  AWSElasticBlockStoreVolumeSource  pointer omitempty
      gitRepo               GitRepoVolumeSource               pointer omitempty
      secret                SecretVolumeSource                pointer omitempty
      nfs                   NFSVolumeSource                   pointer omitempty
      iscsi                 ISCSIVolumeSource                 pointer omitempty
      glusterfs             GlusterfsVolumeSource             pointer omitempty
      persistentVolumeClaim PersistentVolumeClaimVolumeSource pointer omitempty
      rbd                   RBDVolumeSource                   pointer omitempty
      flexVolume            FlexVolumeSource                  pointer omitempty
      cinder                CinderVolumeSource                pointer omitempty
      cephfs                CephFSVolumeSource                pointer omitempty
      flocker               FlockerVolumeSource               pointer omitempty
      downwardAPI           DownwardAPIVolumeSource           pointer omitempty
      fc                    FCVolumeSource                    pointer omitempty
      azureFile             AzureFileVolumeSource             pointer omitempty
      configMap             ConfigMapVolumeSource             pointer omitempty
      vsphereVolume         VsphereVirtualDiskVolumeSource    pointer omitempty
      quobyte               QuobyteVolumeSource               pointer omitempty
      azureDisk             AzureDiskVolumeSource             pointer omitempty
      photonPersistentDisk  PhotonPersistentDiskVolumeSource  pointer omitempty
      projected             ProjectedVolumeSource             pointer omitempty
      portworxVolume        PortworxVolumeSource              pointer omitempty
      scaleIO               ScaleIOVolumeSource               pointer omitempty
      storageos             StorageOSVolumeSource             pointer omitempty
      csi                   CSIVolumeSource                   pointer omitempty
      ephemeral             EphemeralVolumeSource             pointer omitempty
      image                 ImageVolumeSource                 pointer omitempty
    VolumeDevice
      name       string required
      devicePath string required
    VolumeMount
      name              string required
      readOnly          bool   omitempty
      recursiveReadOnly string pointer omitempty
      mountPath         string required
      subPath           string omitempty
      mountPropagation  string pointer omitempty enum=Bidirectional|HostToContainer|None
      subPathExpr       string omitempty
    VolumeMountStatus
      name              string       required
      mountPath         string       required
      readOnly          bool         omitempty
      recursiveReadOnly string       pointer omitempty
      volumeStatus      VolumeStatus pointer omitempty
    VolumeProjection
      secret              SecretProjection              pointer omitempty
      downwardAPI         DownwardAPIProjection         pointer omitempty
      configMap           ConfigMapProjection           pointer omitempty
      serviceAccountToken ServiceAccountTokenProjection pointer omitempty
      clusterTrustBundle  ClusterTrustBundleProjection  pointer omitempty
      podCertificate      PodCertificateProjection      pointer omitempty
    VolumeResourceRequirements
      limits   {quantity} omitempty
      requests {quantity} omitempty
    VolumeStatus
      image ImageVolumeStatus pointer omitempty
    VsphereVirtualDiskVolumeSource
      volumePath        string required
      fsType            string omitempty
      storagePolicyName string omitempty
      storagePolicyID   string omitempty
    """
}
