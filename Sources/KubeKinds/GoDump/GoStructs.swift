// The structs of the API server, as far as they differ from the API's types: order, names, and where fields moved.
import KubeObjects

/// A field of a struct as it is dumped.
struct GoField {
  let name: String
  let key: Key
  let type: FieldType
  /// What is written when it is not set; `nil` for structs, whose own fields are written then.
  let zero: String?
  /// Left out when it is not set: structs with the names of the API.
  let omitsEmpty: Bool
  /// In the API the field stands one level higher.
  var isOfOwner = false
  /// The fields of this struct are written in its place.
  var isEmbedded = false
}

enum GoStructs {
  static func fields(of type: SchemaType, _ schema: Schema) -> [GoField] {
    if type.name.hasPrefix("meta/") { return type.fields.map(asInTheAPI) }
    guard let order = orders[type.shortName] else { return type.fields.map { internalField($0, $0.name) } }
    let owner = owners[type.shortName].flatMap { schema.types[$0] }
    return order.split(separator: " ").compactMap { word in
      let moved = word.hasPrefix("^")
      let key = Key(moved ? word.dropFirst() : word)
      guard let field = moved ? owner?.field(key) : type.field(key) else { return nil }
      var result = internalField(field, field.name)
      result.isOfOwner = moved
      return result
    }
  }

  private static func asInTheAPI(_ field: SchemaField) -> GoField {
    GoField(
      name: field.name, key: field.key, type: field.type, zero: field.omitsEmpty ? nil : zero(field),
      omitsEmpty: field.omitsEmpty)
  }

  private static func internalField(_ field: SchemaField, _ name: String) -> GoField {
    GoField(
      name: goName(name), key: field.key, type: field.type, zero: zero(field), omitsEmpty: false,
      isEmbedded: field.type == .type("meta/v1.ObjectMeta"))
  }

  private static func zero(_ field: SchemaField) -> String? {
    if field.isPointer { return "null" }
    switch field.type {
    case .string: return "\"\""
    case .bool: return "false"
    case .int32, .int64, .intOrString: return "0"
    case .quantity: return "\"0\""
    case .type: return nil
    default: return "null"
    }
  }

  /// Names whose capitals are more than the first letter.
  private static let names = [
    "apiGroups": "APIGroups", "apiVersions": "APIVersions", "caBundle": "CABundle",
    "httpGet": "HTTPGet", "tcpSocket": "TCPSocket", "grpc": "GRPC", "tty": "TTY", "dnsPolicy": "DNSPolicy",
    "dnsConfig": "DNSConfig", "os": "OS", "fsGroup": "FSGroup", "fsGroupChangePolicy": "FSGroupChangePolicy",
    "fsType": "FSType", "seLinuxOptions": "SELinuxOptions", "seLinuxChangePolicy": "SELinuxChangePolicy",
    "nfs": "NFS", "iscsi": "ISCSI", "rbd": "RBD", "fc": "FC", "csi": "CSI", "uid": "UID", "ip": "IP", "cidrs": "CIDRs",
    "gcePersistentDisk": "GCEPersistentDisk", "awsElasticBlockStore": "AWSElasticBlockStore", "cephfs": "CephFS",
    "storageos": "StorageOS", "apiVersion": "APIVersion", "apiGroup": "APIGroup", "pdName": "PDName",
    "pdID": "PdID", "iqn": "IQN", "httpHeaders": "HTTPHeaders", "targetWWNs": "TargetWWNs", "wwids": "WWIDs",
    "chapAuthDiscovery": "DiscoveryCHAPAuth", "chapAuthSession": "SessionCHAPAuth", "endpoints": "EndpointsName",
    "monitors": "CephMonitors", "image": "Image", "user": "User",
  ]

  static func goName(_ name: String) -> String {
    names[name] ?? name.prefix(1).uppercased() + name.dropFirst()
  }

  /// Structs whose fields have another order than the API's types, by the names of the API. A field with `^` is taken
  /// from the struct around.
  private static let orders = [
    "PodSpec":
      "volumes initContainers containers ephemeralContainers restartPolicy terminationGracePeriodSeconds "
      + "activeDeadlineSeconds dnsPolicy nodeSelector serviceAccountName automountServiceAccountToken nodeName "
      + "securityContext imagePullSecrets hostname subdomain setHostnameAsFQDN affinity schedulerName tolerations "
      + "hostAliases priorityClassName priority preemptionPolicy dnsConfig readinessGates runtimeClassName overhead "
      + "enableServiceLinks topologySpreadConstraints os schedulingGates resourceClaims resources hostnameOverride "
      + "schedulingGroup",
    "PodSecurityContext":
      "^hostNetwork ^hostPID ^hostIPC ^shareProcessNamespace ^hostUsers seLinuxOptions windowsOptions runAsUser "
      + "runAsGroup runAsNonRoot supplementalGroups supplementalGroupsPolicy fsGroup fsGroupChangePolicy sysctls "
      + "seccompProfile appArmorProfile seLinuxChangePolicy",
    "PersistentVolumeSpec":
      "gcePersistentDisk awsElasticBlockStore hostPath glusterfs nfs rbd quobyte iscsi flexVolume cinder cephfs fc "
      + "flocker azureFile vsphereVolume azureDisk photonPersistentDisk portworxVolume scaleIO local storageos csi",
    "PersistentVolumeClaimSpec":
      "accessModes selector resources volumeName storageClassName volumeMode dataSource dataSourceRef "
      + "volumeAttributesClassName",
  ]

  private static let owners = ["PodSecurityContext": "core/v1.PodSpec"]
}
