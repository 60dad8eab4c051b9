// Claims: what they ask for, what they got, who uses them.
import KubeKinds
import KubeObjects
import SimCore

extension Describer {
  static let persistentVolumeClaim = Describer(
    relations: { [Relation(.pod, in: $0[.metadata][.namespace].text, .all)] },
    body: { claim, out in
      out.claim(claim.value, isTemplate: false, now: claim.now)
      out.list("Used By", users(claim))
      conditions(claim[.status][.conditions], &out)
    })

  /// The pods that mount the claim, and the pod that owns it if its volume is ephemeral.
  private static func users(_ claim: DescribedObject) -> [String] {
    let pods = claim.related.objects(Relation(.pod, in: claim.namespace, .all))
    var users = pods.flatMap { pod in
      pod[.spec][.volumes].elements
        .filter { $0[.persistentVolumeClaim][.claimName].string == claim.name }.map { _ in pod }
    }
    for owner in claim[.metadata][.ownerReferences].elements where owner[.kind].string == "Pod" {
      guard let pod = pods.first(where: { $0[.metadata][.uid] == owner[.uid] }),
        !users.contains(where: { $0[.metadata][.uid] == owner[.uid] })
      else { continue }
      users.append(pod)
    }
    return users.map { $0[.metadata][.name].text }.sorted(by: SelectorText.bytesPrecede)
  }

  private static func conditions(_ conditions: Value, _ out: inout DescribeText) {
    if conditions.elements.isEmpty { return }
    out.line("Conditions:")
    out.row(1, "Type", "Status", "LastProbeTime", "LastTransitionTime", "Reason", "Message")
    out.row(1, "----", "------", "-----------------", "------------------", "------", "-------")
    for condition in conditions.elements {
      out.row(
        1, condition[.type].text + " ", condition[.status].text + " ",
        DescribeText.time(condition[.lastProbeTime]) + " ", DescribeText.time(condition[.lastTransitionTime]) + " ",
        condition[.reason].text + " ", condition[.message].text)
    }
  }
}

extension DescribeText {
  /// A claim, or the template of one: then there is nothing to say of its name and state.
  mutating func claim(_ claim: Value, isTemplate: Bool, now: Instant?) {
    let metadata = claim[.metadata]
    if !isTemplate {
      field("Name", metadata[.name].text)
      field("Namespace", metadata[.namespace].text)
    }
    field("StorageClass", StorageText.storageClass(claim))
    if let now, !isTemplate { field("Status", StorageText.phase(claim, now)) }
    let volume = claim[.spec][.volumeName].text
    field("Volume", volume)
    labels("Labels", metadata[.labels])
    annotations("Annotations", metadata[.annotations])
    if !isTemplate { field("Finalizers", GoListText.list(metadata[.finalizers])) }
    field("Capacity", volume.isEmpty ? "" : claim[.status][.capacity][.storage].string ?? "0")
    field("Access Modes", volume.isEmpty ? "" : StorageText.accessModes(claim[.status][.accessModes]))
    fieldIfAny("VolumeMode", claim[.spec][.volumeMode])
    let source = claim[.spec]["dataSource"]
    if source.isNull { return }
    line("DataSource:")
    if let group = source["apiGroup"].string { field(1, "APIGroup", group) }
    field(1, "Kind", source[.kind].text)
    field(1, "Name", source[.name].text)
  }

  mutating func fieldIfAny(_ name: String, _ value: Value) { fieldIfAny(0, name, value) }
}

extension StorageText {
  /// The phase of a claim or a volume, or how long it has been ending.
  static func phase(_ object: Value, _ now: Instant) -> String {
    let deletion = object[.metadata][.deletionTimestamp]
    return deletion.isNull ? object[.status][.phase].text : "Terminating (lasts \(Age.since(deletion, now)))"
  }
}
