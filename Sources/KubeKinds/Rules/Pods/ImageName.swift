// Names of images: `registry.example.com:5000/team/app:1.2@sha256:...`.

enum ImageName {
  /// When a node pulls an image whose policy is not given: always for `latest`, otherwise once.
  static func pullPolicy(_ name: String) -> String { tag(of: name) == "latest" ? "Always" : "IfNotPresent" }

  /// The tag of an image: `latest` where neither tag nor digest is written, `nil` for a digest alone and for texts
  /// that are no image names.
  static func tag(of name: String) -> String? {
    let parts = name.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    var components = parts[0].split(separator: "/", omittingEmptySubsequences: false)
    if components.count > 1, isRegistry(components[0]) { components.removeFirst() }
    let last = components.removeLast().split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard components.allSatisfy(isPathComponent), isPathComponent(last[0]) else { return nil }
    if last.count > 1 { return isTag(last[1]) ? String(last[1]) : nil }
    return parts.count > 1 ? nil : "latest"
  }

  /// The first component is a registry when it looks like a host.
  private static func isRegistry(_ component: Substring) -> Bool {
    component == "localhost" || component.utf8.contains { $0 == 46 || $0 == 58 || (65...90).contains($0) }
  }

  /// Lower-case letters and digits, with separators between them.
  private static func isPathComponent(_ component: Substring) -> Bool {
    guard let first = component.utf8.first, let last = component.utf8.last else { return false }
    return isLetterOrDigit(first) && isLetterOrDigit(last)
      && component.utf8.allSatisfy { isLetterOrDigit($0) || $0 == 45 || $0 == 46 || $0 == 95 }
  }

  private static func isTag(_ tag: Substring) -> Bool {
    guard let first = tag.utf8.first, first != 45, first != 46, tag.utf8.count <= 128 else { return false }
    return tag.utf8.allSatisfy {
      isLetterOrDigit($0) || (65...90).contains($0) || $0 == 45 || $0 == 46 || $0 == 95
    }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (97...122).contains(byte) || (48...57).contains(byte)
  }
}
