// Addresses that are fine and written in an unusual way (`GetWarningsForIP`, `GetWarningsForCIDR`).
import KubeObjects

enum AddressWarnings {
  static func address(_ text: String, at path: FieldPath) -> [String] {
    guard let address = IPAddress(text), address.isVersion6, address.description != text else { return [] }
    return [
      "\(path): IPv6 address \(GoText.quoted(text)) should be in RFC 5952 canonical format "
        + "(\(GoText.quoted(address.description)))"
    ]
  }

  static func range(_ text: String, at path: FieldPath) -> [String] {
    guard let range = AddressRange(text), range.address.isVersion6 else { return [] }
    let canonical = "\(range.address)/\(range.length)"
    if canonical == text { return [] }
    return [
      "\(path): IPv6 CIDR value \(GoText.quoted(text)) should be in RFC 5952 canonical format "
        + "(\(GoText.quoted(canonical)))"
    ]
  }
}
