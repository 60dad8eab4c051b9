// In which form a client wants its answer: what `Accept` asks for, and what of it we give.
import KubeKinds
import KubeObjects

/// The form of an answer: what is made of the objects, and how they are written.
public struct AnswerForm: Hashable, Sendable {
  enum Shape: Hashable, Sendable {
    /// The objects themselves.
    case objects
    /// A `Table` of `meta.k8s.io`, whose rows carry as much of the objects as `includeObject` says.
    case table(version: String, IncludedObject)
    /// Their metadata alone.
    case metadata(version: String, isList: Bool)
    /// All groups in one document.
    case aggregatedDiscovery(version: String)
  }

  enum Encoding: Hashable, Sendable {
    case json, yaml
  }

  enum IncludedObject: String, Sendable {
    case none = "None"
    case metadata = "Metadata"
    case object = "Object"
  }

  var shape = Shape.objects
  var encoding = Encoding.json
  /// Indented, for people: asked for by `pretty`, or by a client that people look through.
  var isPretty = false

  /// Whether it shows who owns which fields.
  var tellsOwners: Bool {
    switch shape {
    case .objects, .metadata: true
    case .table, .aggregatedDiscovery: false
    }
  }

  /// What `Content-Type` says.
  var contentType: String {
    let base = encoding == .json ? "application/json" : "application/yaml"
    switch shape {
    case .aggregatedDiscovery(let version):
      return "\(base);g=apidiscovery.k8s.io;v=\(version);as=APIGroupDiscoveryList"
    default: return base
    }
  }
}

extension AnswerForm {
  /// What a request takes; `nil` when we have nothing of that (406).
  ///
  /// - Parameter isDiscovery: whether the request is one of those that aggregated discovery answers.
  static func negotiated(_ request: APIRequest, _ query: [String: String], isDiscovery: Bool = false) -> AnswerForm? {
    let accepted = MediaType.accepted(request.header("accept"))
    guard !accepted.isEmpty else { return plain(request, query) }
    for type in accepted {
      guard let encoding = encoding(of: type), let shape = shape(of: type, query, isDiscovery) else { continue }
      var form = plain(request, query)
      form.encoding = encoding
      if type["pretty"] == "1" { form.isPretty = true }
      form.shape = shape
      return form
    }
    return nil
  }

  static func plain(_ request: APIRequest, _ query: [String: String]) -> AnswerForm {
    var form = AnswerForm()
    form.isPretty = isPretty(request, query)
    return form
  }

  private static func encoding(of type: MediaType) -> Encoding? {
    switch type.name {
    case "application/json", "*/*", "application/*": .json
    case "application/yaml": .yaml
    default: nil
    }
  }

  private static func shape(of type: MediaType, _ query: [String: String], _ isDiscovery: Bool) -> Shape? {
    let version = type["v"]
    switch type["as"] {
    case "": return .objects
    case "Table":
      guard type["g"] == "meta.k8s.io", version == "v1" || version == "v1beta1", !isDiscovery else { return nil }
      return .table(version: version, query["includeObject"].flatMap(IncludedObject.init) ?? .metadata)
    case "PartialObjectMetadata", "PartialObjectMetadataList":
      guard type["g"] == "meta.k8s.io", version == "v1" || version == "v1beta1", !isDiscovery else { return nil }
      return .metadata(version: version, isList: type["as"] == "PartialObjectMetadataList")
    case "APIGroupDiscoveryList":
      guard type["g"] == "apidiscovery.k8s.io", version == "v2" || version == "v2beta1", isDiscovery else { return nil }
      return .aggregatedDiscovery(version: version)
    default: return nil
    }
  }

  /// Refuses a table that is to carry what no table carries.
  static func checkIncluded(_ query: [String: String]) throws(APIStatus) {
    guard let text = query["includeObject"], !text.isEmpty, IncludedObject(rawValue: text) == nil else { return }
    throw .badRequest(
      "Unable to convert to Table as requested: includeObject: Invalid value: \(GoText.quoted(text)): must be "
        + "'Metadata', 'Object', 'None', or empty")
  }

  /// (k8s.io/apiserver pkg/endpoints/handlers/negotiation `isPrettyPrint`)
  private static func isPretty(_ request: APIRequest, _ query: [String: String]) -> Bool {
    if let pretty = query["pretty"], !pretty.isEmpty { return GoText.bool(pretty) ?? false }
    let client = request.header("user-agent")
    return ["curl", "Wget", "Mozilla/5.0"].contains { client.hasPrefix($0) }
  }
}

extension AnswerForm {
  var isTable: Bool { if case .table = shape { true } else { false } }
}
