// Where a list goes on, as `metadata.continue` says it (k8s.io/apiserver pkg/storage/continue.go).
import KubeKinds
import KubeObjects

/// The version of a list, and the key that its next page begins with.
struct ContinueToken: Equatable {
  let version: Int64
  let start: String

  /// Whether what is there now will do: the version that the list began with is gone.
  var goesOnAnyway: Bool { version < 0 }

  init(version: Int64, start: String) {
    self.version = version
    self.start = start
  }

  /// What an object is kept under, below the folder that is listed.
  static func key(_ object: Value, _ namespace: String?) -> String {
    let (space, name) = (object[.metadata][.namespace].text, object[.metadata][.name].text)
    return namespace == nil && !space.isEmpty ? "\(space)/\(name)" : name
  }

  /// What of a list, whose objects are in order of namespaces and names, comes from here on.
  func rest(of items: [Value], _ namespace: String?) -> ArraySlice<Value> {
    var (low, high) = (0, items.count)
    while low < high {
      let middle = (low + high) / 2
      if precedes(items[middle], namespace) { low = middle + 1 } else { high = middle }
    }
    return items[low...]
  }

  private func precedes(_ object: Value, _ namespace: String?) -> Bool {
    let parts = start.split(separator: "/", maxSplits: 1)
    let metadata = object[.metadata]
    guard namespace == nil, parts.count == 2 else { return precedes(metadata[.name].text, start) }
    let space = metadata[.namespace].text
    return space == parts[0] ? precedes(metadata[.name].text, parts[1]) : precedes(space, parts[0])
  }

  private func precedes(_ a: some StringProtocol, _ b: some StringProtocol) -> Bool {
    a.utf8.lexicographicallyPrecedes(b.utf8)
  }

  // MARK: Text

  /// JSON in base64 for addresses, without padding.
  var text: String {
    let value: Value = ["v": "meta.k8s.io/v1", "rv": .int(version), "start": .string(start)]
    return String(
      Base64.encode(JSONWriter.bytes(value)).compactMap { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 == "=" ? nil : $0 })
  }

  /// - Throws: `BadRequest` for what is no token.
  init(_ text: String) throws(APIStatus) {
    let plain = text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }
    let padded = String(plain) + String(repeating: "=", count: (4 - plain.count % 4) % 4)
    let value: Value
    switch Base64.decoded(padded.utf8) {
    case .failure(let error): throw Self.invalid("continue key is not valid: \(error.message)")
    case .success(let bytes):
      do throws(JSONError) { value = try JSONReader.read(bytes: bytes) } catch {
        throw Self.invalid("continue key is not valid: \(error.message)")
      }
    }
    guard value["v"] == "meta.k8s.io/v1" else {
      throw Self.invalid("continue key is not valid: server does not recognize this encoded version \(value["v"].text)")
    }
    version = value["rv"].number
    start = value["start"].text
    if version == 0 {
      throw Self.invalid("continue key is not valid: incorrect encoded start resourceVersion (version meta.k8s.io/v1)")
    }
    if start.isEmpty {
      throw Self.invalid("continue key is not valid: encoded start key empty (version meta.k8s.io/v1)")
    }
  }

  private static func invalid(_ reason: String) -> APIStatus { .badRequest("invalid continue token: \(reason)") }
}
