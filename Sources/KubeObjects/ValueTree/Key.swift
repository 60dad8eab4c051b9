// Field names as numbers: comparing and storing a key costs four bytes, and finding a field never hashes a string.
import Synchronization

/// The name of a field or of a map entry, interned: equal texts have equal keys for the life of the process.
///
/// Keys are ordered by their number when compared for equality and by the bytes of their text when sorted
/// (`Key.precedes`), which is the order Kubernetes prints maps in.
@frozen
public struct Key: Hashable, Sendable {
  public let id: UInt32

  @inlinable
  init(id: UInt32) { self.id = id }

  public init(_ text: String) {
    var text = text
    id = text.withUTF8 { KeyTable.shared.intern($0) }
  }

  public init(_ text: some StringProtocol) { self.init(String(text)) }

  init(utf8 bytes: UnsafeBufferPointer<UInt8>) { id = KeyTable.shared.intern(bytes) }

  public var text: String { KeyTable.shared.text(id) }

  /// Whether this key comes first when a map is printed: by UTF-8 bytes, as Go sorts strings.
  public func precedes(_ other: Key) -> Bool {
    if id == other.id { return false }
    let table = KeyTable.shared
    let (mine, others) = (table.beginning(id), table.beginning(other.id))
    if mine != others { return mine < others }
    return table.text(id).utf8.lexicographicallyPrecedes(table.text(other.id).utf8)
  }
}

extension Key: ExpressibleByStringLiteral, CustomStringConvertible {
  public init(stringLiteral text: String) { self.init(text) }

  public var description: String { text }
}

/// All keys of the process. This is the one table that clusters share: it holds names only, its numbers never
/// reach any output, and it only grows.
///
/// Interning takes a lock. Reading a text does not: a chunk never moves, and whoever holds a key got it after its
/// text was written.
final class KeyTable: Sendable {
  static let shared = KeyTable()

  private static let chunkBits: UInt32 = 10
  private static let chunkSize = 1 << 10
  private static let chunkCount = 1 << 14

  private struct State: Sendable {
    var count: UInt32 = 0
    /// Open addressing, linear probing; 0 is free, otherwise a key's number plus one.
    var slots = [UInt32](repeating: 0, count: 1 << 12)
  }

  private let state = Mutex(State())
  private nonisolated(unsafe) let chunks: UnsafeMutablePointer<UnsafeMutablePointer<Entry>?>

  private struct Entry {
    let text: String
    /// The first eight bytes as one number: where these differ, they say which text comes first.
    let beginning: UInt64
  }

  private init() {
    chunks = .allocate(capacity: Self.chunkCount)
    chunks.initialize(repeating: nil, count: Self.chunkCount)
  }

  func text(_ id: UInt32) -> String {
    chunks[Int(id >> Self.chunkBits)].unsafelyUnwrapped[Int(id) & (Self.chunkSize - 1)].text
  }

  func beginning(_ id: UInt32) -> UInt64 {
    chunks[Int(id >> Self.chunkBits)].unsafelyUnwrapped[Int(id) & (Self.chunkSize - 1)].beginning
  }

  func intern(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let hash = Self.hash(bytes)
    return state.withLock { state in
      let mask = state.slots.count - 1
      var slot = Int(truncatingIfNeeded: hash) & mask
      while state.slots[slot] != 0 {
        let id = state.slots[slot] - 1
        if isText(id, bytes) { return id }
        slot = (slot + 1) & mask
      }
      return append(bytes, &state, slot)
    }
  }

  private func append(_ bytes: UnsafeBufferPointer<UInt8>, _ state: inout State, _ slot: Int) -> UInt32 {
    let id = state.count
    let chunk = Int(id >> Self.chunkBits)
    precondition(chunk < Self.chunkCount, "more than 16 million different field names")
    if chunks[chunk] == nil { chunks[chunk] = .allocate(capacity: Self.chunkSize) }
    (chunks[chunk].unsafelyUnwrapped + Int(id) & (Self.chunkSize - 1))
      .initialize(to: Entry(text: String(decoding: bytes, as: UTF8.self), beginning: Self.beginning(bytes)))
    state.slots[slot] = id + 1
    state.count += 1
    if Int(state.count) * 2 > state.slots.count { grow(&state) }
    return id
  }

  private func grow(_ state: inout State) {
    var larger = [UInt32](repeating: 0, count: state.slots.count * 2)
    let mask = larger.count - 1
    for id in 0..<state.count {
      var text = text(id)
      var slot = Int(truncatingIfNeeded: text.withUTF8(Self.hash)) & mask
      while larger[slot] != 0 { slot = (slot + 1) & mask }
      larger[slot] = id + 1
    }
    state.slots = larger
  }

  private func isText(_ id: UInt32, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var text = text(id)
    return text.withUTF8 { known in
      guard known.count == bytes.count else { return false }
      for index in known.indices where known[index] != bytes[index] { return false }
      return true
    }
  }

  /// Shorter texts are filled up with zeros, which come before every other byte.
  private static func beginning(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    (0..<8).reduce(0) { $0 << 8 | ($1 < bytes.count ? UInt64(bytes[$1]) : 0) }
  }

  /// FNV-1a with a final mix, 64 bits.
  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return hash ^ (hash >> 29)
  }
}
