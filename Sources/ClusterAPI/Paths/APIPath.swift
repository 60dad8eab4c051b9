// The paths of an API server, taken apart: `/apis/apps/v1/namespaces/default/statefulsets/web/scale?pretty=true`.
import KubeKinds
import KubeObjects

/// What a path asks for.
public struct APIPath: Sendable {
  public enum Subject: Sendable {
    /// `/healthz`, `/livez`, `/readyz`, or one of their checks.
    case health(endpoint: String, check: String?)
    case version
    /// `/api`: the versions of the core group.
    case coreVersions
    /// `/apis`: the other groups.
    case groups
    case group(String)
    /// The kinds of a group and version.
    case resources(GroupVersion)
    /// The objects of a kind; in all namespaces without one.
    case objects(Kind, namespace: String?)
    case object(Kind, namespace: String, name: String, subresource: Kind.Subresource?)
  }

  public let subject: Subject
  /// The values behind the question mark, by name.
  public let query: [String: String]

  /// - Returns: `nil` for a path that nothing is found at.
  public init?(_ text: String, in catalog: KindCatalog) {
    let parts = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let words = parts[0].split(separator: "/").map { Self.decoded($0) }
    guard let first = words.first, let subject = Self.subject(first, Array(words.dropFirst()), catalog) else {
      return nil
    }
    self.subject = subject
    query = parts.count > 1 ? Self.query(parts[1]) : [:]
  }

  private static func subject(_ first: String, _ rest: [String], _ catalog: KindCatalog) -> Subject? {
    switch first {
    case "healthz", "livez", "readyz":
      return rest.count < 2 ? .health(endpoint: first, check: rest.first) : nil
    case "version": return rest.isEmpty ? .version : nil
    case "api":
      guard let version = rest.first else { return .coreVersions }
      return resource(GroupVersion(group: "", version: version), Array(rest.dropFirst()), catalog)
    case "apis":
      guard let group = rest.first else { return .groups }
      if rest.count == 1 { return catalog.kinds.contains { $0.group == group } ? .group(group) : nil }
      return resource(GroupVersion(group: group, version: rest[1]), Array(rest.dropFirst(2)), catalog)
    default: return nil
    }
  }

  /// What is found below a group and version. A namespace that is followed by a kind says where its objects are;
  /// else the namespace itself is meant.
  private static func resource(_ version: GroupVersion, _ words: [String], _ catalog: KindCatalog) -> Subject? {
    func kind(_ plural: String) -> Kind? {
      catalog.kind(group: version.group, version: version.version, plural: plural)
    }
    if words.isEmpty { return catalog.kinds.contains { $0.groupVersion == version } ? .resources(version) : nil }
    if words[0] == "namespaces", words.count > 2, let kind = kind(words[2]), kind.isNamespaced {
      return object(kind, words[1], Array(words.dropFirst(3)))
    }
    return kind(words[0]).flatMap { object($0, nil, Array(words.dropFirst())) }
  }

  private static func object(_ kind: Kind, _ namespace: String?, _ words: [String]) -> Subject? {
    guard let name = words.first else { return .objects(kind, namespace: namespace) }
    guard kind.isNamespaced == (namespace != nil), words.count < 3 else { return nil }
    var subresource: Kind.Subresource?
    if words.count == 2 {
      subresource = Kind.Subresource(rawValue: words[1])
      guard let subresource, kind.offers(subresource) else { return nil }
    }
    return .object(kind, namespace: namespace ?? "", name: name, subresource: subresource)
  }

  // MARK: Text

  /// The values behind the question mark of any path.
  public static func query(of text: String) -> [String: String] {
    let parts = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    return parts.count > 1 ? query(parts[1]) : [:]
  }

  private static func query(_ text: Substring) -> [String: String] {
    var query: [String: String] = [:]
    for pair in text.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let value = parts.count > 1 ? decoded(parts[1], plusIsSpace: true) : ""
      query[decoded(parts[0], plusIsSpace: true)] = value
    }
    return query
  }

  /// Text with `%2F` and the like read; in queries a plus sign is a space.
  private static func decoded(_ text: Substring, plusIsSpace: Bool = false) -> String {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      let digits = rest.prefix(2)
      if byte == UInt8(ascii: "%"), digits.count == 2,
        let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(plusIsSpace && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
