// What `explain` says of volumes, claims and classes of storage.

extension Descriptions {
  static let volumes = """
    PersistentVolumeClaim: A request for storage, and the storage it got.
      spec: The storage that is wanted.
    PersistentVolumeClaimSpec: What storage is wanted.
      accessModes: How the volume is used: ReadWriteOnce, ReadOnlyMany, ReadWriteMany or ReadWriteOncePod.
      selector: Labels the volume must have.
      resources: How large it is to be.
      volumeName: The volume that was bound, or that is to be.
      storageClassName: The class of storage. The default class unless given; none at all when empty.
      volumeMode: Filesystem or Block. The default is Filesystem.
      dataSource: A snapshot or claim whose contents the volume begins with.
      dataSourceRef: An object of any kind from which the volume is filled.
      volumeAttributesClassName: The class of settings that can be changed later.
    VolumeResourceRequirements: How large a volume is to be.
      limits: The largest size.
      requests: The smallest size, under the key storage. Can grow later where the class allows it.
    PersistentVolumeClaimStatus: What was last seen of a claim.
      phase: Pending, Bound or Lost.
      accessModes: How the volume that was bound can be used.
      capacity: How large that volume is.
      allocatedResources: The size that is being worked towards.
      allocatedResourceStatuses: How far a change of size is.
    PersistentVolumeClaimCondition: One aspect of a claim's state.
      type: Which aspect this is, as Resizing or FileSystemResizePending.
      status: Whether it holds: True, False or Unknown.
    PersistentVolumeClaimTemplate: The claim made for a pod.
      metadata: Labels and annotations of the claim.
      spec: The storage that is wanted.
    PersistentVolume: A piece of storage of the cluster.
      spec: What and where the storage is.
    PersistentVolumeSpec: What and where a piece of storage is.
      capacity: How large it is.
      accessModes: In which ways it can be used.
      claimRef: The claim it belongs to, or is set aside for.
      persistentVolumeReclaimPolicy: What becomes of it when its claim goes: Retain, Delete or Recycle.
      storageClassName: Its class. None when empty.
      mountOptions: Options for mounting it.
      volumeMode: Filesystem or Block.
      nodeAffinity: The nodes it can be reached from.
      hostPath: A directory of the node.
      local: A disk or directory of one node.
      nfs: A share of an NFS server.
      csi: Storage of a CSI driver.
    PersistentVolumeStatus: What was last seen of a volume.
      phase: Pending, Available, Bound, Released or Failed.
      lastPhaseTransitionTime: When it went from one phase to another.
    VolumeNodeAffinity: The nodes a volume can be reached from.
      required: Conditions on the node.
    CSIStorageCapacity: How much room a driver has for volumes of a class, where some nodes can reach them.
      nodeTopology: The nodes. None are meant when it is left out.
      storageClassName: The class.
      capacity: The room there is.
      maximumVolumeSize: The largest volume that can be made.
    VolumeAttributesClass: Settings that volumes of a driver can be given while they are used.
      driverName: The driver.
      parameters: Settings for it, which can't be changed.
    StorageClass: How volumes are made for claims.
      provisioner: What makes the volumes.
      parameters: Settings for it.
      reclaimPolicy: What becomes of a volume when its claim goes: Delete or Retain. The default is Delete.
      mountOptions: Options for mounting the volumes.
      allowVolumeExpansion: Whether claims can be made larger.
      volumeBindingMode: Immediate binds claims at once; WaitForFirstConsumer waits for a pod that uses them. The
        default is Immediate.
      allowedTopologies: Where volumes may be made.
    TopologySelectorTerm: A part of the cluster.
      matchLabelExpressions: Labels of its nodes.
    TopologySelectorLabelRequirement: A label of nodes and its values.
      key: The label.
      values: The values, one of which must match.
    Volume: A directory or device that containers of a pod can mount.
      name: The volume's name: unique in the pod.
      emptyDir: An empty directory that lives as long as the pod.
      hostPath: A file or directory of the node.
      configMap: The keys of a ConfigMap as files.
      secret: The keys of a Secret as files.
      persistentVolumeClaim: A claim in the same namespace.
      downwardAPI: Fields of the pod as files.
      projected: Several sources in one directory.
      ephemeral: A claim that is made for the pod and goes with it.
      nfs: A share of an NFS server.
      csi: Storage of a CSI driver.
      image: The files of an image.
    VolumeMount: A volume in a container.
      name: The volume.
      mountPath: Where the container sees it.
      subPath: The part of the volume that is mounted. The whole unless given.
      subPathExpr: The part that is mounted; $(NAME) stands for an environment variable.
      readOnly: Whether it can only be read there. The default is false.
      recursiveReadOnly: Whether mounts below can only be read as well.
      mountPropagation: Whether mounts made later are seen on either side.
    VolumeDevice: A block device in a container.
      name: The claim.
      devicePath: Where the container sees it.
    EmptyDirVolumeSource: An empty directory that lives as long as its pod.
      medium: Memory keeps it there; else it is on the node's disk.
      sizeLimit: The most it may hold.
    HostPathVolumeSource: A file or directory of the node.
      path: Its path.
      type: What must be there, as Directory, DirectoryOrCreate, File or Socket.
    ConfigMapVolumeSource: The keys of a ConfigMap as files.
      name: The ConfigMap's name.
      items: The keys that are taken, and the files they go to. All unless given.
      defaultMode: The permissions of the files. The default is 0644.
      optional: Whether it may be missing.
    SecretVolumeSource: The keys of a Secret as files.
      secretName: The Secret's name.
      items: The keys that are taken, and the files they go to. All unless given.
      defaultMode: The permissions of the files. The default is 0644.
      optional: Whether it may be missing.
    KeyToPath: A key and its file.
      key: The key.
      path: The file's path in the volume.
      mode: The file's permissions.
    PersistentVolumeClaimVolumeSource: A claim in the namespace of the pod.
      claimName: The claim's name.
    DownwardAPIVolumeSource: Fields of the pod as files.
      items: The files.
      defaultMode: The permissions of the files. The default is 0644.
    DownwardAPIVolumeFile: A field of the pod as a file.
      path: The file's path in the volume.
      fieldRef: The field.
      resourceFieldRef: A resource of a container.
      mode: The file's permissions.
    ProjectedVolumeSource: Several sources in one directory.
      sources: The sources.
      defaultMode: The permissions of the files. The default is 0644.
    VolumeProjection: One of several sources: one of these.
      configMap: The keys of a ConfigMap.
      secret: The keys of a Secret.
      downwardAPI: Fields of the pod.
      serviceAccountToken: A token of the pod's service account.
      clusterTrustBundle: Certificates of the cluster.
      podCertificate: A key and a certificate for the pod.
    ServiceAccountTokenProjection: A token of the pod's service account.
      audience: Whom it is for.
      expirationSeconds: For how many seconds it is good. The default is an hour.
      path: The file's path in the volume.
    EphemeralVolumeSource: A claim that is made for the pod and goes with it.
      volumeClaimTemplate: The claim.
    NFSVolumeSource: A share of an NFS server.
      server: The server's name or address.
      path: The path it exports.
    LocalVolumeSource: A disk or directory of one node.
      path: Its path.
    CSIVolumeSource: Storage of a CSI driver, for one pod.
      driver: The driver.
      volumeAttributes: Settings for the driver.
      nodePublishSecretRef: The secret for mounting it.
    CSIPersistentVolumeSource: Storage of a CSI driver.
      driver: The driver.
      volumeHandle: The driver's name of the volume.
      volumeAttributes: Settings for the driver.
    """
}
