// The old paths of watches, which API servers still answer: `/api/v1/watch/namespaces/default/pods/web-0`.
import ClusterAPI
import KubeKinds
import KubeObjects

/// A path that asks for a watch by its third word.
struct OldWatchPath {
  /// The path of what is watched.
  let target: String

  /// - Returns: `nil` for every other path.
  init?(_ target: String) {
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    var words = parts[0].split(separator: "/")
    let place = words.first == "api" ? 2 : 3
    guard words.count > place, words[place] == "watch", ["api", "apis"].contains(words[0]) else { return nil }
    words.remove(at: place)
    self.target = "/" + words.joined(separator: "/") + (parts.count > 1 ? "?\(parts[1])" : "")
  }
}

extension APIService {
  func watch(_ old: OldWatchPath, _ received: ReceivedRequest) throws(APIStatus) -> Outcome {
    guard let path = APIPath(old.target, in: cluster.catalog) else { return .answer(Answer(.unknownPath)) }
    guard received.request.method == "GET" else { throw .methodNotAllowed }
    var query = path.query
    query["watch"] = "1"
    switch path.subject {
    case .objects(let kind, let namespace):
      let call = Call(received, query, kind, namespace ?? "")
      try demand(call, "", "")
      return try collection(call, isEverywhere: namespace == nil)
    case .object(let kind, let namespace, let name, nil):
      query["fieldSelector"] = try Self.selector(of: name, query["fieldSelector"] ?? "")
      let call = Call(received, query, kind, namespace)
      try demand(call, "", "")
      return try collection(call, isEverywhere: !kind.isNamespaced)
    default: return .answer(Answer(.unknownPath))
    }
  }

  /// The name in a path is as good as one in a selector, and may not be another.
  private static func selector(of name: String, _ given: String) throws(APIStatus) -> String {
    let own = "metadata.name=\(name)"
    guard given.isEmpty || given == own else {
      throw .badRequest("fieldSelector metadata.name doesn't match requested name")
    }
    return own
  }
}
