// Addresses of pods.

/// Gives pods IPv4 addresses: each node's range in turn, or one range for the whole cluster.
struct AddressPool: Codable {
  private struct Range: Codable {
    var first: UInt32
    var count: UInt32
    var used: UInt32 = 0
  }

  private var ranges: [String: Range] = [:]
  private var taken: Set<UInt32> = []

  /// The next free address of a range such as `10.244.1.0/24`. Addresses come round again only when all of the range
  /// have been given out, so that a pod that comes back has another address, as on a real node.
  mutating func next(_ text: String) -> String? {
    guard var range = ranges[text] ?? Self.range(text) else { return nil }
    defer { ranges[text] = range }
    for _ in 0..<range.count {
      let address = range.first + range.used
      range.used = (range.used + 1) % range.count
      if taken.insert(address).inserted { return Self.text(address) }
    }
    return nil
  }

  /// Marks an address that is in use already.
  mutating func take(_ address: String) {
    if let number = Self.number(address) { taken.insert(number) }
  }

  mutating func free(_ address: String) {
    if let number = Self.number(address) { taken.remove(number) }
  }

  /// The usable addresses of a range: without the network's, the node's own and the broadcast address.
  private static func range(_ text: String) -> Range? {
    let parts = text.split(separator: "/")
    guard parts.count == 2, let base = number(String(parts[0])), let bits = UInt32(parts[1]), (8...29).contains(bits)
    else { return nil }
    return Range(first: base + 2, count: (1 << (32 - bits)) - 3)
  }

  private static func number(_ text: String) -> UInt32? {
    let bytes = text.split(separator: ".").compactMap { UInt8($0) }
    guard bytes.count == 4 else { return nil }
    return bytes.reduce(0) { $0 << 8 | UInt32($1) }
  }

  private static func text(_ address: UInt32) -> String {
    "\(address >> 24).\(address >> 16 & 255).\(address >> 8 & 255).\(address & 255)"
  }
}
