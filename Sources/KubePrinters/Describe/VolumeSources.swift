// The types of volumes, in the order in which a description looks for them.
import KubeKinds
import KubeObjects

enum VolumeSources {
  /// What volumes of pods can be.
  static let ofPods: [VolumeSourceType] =
    [hostPath, emptyDir] + disks + [
      VolumeSourceType(
        "gitRepo", "GitRepo (a volume that is pulled from git when the pod is created)",
        [.text("Repository", "repository"), .text("Revision", .revision)]),
      VolumeSourceType(
        "secret", "Secret (a volume populated by a Secret)",
        [.text("SecretName", "secretName"), .flag("Optional", "optional")]),
      VolumeSourceType(
        "configMap", "ConfigMap (a volume populated by a ConfigMap)",
        [.text("Name", .name), .flag("Optional", "optional")]),
      nfs, iscsi(.secret()), glusterfs([]),
      VolumeSourceType(
        .persistentVolumeClaim,
        "PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)",
        [.text("ClaimName", .claimName), .flag("ReadOnly", "readOnly")]),
      VolumeSourceType(
        "ephemeral",
        "EphemeralVolume (an inline specification for a volume that gets created and deleted with the pod)",
        write: ephemeral),
      rbd(.secret()), quobyte,
      VolumeSourceType(
        "downwardAPI", "DownwardAPI (a volume populated by information about the pod)", write: downward),
      azureDisk, vsphere, cinder(.secret()), photon, portworx,
      scaleIO([]), cephFS(.secret()), storageOS, fibreChannel, azureFile([]), flex(.secret()), flocker,
      VolumeSourceType(
        "projected", "Projected (a volume that contains injected data from multiple sources)", write: projected),
      VolumeSourceType("csi", csiTitle) { source, out in csi(source, [], &out) },
      VolumeSourceType(
        "image", "Image (a container image or OCI artifact)",
        [.text("Reference", "reference"), .text("PullPolicy", "pullPolicy")]),
    ]

  /// What persistent volumes can be.
  static let ofPersistentVolumes: [VolumeSourceType] =
    [hostPath] + disks + [
      nfs, iscsi(.secretAnywhere()),
      glusterfs([.text("EndpointsNamespace", "endpointsNamespace", missing: "<unset>")]),
      rbd(.secretAnywhere()), quobyte, vsphere, cinder(.secretAnywhere()), azureDisk, photon, portworx,
      scaleIO([
        VolumeField("SecretName") { $0["secretRef"][.name].text },
        VolumeField("SecretNamespace") { $0["secretRef"][.namespace].text },
      ]),
      VolumeSourceType(
        "local", "LocalVolume (a persistent volume backed by local storage on a node)", [.text("Path", "path")]),
      cephFS(.secretAnywhere()), storageOS, fibreChannel,
      azureFile([.text("SecretNamespace", "secretNamespace")]), flex(.secretAnywhere()), flocker,
      VolumeSourceType("csi", csiTitle) { source, out in
        csi(source, [.text("VolumeHandle", "volumeHandle")], &out)
      },
    ]

  private static let hostPath = VolumeSourceType(
    "hostPath", "HostPath (bare host directory volume)",
    [.text("Path", "path"), .text("HostPathType", .type, missing: "<none>")])

  private static let emptyDir = VolumeSourceType(
    "emptyDir", "EmptyDir (a temporary directory that shares a pod's lifetime)",
    [
      .text("Medium", "medium"),
      VolumeField("SizeLimit") { source in
        let limit = source["sizeLimit"].text
        return limit.isEmpty || limit == "0" ? "<unset>" : limit
      },
    ])

  private static let nfs = VolumeSourceType(
    "nfs", "NFS (an NFS mount that lasts the lifetime of a pod)",
    [.text("Server", "server"), .text("Path", "path"), .flag("ReadOnly", "readOnly")])

  private static func ephemeral(_ source: Value, _ out: inout DescribeText) {
    let template = source["volumeClaimTemplate"]
    if template.isNull { return }
    out.nested(2) { $0.claim(template, isTemplate: true, now: nil) }
  }

  private static func downward(_ source: Value, _ out: inout DescribeText) {
    out.line(2, "Items:")
    for item in source[.items].elements {
      let path = item["path"].text
      if !item["fieldRef"].isNull { out.line(3, "\(item["fieldRef"][.fieldPath].text) -> \(path)") }
      if !item["resourceFieldRef"].isNull { out.line(3, "\(item["resourceFieldRef"]["resource"].text) -> \(path)") }
    }
  }

  private static func projected(_ source: Value, _ out: inout DescribeText) {
    for part in source["sources"].elements {
      if !part["secret"].isNull {
        out.field(2, "SecretName", part["secret"][.name].text)
        out.field(2, "Optional", String(part["secret"]["optional"].isTrue))
      } else if !part["downwardAPI"].isNull {
        out.field(2, "DownwardAPI", "true")
      } else if !part["configMap"].isNull {
        out.field(2, "ConfigMapName", part["configMap"][.name].text)
        out.field(2, "Optional", String(part["configMap"]["optional"].isTrue))
      } else if !part["serviceAccountToken"].isNull {
        out.field(2, "TokenExpirationSeconds", String(part["serviceAccountToken"]["expirationSeconds"].number))
      }
    }
  }

  private static let csiTitle = "CSI (a Container Storage Interface (CSI) volume source)"

  private static func csi(_ source: Value, _ handle: [VolumeField], _ out: inout DescribeText) {
    let fields: [VolumeField] =
      [.text("Driver", "driver"), .text("FSType", "fsType")] + handle + [.flag("ReadOnly", "readOnly")]
    for field in fields { out.row(2, field.title, field.text(source)) }
    out.volumeAttributes(source["volumeAttributes"])
  }
}

extension DescribeText {
  /// The attributes of a CSI volume. Each part of a line is moved to the right, as kubectl does it.
  fileprivate mutating func volumeAttributes(_ attributes: Value) {
    write(2, "VolumeAttributes:\t")
    if attributes.isEmpty { return line("<none>") }
    for (index, attribute) in attributes.fields.enumerated() {
      if index > 0 { write(2, "\t") }
      line(2, Self.shortened("\(attribute.key.text)=\(attribute.value.text)", to: 140))
    }
  }
}
