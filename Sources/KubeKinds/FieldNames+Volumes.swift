// The field names of claims, volumes and classes.
import KubeObjects

extension Key {
  public static let accessModes: Key = "accessModes"
  public static let volumeName: Key = "volumeName"
  public static let volumeMode: Key = "volumeMode"
  public static let claimRef: Key = "claimRef"
  public static let nodeAffinity: Key = "nodeAffinity"
  public static let required: Key = "required"
  public static let nodeSelectorTerms: Key = "nodeSelectorTerms"
  public static let persistentVolumeReclaimPolicy: Key = "persistentVolumeReclaimPolicy"
  public static let reclaimPolicy: Key = "reclaimPolicy"
  public static let provisioner: Key = "provisioner"
  public static let parameters: Key = "parameters"
  public static let mountOptions: Key = "mountOptions"
  public static let volumeBindingMode: Key = "volumeBindingMode"
  public static let allowedTopologies: Key = "allowedTopologies"
}
