// From what people type for a kind (`sts`, `Pods`, `deployments.v1.apps`) to the kind, as kubectl's REST mapper does.
import KubeKinds
import KubeObjects

public enum KindNames {
  /// The kind that a word names.
  /// - Throws: `the server doesn't have a resource type "x"`.
  public static func kind(_ word: String, in catalog: KindCatalog) throws(CommandError) -> Kind {
    let parts = word.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
    if parts.count == 3,
      let kind = resource(parts[0], version: parts[1], group: parts[2], catalog)
        ?? catalog.kind(apiVersion: "\(GroupVersion(group: parts[2], version: parts[1]))", name: parts[0])
    {
      return kind
    }
    let group = parts.dropFirst().joined(separator: ".")
    if let kind = resource(parts[0], version: "", group: group, catalog) { return kind }
    throw .text("the server doesn't have a resource type \"\(parts[0])\"")
  }

  /// All kinds of a resource's name. Long names match in any case, short names only as they are.
  static func kinds(_ name: String, in catalog: KindCatalog) -> [Kind] {
    let lowered = name.lowercased()
    return catalog.kinds.filter {
      $0.plural == lowered || $0.singular == lowered || $0.shortNames.contains(name)
    }
  }

  /// Finds a kind by a resource's name. A group that no kind has exactly may be the beginning of one.
  private static func resource(
    _ name: String, version: String, group: String, _ catalog: KindCatalog
  ) -> Kind? {
    let named = kinds(name, in: catalog).filter { version.isEmpty || $0.groupVersion.version == version }
    if group.isEmpty { return version.isEmpty ? named.first : named.first { $0.group.isEmpty } ?? named.first }
    return named.first { $0.group == group } ?? named.first { version.isEmpty && $0.group.hasPrefix(group) }
  }

  /// Says which other kinds a short name could mean.
  static func warning(_ word: String, _ chosen: Kind, in catalog: KindCatalog) -> String? {
    let others = catalog.kinds.filter { $0.shortNames.contains(word) && $0.groupResource != chosen.groupResource }
    guard let other = others.first, chosen.shortNames.contains(word) else { return nil }
    return "short name \(GoText.quoted(word)) could also match lower priority resource \(other.groupResource)"
  }

  /// The words of a comma-separated list of kinds, each once; a category (`all`) stands for its kinds.
  public static func words(_ list: String, in catalog: KindCatalog) -> [String] {
    split(list).flatMap { word in
      let members = catalog.kinds.filter { $0.categories.contains(word) && $0.verbs.contains("list") }
      return members.isEmpty ? [word] : distinct(members.map { "\($0.groupResource)" })
    }
  }

  /// The words between commas, each once, in their order.
  static func split(_ list: String) -> [String] {
    distinct(list.split(separator: ",", omittingEmptySubsequences: false).map(String.init))
  }

  private static func distinct(_ words: [String]) -> [String] {
    var seen: Set<String> = []
    return words.filter { seen.insert($0).inserted }
  }
}

extension CommandError {
  /// An unknown kind as `explain`, `events` and `create role` refuse it: without `error: `, for it comes from the list
  /// of kinds itself.
  static func unknownResource(_ name: String, group: String = "") -> CommandError {
    let place = group.isEmpty ? "" : " in group \"\(group)\""
    return .several([.text("the server doesn't have a resource type \"\(name)\"\(place)")])
  }
}
