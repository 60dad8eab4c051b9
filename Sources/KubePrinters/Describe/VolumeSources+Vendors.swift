// Volumes of particular systems and clouds. Most are gone from clusters, but their fields are still read.
import KubeKinds
import KubeObjects

extension VolumeSources {
  static let disks: [VolumeSourceType] = [
    VolumeSourceType(
      "gcePersistentDisk", "GCEPersistentDisk (a Persistent Disk resource in Google Compute Engine)",
      [
        .text("PDName", "pdName"), .text("FSType", "fsType"), .number("Partition", .partition),
        .flag("ReadOnly", "readOnly"),
      ]),
    VolumeSourceType(
      "awsElasticBlockStore", "AWSElasticBlockStore (a Persistent Disk resource in AWS)",
      [
        .text("VolumeID", "volumeID"), .text("FSType", "fsType"), .number("Partition", .partition),
        .flag("ReadOnly", "readOnly"),
      ]),
  ]

  static func iscsi(_ secret: VolumeField) -> VolumeSourceType {
    VolumeSourceType(
      "iscsi",
      "ISCSI (an ISCSI Disk resource that is attached to a kubelet's host machine and then exposed to the pod)",
      [
        .text("TargetPortal", "targetPortal"), .text("IQN", "iqn"), .number("Lun", "lun"),
        .text("ISCSIInterface*", "iscsiInterface"), .text("FSType", "fsType"), .flag("ReadOnly", "readOnly"),
        .list("Portals", "portals"), .flag("DiscoveryCHAPAuth", "chapAuthDiscovery"),
        .flag("SessionCHAPAuth", "chapAuthSession"), secret,
        .text("InitiatorName", "initiatorName", missing: "<none>"),
      ])
  }

  static func glusterfs(_ namespace: [VolumeField]) -> VolumeSourceType {
    VolumeSourceType(
      "glusterfs", "Glusterfs (a Glusterfs mount on the host that shares a pod's lifetime)",
      [.text("EndpointsName", "endpoints")] + namespace
        + [.text("Path", "path"), .flag("ReadOnly", "readOnly")])
  }

  static func rbd(_ secret: VolumeField) -> VolumeSourceType {
    VolumeSourceType(
      "rbd", "RBD (a Rados Block Device mount on the host that shares a pod's lifetime)",
      [
        .list("CephMonitors", "monitors"), .text("RBDImage", .image), .text("FSType", "fsType"),
        .text("RBDPool", "pool"), .text("RadosUser", "user"), .text("Keyring", "keyring"), secret,
        .flag("ReadOnly", "readOnly"),
      ])
  }

  static let quobyte = VolumeSourceType(
    "quobyte", "Quobyte (a Quobyte mount on the host that shares a pod's lifetime)",
    [.text("Registry", "registry"), .text("Volume", "volume"), .flag("ReadOnly", "readOnly")])

  static let azureDisk = VolumeSourceType(
    "azureDisk", "AzureDisk (an Azure Data Disk mount on the host and bind mount to the pod)",
    [
      .text("DiskName", "diskName"), .text("DiskURI", "diskURI"), .text("Kind: *", .kind), .text("FSType", "fsType"),
      .text("CachingMode", "cachingMode"), .flag("ReadOnly", "readOnly"),
    ])

  static let vsphere = VolumeSourceType(
    "vsphereVolume", "vSphereVolume (a Persistent Disk resource in vSphere)",
    [
      .text("VolumePath", "volumePath"), .text("FSType", "fsType"),
      .text("StoragePolicyName", "storagePolicyName"),
    ])

  static func cinder(_ secret: VolumeField) -> VolumeSourceType {
    VolumeSourceType(
      "cinder", "Cinder (a Persistent Disk resource in OpenStack)",
      [.text("VolumeID", "volumeID"), .text("FSType", "fsType"), .flag("ReadOnly", "readOnly"), secret])
  }

  static let photon = VolumeSourceType(
    "photonPersistentDisk", "PhotonPersistentDisk (a Persistent Disk resource in photon platform)",
    [.text("PdID", "pdID"), .text("FSType", "fsType")])

  static let portworx = VolumeSourceType(
    "portworxVolume", "PortworxVolume (a Portworx Volume resource)", [.text("VolumeID", "volumeID")])

  static func scaleIO(_ secret: [VolumeField]) -> VolumeSourceType {
    VolumeSourceType(
      "scaleIO", "ScaleIO (a persistent volume backed by a block device in ScaleIO)",
      [
        .text("Gateway", "gateway"), .text("System", "system"), .text("Protection Domain", "protectionDomain"),
        .text("Storage Pool", "storagePool"), .text("Storage Mode", "storageMode"),
        .text("VolumeName", .volumeName),
      ] + secret + [.text("FSType", "fsType"), .flag("ReadOnly", "readOnly")])
  }

  static func cephFS(_ secret: VolumeField) -> VolumeSourceType {
    VolumeSourceType(
      "cephfs", "CephFS (a CephFS mount on the host that shares a pod's lifetime)",
      [
        .list("Monitors", "monitors"), .text("Path", "path"), .text("User", "user"),
        .text("SecretFile", "secretFile"), secret, .flag("ReadOnly", "readOnly"),
      ])
  }

  static let storageOS = VolumeSourceType(
    "storageos", "StorageOS (a StorageOS Persistent Disk resource)",
    [
      .text("VolumeName", .volumeName), .text("VolumeNamespace", "volumeNamespace"), .text("FSType", "fsType"),
      .flag("ReadOnly", "readOnly"),
    ])

  static let fibreChannel = VolumeSourceType(
    "fc", "FC (a Fibre Channel disk)",
    [
      VolumeField("TargetWWNs") { $0["targetWWNs"].elements.map(\.text).joined(separator: ", ") },
      VolumeField("LUN") { $0["lun"].int.map { String($0) } ?? "<none>" }, .text("FSType", "fsType"),
      .flag("ReadOnly", "readOnly"),
    ])

  static func azureFile(_ namespace: [VolumeField]) -> VolumeSourceType {
    VolumeSourceType(
      "azureFile", "AzureFile (an Azure File Service mount on the host and bind mount to the pod)",
      [.text("SecretName", "secretName")] + namespace
        + [.text("ShareName", "shareName"), .flag("ReadOnly", "readOnly")])
  }

  static func flex(_ secret: VolumeField) -> VolumeSourceType {
    VolumeSourceType(
      "flexVolume",
      "FlexVolume (a generic volume resource that is provisioned/attached using an exec based plugin)",
      [
        .text("Driver", "driver"), .text("FSType", "fsType"), secret, .flag("ReadOnly", "readOnly"),
        VolumeField("Options") { GoListText.map($0["options"]) },
      ])
  }

  static let flocker = VolumeSourceType(
    "flocker", "Flocker (a Flocker volume mounted by the Flocker agent)",
    [.text("DatasetName", "datasetName"), .text("DatasetUUID", "datasetUUID")])
}
