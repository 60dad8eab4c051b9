// OpenAPI: what kinds and fields there are, for clients that explain, check and merge by it.
import ClusterAPI
import KubeKinds
import KubeObjects

/// The OpenAPI documents of a cluster, made when they are first asked for and again when its kinds have changed.
final class OpenAPIDocuments {
  /// The kinds the documents are of.
  private var kinds: [Kind] = []
  /// How often they have changed.
  private var changes = 0
  private var documents: [String: StoredDocument] = [:]

  func answer(_ request: APIRequest, _ cluster: any ClusterAPI) -> Answer {
    guard ["GET", "HEAD"].contains(request.method) else { return Answer(.methodNotAllowed) }
    let catalog = cluster.catalog
    forgetOld(catalog)
    let path = request.path
    if path == "/openapi/v2" { return v2(request, catalog, cluster.schema) }
    if path == "/openapi/v3" || path == "/openapi/v3/" { return Answer(document: index(catalog)) }
    let words = path.dropFirst("/openapi/v3/".count).split(separator: "/").map(String.init)
    guard path.hasPrefix("/openapi/v3/"), let version = Self.version(words),
      catalog.kinds.contains(where: { $0.groupVersion == version })
    else { return .noSuchPath }
    return stored("\(version)") { [schema = cluster.schema] in Self.v3(version, catalog, schema) }
  }

  /// The documents are of the kinds there are now.
  private func forgetOld(_ catalog: KindCatalog) {
    guard kinds.count != catalog.kinds.count || !zip(kinds, catalog.kinds).allSatisfy({ $0 === $1 }) else { return }
    kinds = catalog.kinds
    changes += 1
    documents = [:]
  }

  private func stored(_ name: String, _ make: @escaping @Sendable () -> Value) -> Answer {
    stored(name, "application/json") { JSONWriter.bytes(make(), escapesHTML: false) + [10] }
  }

  private func stored(
    _ name: String, _ contentType: String, _ make: @escaping @Sendable () -> [UInt8]
  ) -> Answer {
    let document = documents[name] ?? StoredDocument(contentType, make)
    documents[name] = document
    return Answer(.document(document))
  }

  private static func version(_ words: [String]) -> GroupVersion? {
    if words.count == 2, words[0] == "api" { return GroupVersion(group: "", version: words[1]) }
    return words.count == 3 && words[0] == "apis" ? GroupVersion(group: words[1], version: words[2]) : nil
  }

  /// Where the documents of the versions are. The hash changes when the kinds do.
  private func index(_ catalog: KindCatalog) -> Value {
    let names = kinds.map { "\($0.groupVersion)/\($0.name)" }.joined(separator: ",")
    let hash = SHA256.hex(Array("\(changes) \(names)".utf8)).uppercased()
    var paths: Value = [:]
    for kind in catalog.kinds {
      let place = kind.group.isEmpty ? "api/\(kind.groupVersion)" : "apis/\(kind.groupVersion)"
      paths[Key(place)] = ["serverRelativeURL": .string("/openapi/v3/\(place)?hash=\(hash)")]
    }
    return ["paths": paths]
  }

  private static let info: Value = ["title": "Kubernetes", "version": "v1.36.2"]

  private static func v3(_ version: GroupVersion, _ catalog: KindCatalog, _ schema: Schema) -> Value {
    var schemas = OpenAPISchemas(.v3, schema)
    var paths = OpenAPIPaths(.v3)
    for kind in catalog.kinds where kind.groupVersion == version {
      schemas.add(kind)
      paths.add(kind)
    }
    schemas.addRequests(of: version)
    return ["openapi": "3.0.0", "info": info, "paths": paths.value, "components": ["schemas": schemas.value]]
  }

  /// The one document of all kinds, as JSON or, for kubectl, as protobuf.
  private func v2(_ request: APIRequest, _ catalog: KindCatalog, _ schema: Schema) -> Answer {
    let accepted = MediaType.accepted(request.header("accept"))
    for type in accepted where [OpenAPIProtobuf.acceptedType, OpenAPIProtobuf.mediaType].contains(type.name) {
      return stored("v2 protobuf", OpenAPIProtobuf.mediaType) { OpenAPIProtobuf.bytes(Self.v2(catalog, schema)) }
    }
    guard AnswerForm.negotiated(request, [:]) != nil else { return Answer(.notAcceptable) }
    return stored("v2") { Self.v2(catalog, schema) }
  }

  private static func v2(_ catalog: KindCatalog, _ schema: Schema) -> Value {
    var schemas = OpenAPISchemas(.v2, schema)
    var paths = OpenAPIPaths(.v2)
    for kind in catalog.kinds {
      schemas.add(kind)
      paths.add(kind)
      schemas.addRequests(of: kind.groupVersion)
    }
    return ["swagger": "2.0", "info": info, "paths": paths.value, "definitions": schemas.value]
  }
}
