// Media types, as `Accept` and `Content-Type` name them: `application/json;as=Table;g=meta.k8s.io;v=v1`.

/// A media type with its parameters.
struct MediaType: Equatable, Sendable {
  /// `application/json`, in lower case.
  let name: String
  private let parameters: [String: String]

  init(_ text: some StringProtocol) {
    let parts = text.split(separator: ";").map { $0.trimmed }
    name = parts.first.map { $0.lowercased() } ?? ""
    var parameters: [String: String] = [:]
    for part in parts.dropFirst() {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      parameters[pair[0].lowercased()] = pair.count > 1 ? String(pair[1]) : ""
    }
    self.parameters = parameters
  }

  subscript(parameter: String) -> String { parameters[parameter] ?? "" }

  /// The media types of an `Accept` header, in the order in which the client wants them.
  static func accepted(_ header: String) -> [MediaType] {
    let types = header.split(separator: ",").map { MediaType($0) }
    let weights = types.map { Double($0["q"]) ?? 1 }
    return types.indices.sorted { weights[$0] == weights[$1] ? $0 < $1 : weights[$0] > weights[$1] }.map { types[$0] }
  }
}

extension StringProtocol {
  /// The text without white space at its ends.
  var trimmed: SubSequence {
    let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    let front = drop(while: isSpace)
    guard let last = front.lastIndex(where: { !isSpace($0) }) else { return front.prefix(0) }
    return front[...last]
  }
}
