// Writes as client libraries send them: apply with managers, dry runs, strictness, preconditions, subresources.
import ClusterAPI
import ClusterSim
import KubeKinds
import KubeObjects
import SimCore
import Testing

@testable import ClusterServer

@Suite struct WriteRequestTests {
  private static let maps = ServedCluster.configMaps
  private static let sets = "/apis/apps/v1/namespaces/default/statefulsets"
  private static let pods = "/api/v1/namespaces/default/pods"
  private static let apply = "application/apply-patch+yaml"

  private static let set: Value = [
    "metadata": ["name": "web"],
    "spec": [
      "serviceName": "web", "replicas": 2, "selector": ["matchLabels": ["app": "web"]],
      "template": [
        "metadata": ["labels": ["app": "web"]], "spec": ["containers": [["name": "main", "image": "nginx"]]],
      ],
    ],
  ]

  private static func map(_ name: String, _ data: Value, uid: String? = nil) -> Value {
    var map: Value = ["apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": .string(name)], "data": data]
    if let uid { map[.metadata]["uid"] = .string(uid) }
    return map
  }

  private static let misspelt: Value = [
    "apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": "a"], "nope": 1,
  ]

  // MARK: Apply

  @Test func appliersOwnWhatTheyApply() {
    let server = ServedCluster()
    let path = Self.maps + "/a?fieldManager="
    #expect(server.ask("PATCH", path + "one", Self.map("a", ["x": "1", "y": "1"]), type: Self.apply).code == 201)
    let refused = server.ask("PATCH", path + "two", Self.map("a", ["x": "2"]), type: Self.apply)
    #expect(refused.code == 409 && refused.body["details"]["causes"][index: 0]["reason"] == "FieldManagerConflict")
    #expect(refused.body[.message] == #"Apply failed with 1 conflict: conflict with "one": .data.x"#)
    let forced = server.ask("PATCH", path + "two&force=true", Self.map("a", ["x": "2"]), type: Self.apply).body
    #expect(forced["data"] == ["x": "2", "y": "1"])
    #expect(forced[.metadata]["managedFields"].elements.map { $0["manager"] } == ["one", "two"])
    #expect(server.ask("PATCH", path + "one", Self.map("a", [:]), type: Self.apply).body["data"] == ["x": "2"])
  }

  @Test func sizesAreAppliedAsFieldsOfTheirObjects() {
    let server = ServedCluster()
    #expect(server.ask("POST", Self.sets, Self.set).code == 201)
    let scale: Value = [
      "apiVersion": "autoscaling/v1", "kind": "Scale", "metadata": ["name": "web"], "spec": ["replicas": 4],
    ]
    let path = Self.sets + "/web/scale?fieldManager=hpa"
    #expect(server.ask("PATCH", path, scale, type: Self.apply).code == 409)
    #expect(server.ask("PATCH", path + "&force=true", scale, type: Self.apply).code == 200)
    let set = server.ask("GET", Self.sets + "/web").body
    #expect(set[.spec][.replicas] == 4)
    let owner = set[.metadata]["managedFields"].elements.first { $0["manager"] == "hpa" }
    #expect(owner?["subresource"] == "scale" && owner?["operation"] == "Apply" && owner?["time"] != nil)
    var wrong = scale
    wrong[.spec][.replicas] = -1
    #expect(server.ask("PATCH", path, wrong, type: Self.apply).code == 422)
    var other = scale
    other[.metadata][.name] = "none"
    #expect(server.ask("PATCH", Self.sets + "/none/scale?fieldManager=hpa", other, type: Self.apply).code == 404)
  }

  @Test(arguments: [
    ("", map("a", [:]), 422, "fieldManager: Required value: is required for apply patch"),
    ("?fieldManager=a%0Ab", map("a", [:]), 422, "invalid character U+000A (at position 1)"),
    ("?fieldManager=\(String(repeating: "x", count: 129))", map("a", [:]), 422, "may not be more than 128 bytes"),
    ("?fieldManager=x", map("b", [:]), 400, "the name of the object (b) does not match the name on the URL (a)"),
    ("?fieldManager=x", map("a", [:], uid: "u"), 409, "uid mismatch: the provided object specified uid u"),
    ("?fieldManager=x", misspelt, 500,
      "failed to create typed patch object (/a; /v1, Kind=ConfigMap): .nope: field not declared in schema"),
  ])
  func configurationsThatCannotBeApplied(query: String, body: Value, code: Int, words: String) {
    let answer = ServedCluster().ask("PATCH", Self.maps + "/a" + query, body, type: Self.apply)
    #expect(answer.code == code && answer.body[.message].text.contains(words), "\(answer.body)")
  }

  // MARK: Strictness

  @Test(arguments: [
    ("", 201, [#"duplicate field "metadata.name""#]), ("?fieldValidation=Ignore", 201, []),
    ("?fieldValidation=Strict", 400, []),
  ])
  func fieldsThatStandTwice(query: String, code: Int, warnings: [String]) {
    let server = ServedCluster()
    let text = #"{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","name":"b"}}"#
    let request = APIRequest(
      method: "POST", target: Self.maps + query, headers: [("content-type", "application/json")], body: Array(text.utf8))
    guard case .answer(let answer) = server.service.perform(ReceivedRequest(request)) else { return }
    #expect(answer.code == code && answer.warnings == warnings)
  }

  @Test(arguments: [
    ("POST", "", "application/yaml", "", 201, [#"line 5: key "name" already set in map"#, #"line 8: key "x" already set in map"#]),
    ("POST", "", "application/yaml", "?fieldValidation=Ignore", 201, []),
    (
      "POST", "", "application/yaml", "?fieldValidation=Strict", 400,
      [
        "ConfigMap in version \"v1\" cannot be handled as a ConfigMap: strict decoding error: yaml: unmarshal errors:\n"
          + "  line 5: key \"name\" already set in map\n  line 8: key \"x\" already set in map"
      ]
    ),
    (
      "PATCH", "/a", apply, "?fieldManager=m", 201,
      [#"line 5: key "name" already set in map"#, #"line 8: key "x" already set in map"#]
    ),
    (
      "PATCH", "/a", apply, "?fieldManager=m&fieldValidation=Strict", 400,
      [
        "error strict decoding YAML: error converting YAML to JSON: yaml: unmarshal errors:\n"
          + "  line 5: key \"name\" already set in map\n  line 8: key \"x\" already set in map"
      ]
    ),
  ] as [(String, String, String, String, Int, [String])])
  func keysThatStandTwiceInYAML(
    method: String, name: String, type: String, query: String, code: Int, words: [String]
  ) throws {
    let server = ServedCluster()
    let text = """
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: b
        name: a
      data:
        x: "1"
        x: "2"
      """
    let request = APIRequest(
      method: method, target: Self.maps + name + query, headers: [("content-type", type)], body: Array(text.utf8))
    guard case .answer(let answer) = server.service.perform(ReceivedRequest(request)) else { return }
    let body = try JSONReader.read(bytes: answer.bytes(server.service.types))
    #expect(answer.code == code)
    #expect((code < 400 ? answer.warnings : [body[.message].text]) == words)
  }

  @Test func strictPatchesThatAreRefusedShowWhatTheyMake() {
    let server = ServedCluster()
    _ = server.ask("POST", Self.maps, ServedCluster.configMap("a"))
    let patch: Value = ["data": ["a": "2"], "nope": 1]
    let path = Self.maps + "/a?fieldValidation=Strict"
    let merged = server.ask("PATCH", path, patch, type: "application/merge-patch+json").body[.message].text
    #expect(merged.hasPrefix(#" "" is invalid: patch: Invalid value: "{"#) && merged.contains(#"\"data\":{\"a\":\"2\"}"#))
    #expect(merged.hasSuffix(#": strict decoding error: unknown field "nope""#))
    #expect(
      server.ask("PATCH", path, patch, type: "application/strategic-merge-patch+json").body[.message]
        == #" "" is invalid: patch: Invalid value: "map[data:map[a:2] nope:1]": strict decoding error: unknown field "nope""#)
  }

  @Test(arguments: [
    ("", "unexpected end of JSON input (<empty>)"), ("{\"a\":", "unexpected end of JSON input ({\"a\":)"),
    ("kind: ConfigMap, and much more of it", "invalid character 'k' looking for beginning of value (6b696e643a20436f6e6669674d61702c20616e64206d756368206d6f7265 ...)"),
    ("[]", "json: cannot unmarshal array into Go value of type struct { APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string \"json:\\\"kind,omitempty\\\"\" } (5b5d)"),
  ])
  func textsThatAreNoObjects(text: String, words: String) throws {
    let server = ServedCluster()
    let request = APIRequest(
      method: "POST", target: Self.maps, headers: [("content-type", "application/json")], body: Array(text.utf8))
    guard case .answer(let answer) = server.service.perform(ReceivedRequest(request)) else { return }
    let body = try JSONReader.read(bytes: answer.bytes(server.service.types))
    #expect(answer.code == 400)
    #expect(
      body[.message].text
        == "the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json parse error: "
        + words)
  }

  @Test(arguments: [("", 200, 1), ("?fieldValidation=Ignore", 200, 0), ("?fieldValidation=Strict", 422, 0)])
  func wordsThatNoPatchHas(query: String, code: Int, warnings: Int) {
    let server = ServedCluster()
    _ = server.ask("POST", Self.maps, ServedCluster.configMap("a"))
    let patch: Value = [["op": "add", "path": "/data/b", "value": "2", "extra": 1]]
    let answer = server.ask("PATCH", Self.maps + "/a" + query, patch, type: "application/json-patch+json")
    #expect(answer.code == code && answer.answer.warnings.count == warnings)
  }

  @Test(arguments: [
    ([["op": "test", "path": "/data/a", "value": "2"]], 422), ([["op": "frob", "path": "/data/a"]], 422),
    (["op": "add"], 400),
  ] as [(Value, Int)])
  func patchesThatFail(patch: Value, code: Int) {
    let server = ServedCluster()
    _ = server.ask("POST", Self.maps, ServedCluster.configMap("a"))
    #expect(server.ask("PATCH", Self.maps + "/a", patch, type: "application/json-patch+json").code == code)
    #expect(server.ask("GET", Self.maps + "/a").body["data"] == ["a": "1"])
  }

  // MARK: Dry runs and deletions

  @Test func nothingComesOfDryRuns() {
    let server = ServedCluster()
    let path = Self.maps + "/a"
    #expect(server.ask("POST", Self.maps + "?dryRun=All", ServedCluster.configMap("a")).code == 201)
    #expect(server.ask("GET", path).code == 404)
    _ = server.ask("POST", Self.maps, ServedCluster.configMap("a"))
    let before = server.ask("GET", path).body
    var changed = before
    changed["data"]["b"] = "2"
    #expect(server.ask("PUT", path + "?dryRun=All", changed).body["data"]["b"] == "2")
    let patch: Value = ["data": ["c": "3"]]
    #expect(server.ask("PATCH", path + "?dryRun=All", patch, type: "application/merge-patch+json").body["data"]["c"] == "3")
    #expect(server.ask("DELETE", path + "?dryRun=All").body[.status] == "Success")
    #expect(server.ask("DELETE", path, ["dryRun": ["All"]]).body[.status] == "Success")
    #expect(server.ask("DELETE", Self.maps + "?dryRun=All").code == 200)
    #expect(server.ask("GET", path).body == before)
    #expect(server.ask("POST", Self.maps + "?dryRun=Some", ServedCluster.configMap("b")).code == 422)
  }

  @Test(arguments: [
    (["preconditions": ["uid": "u"]], 409, "the UID in the precondition (u) does not match the UID in record"),
    (["preconditions": ["resourceVersion": "1"]], 409, "the ResourceVersion in the precondition (1) does not match"),
    (["propagationPolicy": "Background", "orphanDependents": true], 422, "cannot be both set"),
    (["propagationPolicy": "Some"], 422, #"supported values: "Foreground", "Background", "Orphan", "nil""#),
  ] as [(Value, Int, String)])
  func deletionsThatAreRefused(options: Value, code: Int, words: String) {
    let server = ServedCluster()
    _ = server.ask("POST", Self.maps, ServedCluster.configMap("a"))
    let answer = server.ask("DELETE", Self.maps + "/a", options)
    #expect(answer.code == code && answer.body[.message].text.contains(words), "\(answer.body)")
    #expect(server.ask("GET", Self.maps + "/a").code == 200)
  }

  @Test func collectionsAreDeletedBySelectors() {
    let server = ServedCluster()
    for name in ["a", "b"] {
      var map = ServedCluster.configMap(name)
      map[.metadata][.labels] = ["x": .string(name)]
      _ = server.ask("POST", Self.maps, map)
    }
    let deleted = server.ask("DELETE", Self.maps + "?labelSelector=x%3Da").body[.items].elements
    #expect(deleted.map { $0[.metadata][.name] } == ["a"])
    #expect(server.ask("DELETE", Self.maps + "?fieldSelector=metadata.name%3Db").code == 200)
    #expect(server.ask("GET", Self.maps + "/b").code == 404)
    #expect(server.ask("DELETE", "/api/v1/configmaps").code == 405)
  }

  @Test func aWriteToAnotherObjectOfThatNameIsAConflict() {
    let server = ServedCluster()
    _ = server.ask("POST", Self.maps, ServedCluster.configMap("a"))
    let answer = server.ask("PUT", Self.maps + "/a", Self.map("a", [:], uid: "u"))
    #expect(answer.code == 409 && answer.body[.message].text.contains("Precondition failed: UID in precondition: u"))
    #expect(server.ask("GET", Self.maps + "/a").body["data"] == ["a": "1"])
  }

  // MARK: Subresources

  @Test func evictionsAskTheBudgets() throws {
    let server = ServedCluster()
    _ = server.ask("POST", Self.sets, Self.set)
    let budget: Value = [
      "metadata": ["name": "most"], "spec": ["minAvailable": 2, "selector": ["matchLabels": ["app": "web"]]],
    ]
    _ = server.ask("POST", "/apis/policy/v1/namespaces/default/poddisruptionbudgets", budget)
    _ = try server.cluster.settle(limit: .minutes(5))
    func evict(_ version: String) -> (code: Int, body: Value, answer: Answer) {
      server.ask(
        "POST", Self.pods + "/web-0/eviction",
        ["apiVersion": .string(version), "kind": "Eviction", "metadata": ["name": "web-0"]])
    }
    let refused = evict("policy/v1")
    let cause = refused.body["details"]["causes"][index: 0]
    #expect(refused.code == 429 && cause["reason"] == "DisruptionBudget")
    #expect(cause[.message] == "The disruption budget most needs 2 healthy pods and has 2 currently")
    _ = server.ask("DELETE", "/apis/policy/v1/namespaces/default/poddisruptionbudgets/most")
    #expect(evict("policy/v1beta1").code == 201)
  }

  @Test func bindingsThatArePostedByThemselves() {
    let server = ServedCluster()
    let pod: Value = [
      "metadata": ["name": "a"],
      "spec": ["schedulerName": "mine", "containers": [["name": "main", "image": "nginx"]]],
    ]
    _ = server.ask("POST", Self.pods, pod)
    let binding: Value = ["metadata": ["name": "a"], "target": ["kind": "Node", "name": "worker-1"]]
    #expect(server.ask("POST", "/api/v1/namespaces/default/bindings", binding).body[.status] == "Success")
    #expect(server.ask("GET", Self.pods + "/a").body[.spec][.nodeName] == "worker-1")
    #expect(server.ask("POST", Self.pods + "/a/binding", binding).code == 409)
  }

  @Test func tokensOfServiceAccounts() {
    let server = ServedCluster()
    let path = "/api/v1/namespaces/default/serviceaccounts/default/token"
    let token = server.ask("POST", path, ["spec": ["audiences": ["me"], "expirationSeconds": 1200]])
    #expect(token.code == 201 && token.body[.kind] == "TokenRequest" && token.body[.spec]["audiences"] == ["me"])
    #expect(token.body[.status]["token"].text.split(separator: ".").count == 3)
    #expect(server.ask("POST", path, ["spec": ["expirationSeconds": 5]]).code == 422)
    #expect(server.ask("POST", "/api/v1/namespaces/default/serviceaccounts/none/token", [:]).code == 404)
  }

  @Test(arguments: ["HEAD", "OPTIONS"])
  func methodsThatAnAPIServerDoesNotAnswer(method: String) {
    let server = ServedCluster()
    for path in [Self.maps, Self.maps + "/kube-root-ca.crt", "/api/v1", "/version"] {
      #expect(server.ask(method, path).code == 405)
    }
    #expect(server.ask(method, "/healthz").code == 200)
  }

  @Test func theRootTellsWhatThereIs() {
    let paths = ServedCluster().ask("GET", "/").body["paths"].elements.map(\.text)
    #expect(paths.contains("/api/v1") && paths.contains("/apis/apps/v1") && paths == paths.sorted())
  }
}
