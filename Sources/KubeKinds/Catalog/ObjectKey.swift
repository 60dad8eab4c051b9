// Which object: the name by which everything refers to it.
import KubeObjects

/// The place of an object: its kind, its namespace (empty for kinds of the whole cluster) and its name.
public struct ObjectKey: Hashable, Sendable, Codable {
  public let kind: KindID
  public let namespace: String
  public let name: String

  /// The three as one number, made once: keys are made seldom and looked up at every step of the simulation.
  private let mixed: UInt64

  public init(_ kind: KindID, _ namespace: String, _ name: String) {
    self.kind = kind
    self.namespace = namespace
    self.name = name
    var mixed = UInt64(truncatingIfNeeded: kind.index)
    Self.mix(namespace, into: &mixed)
    Self.mix(name, into: &mixed)
    self.mixed = mixed
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(mixed) }

  /// What tables ask for. The number is mixed well already: one more turn with the seed of the table does, where the
  /// library's hasher would take ten times as long for each of the two hundred questions that a pod's start asks.
  public func _rawHashValue(seed: Int) -> Int {
    Int(truncatingIfNeeded: Self.scrambled(mixed ^ UInt64(truncatingIfNeeded: seed)))
  }

  public static func == (a: ObjectKey, b: ObjectKey) -> Bool {
    a.mixed == b.mixed && a.kind == b.kind && a.name == b.name && a.namespace == b.namespace
  }

  /// Eight bytes at a time are several times as fast as the library's hashing of strings; the hasher does the rest.
  private static func mix(_ text: String, into mixed: inout UInt64) {
    let (utf8, before) = (text.utf8, mixed)
    let sum = utf8.withContiguousStorageIfAvailable { mix(UnsafeRawBufferPointer($0), into: before) }
    mixed = sum ?? Array(utf8).withUnsafeBytes { mix($0, into: before) }
  }

  private static func mix(_ bytes: UnsafeRawBufferPointer, into mixed: UInt64) -> UInt64 {
    var sum = mixed ^ UInt64(truncatingIfNeeded: bytes.count)
    var start = 0
    while start + 8 <= bytes.count {
      sum = scrambled(sum ^ bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self))
      start += 8
    }
    var rest: UInt64 = 0
    for byte in bytes[start...] { rest = rest << 8 | UInt64(byte) }
    return scrambled(sum ^ rest)
  }

  /// The end of MurmurHash3's 64-bit finalizer.
  private static func scrambled(_ word: UInt64) -> UInt64 {
    let product = (word ^ word >> 33) &* 0xff51_afd7_ed55_8ccd
    return product ^ product >> 33
  }
}

extension ObjectKey {
  private enum CodingKeys: CodingKey { case kind, namespace, name }

  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      try fields.decode(KindID.self, forKey: .kind), try fields.decode(String.self, forKey: .namespace),
      try fields.decode(String.self, forKey: .name))
  }
}

extension ObjectKey: Comparable {
  /// The order in which the API server lists: by namespace, then by name, byte by byte.
  public static func < (a: ObjectKey, b: ObjectKey) -> Bool {
    if a.kind != b.kind { return a.kind < b.kind }
    if a.namespace != b.namespace { return a.namespace.utf8.lexicographicallyPrecedes(b.namespace.utf8) }
    return a.name.utf8.lexicographicallyPrecedes(b.name.utf8)
  }
}
