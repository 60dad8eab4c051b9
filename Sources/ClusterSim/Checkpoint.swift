// A cluster as bytes: what a saved cluster is opened from without playing all that was ever asked of it.
import KubeKinds

/// The objects of a cluster, its clock and its chance, and what its control loops remember beside the objects.
public struct Checkpoint {
  /// Clock, revision, objects but events, chance, kinds that were added.
  public var facts: [UInt8]
  /// What the control loops remember, in their order.
  public var memory: [UInt8]

  /// Reads the events, which are many and are not needed before somebody asks for one; `nil` when they can't be read.
  public var events: () -> [UInt8]?

  public init(facts: [UInt8], memory: [UInt8], events: @escaping () -> [UInt8]?) {
    self.facts = facts
    self.memory = memory
    self.events = events
  }

  /// The number of the form, raised whenever what a loop keeps, or a type that is kept, changes.
  private static let form = 5

  /// What a program must have in common with the one that wrote a checkpoint: its form and the numbers of the kinds.
  public static let signature: String = {
    let names = KindCatalog.kubernetes.kinds.map { "\($0.id.index)=\($0.groupVersion)/\($0.plural)" }
    return "\(form)-\(String(sum(Array(names.joined(separator: " ").utf8)), radix: 16))"
  }()

  /// A number that tells whether facts and memory are as they were written.
  public var sum: Int64 { Int64(bitPattern: Self.sum(facts) ^ (Self.sum(memory) &* 31)) }

  public static func sum(ofEvents bytes: [UInt8]) -> Int64 { Int64(bitPattern: sum(bytes)) }

  /// FNV-1a over words of eight bytes.
  private static func sum(_ bytes: [UInt8]) -> UInt64 {
    bytes.withUnsafeBytes { bytes in
      var sum: UInt64 = 0xcbf2_9ce4_8422_2325
      let words = bytes.count / 8
      for word in 0..<words {
        sum = (sum ^ bytes.loadUnaligned(fromByteOffset: word * 8, as: UInt64.self)) &* 0x100_0000_01b3
        sum ^= sum >> 29
      }
      for byte in bytes[(words * 8)...] { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01b3 }
      return sum
    }
  }

  /// Whether a name is a uid, which no second object ever has.
  static func isIdentity(_ name: String) -> Bool { name.utf8.count == 36 }
}
