// Objects as clients send them: what an API server says of a text that is none, or one of another kind
// (k8s.io/apiserver pkg/endpoints/handlers).
import KubeKinds
import KubeObjects

public enum SentObject {
  /// Reads an object that was sent as JSON.
  /// - Throws: `BadRequest` for what is no object, or one of another kind than the path.
  public static func read(json bytes: [UInt8], _ kind: Kind) throws(APIStatus) -> Value {
    let value: Value
    do throws(JSONError) { value = try JSONReader.read(bytes: bytes) } catch {
      throw .unrecognized(kind, json: error.message, bytes[...])
    }
    return try object(value, kind, bytes[...])
  }

  /// A value that was sent, as an object of a kind.
  /// - Parameter bytes: the text it was read from, or its beginning and a byte more.
  public static func object(_ value: Value, _ kind: Kind, _ bytes: ArraySlice<UInt8>) throws(APIStatus) -> Value {
    guard value.object != nil || value.isNull else { throw .unrecognized(kind, json: mismatch(value), bytes) }
    try check(value, kind)
    return value.isNull ? [:] : value
  }

  private static func mismatch(_ value: Value) -> String {
    let source =
      switch value {
      case .array: "array"
      case .string: "string"
      case .bool: "bool"
      default: "number"
      }
    return "json: cannot unmarshal \(source) into Go value of type struct { APIVersion string "
      + "\"json:\\\"apiVersion,omitempty\\\"\"; Kind string \"json:\\\"kind,omitempty\\\"\" }"
  }

  /// What says nothing of its kind is taken for what the path says.
  private static func check(_ object: Value, _ kind: Kind) throws(APIStatus) {
    let version = object[.apiVersion].text
    let name = object[.kind].text
    guard !version.isEmpty, version != "\(kind.groupVersion)" || !name.isEmpty && name != kind.name else { return }
    // Evictions are older than their group.
    if kind === Kind.eviction, version == "policy/v1beta1", name == kind.name { return }
    if name.isEmpty || name == kind.name {
      throw .badRequest(
        "the API version in the data (\(version)) does not match the expected API version (\(kind.groupVersion))")
    }
    throw .badRequest(
      "\(name) in version \(GoText.quoted(GroupVersion(version).version)) cannot be handled as a \(kind.name): "
        + kind.noConversion(from: version, name))
  }

  /// Refuses to put an object in the place of one with another name.
  public static func checkPlace(_ object: Value, namespace: String, name: String) throws(APIStatus) {
    let space = object[.metadata][.namespace].text
    guard space.isEmpty || namespace.isEmpty || space == namespace else {
      throw .badRequest("the namespace of the provided object does not match the namespace sent on the request")
    }
    let own = object[.metadata][.name].text
    guard own == name else {
      throw .badRequest(
        own.isEmpty
          ? "the name of the object (\(name) based on URL) was undeterminable: name must be provided"
          : "the name of the object (\(own)) does not match the name on the URL (\(name))")
    }
  }
}

extension APIStatus {
  /// How many bytes of a text a message shows.
  public static let shownBytes = 30

  /// What can't be read, so that nobody knows what kind it is of.
  public static func unrecognized(_ kind: Kind, _ reason: String, _ bytes: ArraySlice<UInt8>) -> APIStatus {
    .badRequest("the object provided is unrecognized (must be of type \(kind.name)): \(reason) (\(summary(bytes)))")
  }

  public static func unrecognized(_ kind: Kind, json reason: String, _ bytes: ArraySlice<UInt8>) -> APIStatus {
    unrecognized(kind, "couldn't get version/kind; json parse error: \(reason)", bytes)
  }

  /// The beginning of a text: as it is where it might be JSON, in hexadecimal digits where not.
  private static func summary(_ bytes: ArraySlice<UInt8>) -> String {
    if bytes.isEmpty { return "<empty>" }
    let shown = bytes.prefix(shownBytes)
    let end = bytes.count > shownBytes ? " ..." : ""
    if bytes.first == UInt8(ascii: "{") { return String(decoding: shown, as: UTF8.self) + end }
    return shown.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + end
  }
}
