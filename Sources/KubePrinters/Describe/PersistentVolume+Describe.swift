// Volumes: whose they are, where they can be reached, what they are made of.
import KubeKinds
import KubeObjects

extension Describer {
  static let persistentVolume = Describer { volume, out in
    let spec = volume[.spec]
    out.field("Name", volume.name)
    out.labels("Labels", volume[.metadata][.labels])
    out.annotations("Annotations", volume[.metadata][.annotations])
    out.field("Finalizers", GoListText.list(volume[.metadata][.finalizers]))
    out.field("StorageClass", StorageText.storageClass(volume.value))
    out.field("Status", StorageText.phase(volume.value, volume.now))
    let claim = spec["claimRef"]
    out.field("Claim", claim.isNull ? "" : "\(claim[.namespace].text)/\(claim[.name].text)")
    out.field("Reclaim Policy", spec["persistentVolumeReclaimPolicy"].text)
    out.field("Access Modes", StorageText.accessModes(spec[.accessModes]))
    out.fieldIfAny("VolumeMode", spec[.volumeMode])
    out.field("Capacity", spec[.capacity][.storage].string ?? "0")
    nodeAffinity(spec["nodeAffinity"], &out)
    out.field("Message", volume[.status][.message].text)
    out.line("Source:")
    out.volumeSource(spec, VolumeSources.ofPersistentVolumes)
  }

  private static func nodeAffinity(_ affinity: Value, _ out: inout DescribeText) {
    let required = affinity["required"]
    if required.isNull { return out.field("Node Affinity", "<none>") }
    out.field("Node Affinity", "")
    let terms = required["nodeSelectorTerms"].elements
    out.field(1, "Required Terms", terms.isEmpty ? "<none>" : "")
    for (index, term) in terms.enumerated() {
      out.list(2, "Term \(index)", term[.matchExpressions].elements.map(NodeSelectorText.expression))
    }
  }
}

enum NodeSelectorText {
  /// `kubernetes.io/hostname in [node-1, node-2]`
  static func expression(_ expression: Value) -> String {
    let values = expression[.values].elements.map(\.text)
    let head = "\(expression[.key].text) \(expression[.operator].text.lowercased())"
    return values.isEmpty ? head : "\(head) [\(values.joined(separator: ", "))]"
  }
}
