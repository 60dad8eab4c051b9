// Claims, volumes and everything that makes or describes them.
import KubeKinds
import KubeObjects

extension KindColumns {
  static let persistentVolumeClaim = KindColumns([
    .name,
    Column("Status") { .text(phase($0)) },
    Column("Volume") { .text($0[.spec][.volumeName].text) },
    Column("Capacity") { isBound($0) ? .text($0[.status][.capacity][.storage].string ?? "0") : "" },
    Column("Access Modes") { isBound($0) ? .text(StorageText.accessModes($0[.status][.accessModes])) : "" },
    Column("StorageClass") { .text(StorageText.storageClass($0.value)) },
    Column("VolumeAttributesClass") { .text($0[.spec][.volumeAttributesClassName].string ?? "<unset>") },
    .age,
    .wide("VolumeMode") { .text($0[.spec][.volumeMode].string ?? "<unset>") },
  ])

  static let persistentVolume = KindColumns([
    .name,
    Column("Capacity") { .text($0[.spec][.capacity][.storage].string ?? "0") },
    Column("Access Modes") { .text(StorageText.accessModes($0[.spec][.accessModes])) },
    Column("Reclaim Policy") { .text($0[.spec]["persistentVolumeReclaimPolicy"].text) },
    Column("Status") { .text(phase($0)) },
    Column("Claim") {
      let claim = $0[.spec]["claimRef"]
      return claim.isNull ? "" : "\(claim[.namespace].text)/\(claim[.name].text)"
    },
    Column("StorageClass") { .text(StorageText.storageClass($0.value)) },
    Column("VolumeAttributesClass") { .text($0[.spec][.volumeAttributesClassName].string ?? "<unset>") },
    Column("Reason") { .text($0[.status][.reason].text) },
    .age,
    .wide("VolumeMode") { .text($0[.spec][.volumeMode].string ?? "<unset>") },
  ])

  private static func phase(_ object: PrintedObject) -> String {
    object[.metadata][.deletionTimestamp].isNull ? object[.status][.phase].text : "Terminating"
  }

  private static func isBound(_ claim: PrintedObject) -> Bool { !claim[.spec][.volumeName].isEmpty }

  static let storageClass = KindColumns([
    Column("Name", isName: true) { .text(StorageClassText.markedName($0.value, StorageClassText.defaults)) },
    Column("Provisioner") { .text($0["provisioner"].text) },
    Column("ReclaimPolicy") { .text($0["reclaimPolicy"].string ?? "Delete") },
    Column("VolumeBindingMode") { .text($0["volumeBindingMode"].string ?? "Immediate") },
    Column("AllowVolumeExpansion") { .flag($0["allowVolumeExpansion"].isTrue) },
    .age,
  ])

  static let volumeAttributesClass = KindColumns([
    Column("Name", isName: true) {
      .text(StorageClassText.markedName($0.value, StorageClassText.attributeDefaults))
    },
    Column("DriverName") { .text($0["driverName"].text) },
    .age,
  ])

  static let csiNode = KindColumns([
    .name, Column("Drivers", .integer) { .number(Int64($0[.spec]["drivers"].elements.count)) }, .age,
  ])

  static let csiDriver = KindColumns([
    .name,
    Column("AttachRequired", .boolean) { .flag($0[.spec]["attachRequired"].bool ?? true) },
    Column("PodInfoOnMount", .boolean) { .flag($0[.spec]["podInfoOnMount"].isTrue) },
    Column("StorageCapacity", .boolean) { .flag($0[.spec]["storageCapacity"].isTrue) },
    Column("TokenRequests") {
      let requests = $0[.spec]["tokenRequests"]
      if requests.isNull { return "<unset>" }
      return .text(requests.elements.map { $0["audience"].text }.joined(separator: ","))
    },
    Column("RequiresRepublish", .boolean) { .flag($0[.spec]["requiresRepublish"].isTrue) },
    Column("Modes") {
      let modes = $0[.spec]["volumeLifecycleModes"].elements.map(\.text)
      return modes.isEmpty ? "<none>" : .text(modes.joined(separator: ","))
    },
    .age,
  ])

  static let csiStorageCapacity = KindColumns([
    .name,
    Column("StorageClassName") { .text($0[.storageClassName].text) },
    Column("Capacity") { .text($0[.capacity].string ?? "<unset>") },
  ])

  static let volumeAttachment = KindColumns([
    .name,
    Column("Attacher") { .text($0[.spec]["attacher"].text) },
    Column("PV") { .text($0[.spec][.source]["persistentVolumeName"].text) },
    Column("Node") { .text($0[.spec][.nodeName].text) },
    Column("Attached", .boolean) { .flag($0[.status]["attached"].isTrue) },
    .age,
  ])
}

enum StorageClassText {
  /// The annotations that make a class the default one, today's and yesterday's.
  static let defaults: [Key] = [
    "storageclass.kubernetes.io/is-default-class", "storageclass.beta.kubernetes.io/is-default-class",
  ]
  static let attributeDefaults: [Key] = ["volumeattributesclass.alpha.kubernetes.io/is-default-class"]

  static func isDefault(_ object: Value, _ annotations: [Key]) -> Bool {
    annotations.contains { object[.metadata][.annotations][$0].string == "true" }
  }

  static func markedName(_ object: Value, _ annotations: [Key]) -> String {
    object[.metadata][.name].text + (isDefault(object, annotations) ? " (default)" : "")
  }
}
