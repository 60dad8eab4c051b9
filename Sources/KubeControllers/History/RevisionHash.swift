// The hashes in the names of ControllerRevisions, equal to the last bit to those of a real control plane.
import KubeObjects

enum RevisionHash {
  /// The hash of a revision's data after a number of name collisions: FNV-1 with 32 bits over the data as Go's
  /// `json.Marshal` writes it and the count in decimal (pkg/controller/history `HashControllerRevision`).
  static func text(_ data: Value, collisions: Int64) -> String {
    var sum = fnv1(JSONWriter.bytes(data))
    sum = fnv1(Array(String(collisions).utf8), sum)
    return safeEncoded(String(sum))
  }

  /// FNV-1, not 1a: the multiplication comes before the exclusive or.
  static func fnv1(_ bytes: [UInt8], _ start: UInt32 = 0x811c_9dc5) -> UInt32 {
    bytes.reduce(start) { ($0 &* 0x0100_0193) ^ UInt32($1) }
  }

  private static let alphabet = Array("bcdfghjklmnpqrstvwxz2456789".utf8)

  /// Maps each character to one that can't make up bad words (apimachinery `rand.SafeEncodeString`).
  static func safeEncoded(_ text: String) -> String {
    String(decoding: text.utf8.map { alphabet[Int($0) % alphabet.count] }, as: UTF8.self)
  }
}
