// The annotations and finalizers by which scheduler, volume controllers and provisioners work together.
import KubeObjects

public enum VolumeAnnotations {
  /// On a claim: it and its volume have agreed.
  public static let bindCompleted: Key = "pv.kubernetes.io/bind-completed"
  /// On a claim or a volume: the controller chose the partner, not the user.
  public static let boundByController: Key = "pv.kubernetes.io/bound-by-controller"
  /// On a volume: who made it.
  public static let provisionedBy: Key = "pv.kubernetes.io/provisioned-by"
  /// On a claim: who is to make its volume.
  public static let storageProvisioner: Key = "volume.kubernetes.io/storage-provisioner"
  public static let betaStorageProvisioner: Key = "volume.beta.kubernetes.io/storage-provisioner"
  /// On a claim: the node its first consumer will run on.
  public static let selectedNode: Key = "volume.kubernetes.io/selected-node"
  /// On a claim or a volume: its class, as it was written before there was a field.
  public static let betaStorageClass: Key = "volume.beta.kubernetes.io/storage-class"
  /// On a class: claims without a class get this one.
  public static let isDefaultClass: Key = "storageclass.kubernetes.io/is-default-class"
  public static let betaIsDefaultClass: Key = "storageclass.beta.kubernetes.io/is-default-class"

  public static let claimProtection = "kubernetes.io/pvc-protection"
  public static let volumeProtection = "kubernetes.io/pv-protection"
  public static let classProtection = "kubernetes.io/vac-protection"
  /// The provisioner of classes whose volumes are made by hand.
  public static let noProvisioner = "kubernetes.io/no-provisioner"
}

extension Value {
  /// The class of a claim or a volume (`v1helper.GetPersistentVolumeClaimClass`); empty for none.
  public var storageClass: String {
    self[.metadata][.annotations][VolumeAnnotations.betaStorageClass].string ?? self[.spec][.storageClassName].text
  }

  /// Whether a claim is bound for good.
  public var isFullyBound: Bool {
    !self[.spec][.volumeName].text.isEmpty
      && !self[.metadata][.annotations][VolumeAnnotations.bindCompleted].isNull
  }
}
