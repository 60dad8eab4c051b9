// What came in the body of a request: JSON or YAML, read before the cluster is asked anything.
import ClusterAPI
import KubeKinds
import KubeObjects

/// A body, read as far as its own text goes.
public struct RequestBody: Sendable {
  enum Content: Sendable {
    case nothing
    case value(Value)
    /// Why it can't be read, in the words of Go's decoders.
    case unreadable(String)
    /// A media type that is not understood.
    case unsupported(String)
  }

  let content: Content
  let mediaType: MediaType
  /// What strict readers complain of in the text: fields that stand twice.
  let faults: [String]
  /// How the text begins: what messages show of it, and a byte more.
  private let start: [UInt8]

  init(_ request: APIRequest) {
    mediaType = MediaType(request.header("content-type"))
    start = Array(request.body.prefix(APIStatus.shownBytes + 1))
    var faults: [String] = []
    content = Self.content(request.body, mediaType, &faults)
    self.faults = faults
  }

  private static func content(_ bytes: [UInt8], _ type: MediaType, _ faults: inout [String]) -> Content {
    if bytes.isEmpty { return .nothing }
    switch type.name {
    case "", "application/json", "application/json-patch+json", "application/merge-patch+json",
      "application/strategic-merge-patch+json":
      return json(bytes, &faults)
    case "application/yaml", "application/apply-patch+yaml", "application/x-yaml", "text/yaml":
      return yaml(bytes, &faults)
    case ProtobufObject.mediaType: return protobuf(bytes)
    default: return .unsupported(type.name)
    }
  }

  private static func json(_ bytes: [UInt8], _ faults: inout [String]) -> Content {
    do throws(JSONError) {
      let read = try JSONReader.readStrictly(bytes)
      faults = read.duplicates.map { "duplicate field \(GoText.quoted($0))" }
      return .value(read.value)
    } catch {
      return .unreadable(error.message)
    }
  }

  /// Only kinds that Kubernetes itself has come as protobuf.
  private static func protobuf(_ bytes: [UInt8]) -> Content {
    do throws(ProtobufError) {
      return .value(
        try ProtobufObject.read(bytes, ReviewTypes.schema) { version, name in
          if name == "DeleteOptions" { return "meta/v1.DeleteOptions" }
          if let review = ReviewTypes.name(version, name) { return review }
          let kinds = [Kind.eviction, .binding, .scale]
          return KindCatalog.kubernetes.kind(apiVersion: version, name: name)?.schemaType
            ?? kinds.first { $0.name == name && $0.groupVersion == GroupVersion(version) }?.schemaType
        })
    } catch {
      return .unreadable(error.message)
    }
  }

  private static func yaml(_ bytes: [UInt8], _ faults: inout [String]) -> Content {
    do throws(YAMLError) {
      let read = try YAMLReader.readStrictly(bytes)
      faults = TextFaults.ofYAML(read.duplicates)
      return .value(read.value)
    } catch {
      return .unreadable(error.message)
    }
  }
}

extension RequestBody {
  /// The media types that objects may be sent in.
  private static let objectTypes = ["application/json", "application/yaml", ProtobufObject.mediaType]

  /// An object that is to be created or to replace another.
  /// - Throws: `BadRequest` where it is of another kind than the path, `UnsupportedMediaType`.
  func object(_ kind: Kind) throws(APIStatus) -> Value {
    let known = mediaType.name.isEmpty || Self.objectTypes.contains(mediaType.name)
    guard known || content.isNothing else { throw .unsupportedMediaType(mediaType.name, Self.objectTypes) }
    switch content {
    case .nothing: throw .unrecognized(kind, json: "unexpected end of JSON input", [])
    case .unsupported(let type): throw .unsupportedMediaType(type, Self.objectTypes)
    case .unreadable(let reason):
      if isJSON { throw .unrecognized(kind, json: reason, start[...]) }
      throw .unrecognized(kind, reason, start[...])
    case .value(let value): return try SentObject.object(value, kind, start[...])
    }
  }

  private var isJSON: Bool { mediaType.name.isEmpty || mediaType.name == "application/json" }

  /// A patch, by the media type it was sent as.
  func patch(force: Bool) throws(APIStatus) -> Patch {
    let accepted = [Patch.Form.json, .merge, .strategic, .apply].map(\.rawValue)
    guard let form = Patch.Form(rawValue: mediaType.name) else {
      throw .unsupportedMediaType(mediaType.name, accepted)
    }
    switch content {
    case .value(let value): return Patch(form, value, force: force)
    case .nothing: throw Self.unreadable(form, "unexpected end of JSON input")
    case .unreadable(let reason): throw Self.unreadable(form, reason)
    case .unsupported(let type): throw .unsupportedMediaType(type, accepted)
    }
  }

  private static func unreadable(_ form: Patch.Form, _ reason: String) -> APIStatus {
    switch form {
    case .strategic: .badRequest(reason)
    case .apply: .badRequest("error decoding YAML: error converting YAML to JSON: \(reason)")
    case .json, .merge: .badRequest("error decoding patch: \(reason)")
    }
  }

  /// The options of a deletion; nothing where none were sent.
  func deleteOptions() throws(APIStatus) -> Value {
    switch content {
    case .nothing: return [:]
    case .value(let value): return value
    case .unreadable(let reason): throw .badRequest(reason)
    case .unsupported(let type): throw .unsupportedMediaType(type, Self.objectTypes)
    }
  }
}

extension RequestBody.Content {
  fileprivate var isNothing: Bool { if case .nothing = self { true } else { false } }
}

extension APIStatus {
  /// (k8s.io/apiserver pkg/endpoints/handlers/negotiation)
  static func unsupportedMediaType(_ type: String, _ accepted: [String]) -> APIStatus {
    APIStatus(
      code: 415, reason: .unsupportedMediaType,
      message: "the body of the request was in an unknown format - accepted media types include: "
        + accepted.joined(separator: ", "))
  }

  static let notAcceptable = APIStatus(
    code: 406, reason: .notAcceptable,
    message: "only the following media types are accepted: application/json, application/yaml, "
      + "application/json;as=Table;v=v1;g=meta.k8s.io, application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io")

  static func notAcceptable(_ message: String) -> APIStatus {
    APIStatus(code: 406, reason: .notAcceptable, message: message)
  }

  static let unauthorized = APIStatus(code: 401, reason: .unauthorized, message: "Unauthorized")
}
