// Objects as kubectl sends them.
import KubeKinds
import KubeObjects
import Testing

@testable import ClusterServer

@Suite struct ProtobufTests {
  /// What `kubectl create deployment web --image=nginx --replicas=2` sends.
  private static let deployment = """
    6b3873000a150a07617070732f7631120a4465706c6f796d656e7412ab010a1f0a0377656212001a0022002a00320038
    0042005a0a0a036170701203776562127a0802120c0a0a0a0361707012037765621a600a1c0a0012001a0022002a0032
    00380042005a0a0a03617070120377656212401222 0a056e67696e7812056e67696e782a0042006a00720080010088
    0100900100a201001a0032004200 4a00520058006000680082010 08a01009a0100c2010022020a00280038001a0c08
    00100018002000280038001a002200
    """

  private static let bytes: [UInt8] = {
    let digits = deployment.filter(\.isHexDigit).compactMap { UInt8(String($0), radix: 16) }
    return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }()

  private func read(_ bytes: [UInt8]) throws(ProtobufError) -> Value {
    try ProtobufObject.read(bytes, .kubernetes) { KindCatalog.kubernetes.kind(apiVersion: $0, name: $1)?.schemaType }
  }

  @Test func aDeployment() throws {
    let object = try read(Self.bytes)
    #expect(object[.apiVersion] == "apps/v1" && object[.kind] == "Deployment" && object[.metadata][.name] == "web")
    #expect(object[.metadata][.labels] == ["app": "web"] && object[.spec][.replicas] == 2)
    #expect(object[.spec][.selector] == ["matchLabels": ["app": "web"]])
    let container = object[.spec][.template][.spec][.containers].elements.first
    #expect(container?[.name] == "nginx" && container?[.image] == "nginx")
    #expect(object[.metadata].fields[.generateName] == nil)
  }

  @Test func brokenBytesAreErrors() {
    // The last two fields of the envelope are empty, and may be missing.
    for count in 0..<Self.bytes.count - 4 {
      let object = try? read(Array(Self.bytes.prefix(count)))
      #expect(object?[.metadata][.name].text.isEmpty ?? true, "\(count) bytes")
    }
    #expect(throws: ProtobufError.self) { try read([0x6B, 0x38, 0x73, 0, 0xFF]) }
    #expect(throws: ProtobufError.self) { try read(Array("{}".utf8)) }
  }

  @Test func embeddedFieldsHavePaths() throws {
    let volume = try #require(Schema.kubernetes.types["core/v1.Volume"])
    let fields = ProtobufNumbers.shared.fields(of: volume)
    #expect(fields["1"]?.name == "name" && fields["2.19"]?.name == "configMap")
    #expect(ProtobufNumbers.hasInner(fields, "2") && !ProtobufNumbers.hasInner(fields, "1"))
  }

  @Test func everyTypeOfTheFactsIsInTheSchema() {
    for line in ProtobufFacts.text.split(separator: "\n") where line.first != " " {
      let name = line.prefix { $0 != " " }
      #expect(Schema.kubernetes.types[String(name)] != nil, "\(name)")
    }
  }
}

@Suite struct OpenAPITests {
  @Test func theDocumentsHoldWhatClientsLookFor() throws {
    let server = ServedCluster()
    let index = server.ask("GET", "/openapi/v3").body["paths"]
    #expect(index["apis/apps/v1"]["serverRelativeURL"].text.hasPrefix("/openapi/v3/apis/apps/v1?hash="))
    let apps = server.ask("GET", "/openapi/v3/apis/apps/v1").body
    let patch = apps["paths"]["/apis/apps/v1/namespaces/{namespace}/statefulsets/{name}"]["patch"]
    #expect(patch["x-kubernetes-group-version-kind"][.kind] == "StatefulSet")
    #expect(patch["parameters"].elements.contains { $0[.name] == "fieldValidation" })
    let set = apps["components"]["schemas"]["io.k8s.api.apps.v1.StatefulSet"]
    #expect(set["x-kubernetes-group-version-kind"].elements.first?["version"] == "v1")
    #expect(server.ask("GET", "/openapi/v3/apis/none/v1").code == 404)
    #expect(server.ask("GET", "/openapi/v2").body["definitions"]["io.k8s.api.core.v1.Pod"]["type"] == "object")
    let protobuf = server.ask("GET", "/openapi/v2", accept: OpenAPIProtobuf.acceptedType).answer
    #expect(protobuf.contentType == OpenAPIProtobuf.mediaType)
    #expect(protobuf.bytes(server.service.types).starts(with: [10, 3] + Array("2.0".utf8)))
  }

  /// Every reference leads somewhere.
  @Test(arguments: ["/openapi/v3/api/v1", "/openapi/v3/apis/apps/v1", "/openapi/v3/apis/batch/v1", "/openapi/v2"])
  func referencesLeadSomewhere(path: String) {
    let document = ServedCluster().ask("GET", path).body
    let known = document["components"]["schemas"].fields.isEmpty ? document["definitions"] : document["components"]["schemas"]
    var missing: Set<String> = []
    func walk(_ value: Value) {
      if let name = value.fields["$ref"]?.text.split(separator: "/").last, known.fields[Key(name)] == nil {
        missing.insert(String(name))
      }
      for element in value.elements { walk(element) }
      for entry in value.fields { walk(entry.value) }
    }
    walk(document)
    #expect(missing.isEmpty && known.fields.count > 20)
  }

  @Test func reviewsAreAnswered() {
    let server = ServedCluster()
    let path = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"
    let review = server.ask("POST", path, ["spec": ["resourceAttributes": ["verb": "get", "resource": "pods"]]])
    #expect(review.code == 201 && review.body[.status]["allowed"] == true)
    let who = server.ask("POST", "/apis/authentication.k8s.io/v1/selfsubjectreviews", [:])
    #expect(who.body[.status]["userInfo"]["username"] == "admin")
  }
}
