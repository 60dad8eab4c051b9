// Attachments of volumes to nodes: what the attach controller writes and kubelets wait for.
import KubeObjects

public enum Attachment {
  /// Whether a volume has to be attached to a node before pods there can mount it: those of CSI drivers are.
  public static func isNeeded(_ volume: Value) -> Bool { volume[.spec]["csi"].object != nil }

  /// The attachment of a volume to a node.
  public static func key(_ volume: Value, _ node: String) -> ObjectKey {
    let csi = volume[.spec]["csi"]
    let text = csi["volumeHandle"].text + csi["driver"].text + node
    return ObjectKey(.volumeAttachment, "", "csi-\(Digest.hex(text))")
  }

  /// Whether an attachment has been made.
  public static func isMade(_ attachment: Value?) -> Bool { attachment?[.status]["attached"].isTrue ?? false }

  /// Whether only one node at a time may have a volume.
  public static func isExclusive(_ volume: Value) -> Bool {
    volume[.spec][.accessModes].elements.allSatisfy { ["ReadWriteOnce", "ReadWriteOncePod"].contains($0.text) }
  }
}
