// IP addresses and ranges, as far as validation looks at them.

/// An address of version 4 or 6.
public struct IPAddress: Equatable, Sendable {
  /// Four or sixteen bytes.
  public let bytes: [UInt8]

  public var isVersion6: Bool { bytes.count == 16 }

  /// Reads an address as Go's `ParseIPSloppy` does: leading zeros in version 4 are fine.
  public init?(_ text: some StringProtocol) {
    if text.utf8.contains(58) {
      guard let bytes = Self.version6(String(text)) else { return nil }
      self.bytes = bytes
    } else {
      guard let bytes = Self.version4(text) else { return nil }
      self.bytes = bytes
    }
  }

  /// Byte by byte: services of large sets are checked by this a hundred addresses at a time.
  private static func version4(_ text: some StringProtocol) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(4)
    var number: Int?
    for byte in text.utf8 {
      switch byte {
      case 48...57:
        let next = (number ?? 0) * 10 + Int(byte - 48)
        if next > 255 { return nil }
        number = next
      case 46:
        guard let whole = number, bytes.count < 3 else { return nil }
        bytes.append(UInt8(whole))
        number = nil
      default: return nil
      }
    }
    guard let last = number, bytes.count == 3 else { return nil }
    return bytes + [UInt8(last)]
  }

  private static func version6(_ text: String) -> [UInt8]? {
    let halves = text.split(separator: "::", maxSplits: 2, omittingEmptySubsequences: false)
    guard halves.count <= 2, let head = groups(halves[0]) else { return nil }
    guard halves.count == 2 else { return head.count == 16 ? head : nil }
    guard let tail = groups(halves[1]), head.count + tail.count <= 14 else { return nil }
    return head + [UInt8](repeating: 0, count: 16 - head.count - tail.count) + tail
  }

  private static func groups(_ text: Substring) -> [UInt8]? {
    if text.isEmpty { return [] }
    var bytes: [UInt8] = []
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if index == parts.count - 1, part.contains(".") {
        guard let last = version4(part) else { return nil }
        bytes += last
      } else {
        guard part.count <= 4, !part.isEmpty, let number = UInt16(part, radix: 16) else { return nil }
        bytes += [UInt8(number >> 8), UInt8(number & 255)]
      }
    }
    return bytes
  }

  /// A number of version 4 that some would read as octal.
  static func hasLeadingZeros(_ text: some StringProtocol) -> Bool {
    var (isFirst, isZero, isVersion4, found) = (true, false, false, false)
    for byte in text.utf8 {
      if byte == 58 {
        (isFirst, found) = (true, false)
      } else if byte == 46 {
        (isFirst, isVersion4) = (true, true)
      } else {
        if !isFirst, isZero { found = true }
        (isZero, isFirst) = (isFirst && byte == 48, false)
      }
    }
    return isVersion4 && found
  }

  /// `::ffff:10.9.8.7`
  public var isMappedVersion4: Bool {
    isVersion6 && bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
  }

  public var isUnspecified: Bool { bytes.allSatisfy { $0 == 0 } }

  public var isLoopback: Bool {
    isVersion6 ? bytes.dropLast().allSatisfy { $0 == 0 } && bytes[15] == 1 : bytes[0] == 127
  }

  public var isLinkLocal: Bool {
    isVersion6 ? bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80 : bytes[0] == 169 && bytes[1] == 254
  }

  public var isLinkLocalMulticast: Bool {
    isVersion6 ? bytes[0] == 0xFF && bytes[1] & 0x0F == 2 : bytes[0] == 224 && bytes[1] == 0 && bytes[2] == 0
  }
}

/// What is no address although `ParseIPSloppy` takes it for one is refused since Kubernetes 1.36
/// (`StrictIPCIDRValidation`, apimachinery pkg/util/validation/ip.go).
extension NameRules {
  public static func address(_ text: String) -> [String] {
    guard let address = IPAddress(text) else {
      return ["must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"]
    }
    if IPAddress.hasLeadingZeros(text) { return ["must not have leading 0s"] }
    return address.isMappedVersion4 ? ["must not be an IPv4-mapped IPv6 address"] : []
  }

  /// An address as it is written in one way only: objects named after addresses can't be made twice.
  @Sendable public static func canonicalAddress(_ text: String) -> [String] {
    let complaints = address(text)
    guard complaints.isEmpty, let address = IPAddress(text), address.description != text else { return complaints }
    return ["must be in canonical form (\(GoText.quoted(address.description)))"]
  }

  public static func addressRange(_ text: String) -> [String] {
    guard let range = AddressRange(text) else {
      return ["must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)"]
    }
    let parts = text.split(separator: "/")
    if IPAddress.hasLeadingZeros(parts[0]) || (parts[1].count > 1 && parts[1].first == "0") {
      return ["must not have leading 0s in IP or prefix length"]
    }
    if range.address.isMappedVersion4 { return ["must not have an IPv4-mapped IPv6 address"] }
    return range.hasBitsBeyondLength ? ["must not have bits set beyond the prefix length"] : []
  }
}

/// A range of addresses that begin alike: `10.9.8.0/24`.
public struct AddressRange: Equatable, Sendable {
  public let address: IPAddress
  /// How many bits the addresses of the range have in common.
  public let length: Int

  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let address = IPAddress(parts[0]), parts[1].utf8.allSatisfy({ (48...57).contains($0) }),
      let length = Int(parts[1]), (0...(address.bytes.count * 8)).contains(length)
    else { return nil }
    self.address = address
    self.length = length
  }

  /// Whether the address is one of the range and not its first.
  public var hasBitsBeyondLength: Bool {
    address.bytes.enumerated().contains { index, byte in
      let common = min(max(length - index * 8, 0), 8)
      return byte & UInt8(truncatingIfNeeded: 0xFF >> common) != 0
    }
  }

  /// Whether another range is a part of this one, and not all of it.
  public func isLarger(than other: AddressRange) -> Bool { length < other.length && contains(other.address) }

  public func contains(_ other: IPAddress) -> Bool {
    guard address.bytes.count == other.bytes.count else { return false }
    return zip(address.bytes, other.bytes).enumerated().allSatisfy { index, pair in
      let common = min(max(length - index * 8, 0), 8)
      return (pair.0 ^ pair.1) >> (8 - common) == 0
    }
  }

  /// Whether an address is one of the range and may be given out: neither the first nor, of version 4, the last.
  public func hasForHosts(_ other: IPAddress) -> Bool {
    guard contains(other) else { return false }
    let hostBits = other.bytes.enumerated().map { index, byte in
      let common = min(max(length - index * 8, 0), 8)
      return (byte & UInt8(truncatingIfNeeded: 0xFF >> common), UInt8(truncatingIfNeeded: 0xFF >> common))
    }
    if hostBits.allSatisfy({ $0.0 == 0 }) { return false }
    return other.isVersion6 || !hostBits.allSatisfy { $0.0 == $0.1 }
  }
}
