// Pod template hashes of ReplicaSets are opaque: they are numbered in the order in which they appear. The names of a
// set's revisions are not touched, because those are known to the bit.

public enum TemplateHashes {
  private static let hash = "(" + TableAges.random + "{8,10})"
  private static let named = Pattern(
    #"pod-template-hash"?[=:] ?"?"# + hash + #"\b|[Rr]eplica ?[Ss]ets?(?:\.apps)?[/ ]"?[a-z0-9.-]+-"# + hash
      + #"\b|[a-z0-9]-"# + hash + "-" + TableAges.random + #"{5}\b|ReplicaSet: +\S+?-"# + hash + #" \("#)
  private static let tableHeader = Pattern(
    "^(NAMESPACE +)?NAME +DESIRED +CURRENT +READY +AGE", isMultiline: true)
  private static let tableRow = Pattern(
    #"^(?:\S+ +)?[a-z0-9.-]+-"# + hash + #" +\d+ +\d+ +\d+ "#, isMultiline: true)

  /// The hashes in texts, each with the name that stands for it.
  public static func names(in texts: [String]) -> [(hash: String, name: String)] {
    var names: [(hash: String, name: String)] = []
    func note(_ hash: String) {
      if !names.contains(where: { $0.hash == hash }) { names.append((hash, "<template-\(names.count + 1)>")) }
    }
    for text in texts {
      for groups in named.groups(in: text) { groups.compactMap { $0 }.first.map(note) }
      guard tableHeader.isFound(in: text) else { continue }
      for groups in tableRow.groups(in: text) { groups.first.flatMap { $0 }.map(note) }
    }
    return names
  }
}
