// Requests about objects: what they answer, with which code.
import ClusterAPI
import ClusterSim
import KubeKinds
import KubeObjects
import Testing

@testable import ClusterServer

@Suite struct ObjectRequestTests {
  @Test func anObjectLivesItsLife() {
    let server = ServedCluster()
    let path = ServedCluster.configMaps
    #expect(server.ask("POST", path, ServedCluster.configMap("a")).code == 201)
    #expect(server.ask("POST", path, ServedCluster.configMap("a")).body["reason"] == "AlreadyExists")
    let read = server.ask("GET", "\(path)/a")
    #expect(read.code == 200 && read.body["data"]["a"] == "1" && read.body[.kind] == "ConfigMap")
    var changed = read.body
    changed["data"]["b"] = "2"
    #expect(server.ask("PUT", "\(path)/a", changed).body["data"]["b"] == "2")
    #expect(server.ask("PUT", "\(path)/a", read.body).body["reason"] == "Conflict")
    let patch = server.ask("PATCH", "\(path)/a", ["data": ["c": "3"]], type: "application/merge-patch+json")
    #expect(patch.body["data"] == ["a": "1", "b": "2", "c": "3"])
    let deleted = server.ask("DELETE", "\(path)/a")
    #expect(deleted.code == 200 && deleted.body["details"][.kind] == "configmaps" && deleted.body[.status] == "Success")
    #expect(server.ask("GET", "\(path)/a").code == 404)
  }

  @Test func ownPartsAreToldToWhoReadsAnObject() {
    let server = ServedCluster()
    let path = "/api/v1/nodes"
    let list = server.ask("GET", path + "?limit=2").body
    let node = list["items"][index: 0][.metadata]
    #expect(node["managedFields"][index: 0]["manager"] == "kubelet")
    #expect(server.ask("GET", "\(path)/\(node[.name].text)").body[.metadata] == node)
  }

  @Test func requestsInOthersNamesAreAskedAbout() {
    let server = ServedCluster()
    let joe = ("impersonate-user", "joe")
    let path = ServedCluster.configMaps
    let refused = server.ask("GET", path, as: joe)
    #expect(refused.code == 403 && refused.body[.message].text.hasPrefix(#"configmaps is forbidden: User "joe" cannot list"#))
    let review: Value = [.spec: ["resourceAttributes": ["verb": "get", "resource": "pods", .namespace: "default"]]]
    let reviews = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"
    #expect(server.ask("POST", reviews, review, as: joe).body[.status]["allowed"] == false)
    #expect(server.ask("POST", reviews, review).body[.status]["allowed"] == true)
    let binding: Value = [
      .metadata: [.name: "joe"], "roleRef": ["apiGroup": "rbac.authorization.k8s.io", .kind: "ClusterRole", .name: "view"],
      "subjects": [[.kind: "User", "apiGroup": "rbac.authorization.k8s.io", .name: "joe"]],
    ]
    let bindings = "/apis/rbac.authorization.k8s.io/v1/namespaces/default/rolebindings"
    #expect(server.ask("POST", bindings, binding).code == 201)
    #expect(server.ask("POST", reviews, review, as: joe).body[.status]["allowed"] == true)
    #expect(server.ask("GET", path, as: joe).code == 200)
    #expect(server.ask("POST", path, ServedCluster.configMap("a"), as: joe).code == 403)
  }

  @Test(arguments: [
    ("GET", "/api/v1/namespaces/default/pods/none", 404, "NotFound"),
    ("POST", "/api/v1/namespaces/default/pods/none", 405, "MethodNotAllowed"),
    ("POST", "/api/v1/configmaps", 405, "MethodNotAllowed"),
    ("PATCH", "/api/v1/namespaces/default/configmaps", 405, "MethodNotAllowed"),
    ("GET", "/api/v1/namespaces/default/pods?labelSelector=a%20in", 400, "BadRequest"),
    ("GET", "/api/v1/namespaces/default/pods?limit=x", 400, "BadRequest"),
    ("GET", "/api/v1/namespaces/default/pods?continue=x", 400, "BadRequest"),
    ("GET", "/api/v1/pods?resourceVersion=99999999", 504, "Timeout"),
    ("GET", "/api/v1/pods?watch=1&resourceVersionMatch=NotOlderThan", 422, "Invalid"),
    ("DELETE", "/api/v1/namespaces/default/configmaps/a?propagationPolicy=Perhaps", 422, "Invalid"),
    ("POST", "/api/v1/namespaces/default/configmaps", 400, "BadRequest"),
  ])
  func refusalsAreStatuses(method: String, target: String, code: Int, reason: String) {
    let answer = ServedCluster().ask(method, target)
    #expect(answer.code == code && answer.body["reason"].text == reason, "\(answer.body)")
  }

  @Test(arguments: ["/nowhere", "/api/v2", "/apis/none", "/api/v1/nothings", "/apis/apps/v1/pods", "/livez/none"])
  func unknownPathsAreNotFound(path: String) {
    #expect(ServedCluster().ask("GET", path).code == 404)
  }

  @Test func listsComeInPages() {
    let server = ServedCluster()
    for name in ["a", "b", "c", "d", "e"] { _ = server.ask("POST", ServedCluster.configMaps, ServedCluster.configMap(name)) }
    var target = ServedCluster.configMaps + "?limit=2"
    var names: [String] = []
    var pages = 0
    while pages < 5 {
      let page = server.ask("GET", target).body
      pages += 1
      names += page[.items].elements.map { $0[.metadata][.name].text }
      _ = server.ask("DELETE", ServedCluster.configMaps + "/e")
      guard let token = page[.metadata]["continue"].string else { break }
      target = ServedCluster.configMaps + "?limit=2&continue=\(token)"
    }
    #expect(names.filter { $0.count == 1 } == ["a", "b", "c", "d", "e"])
    #expect(pages == 3)
  }

  @Test func tablesAndMetadata() {
    let server = ServedCluster()
    let table = server.ask(
      "GET", "/api/v1/nodes", accept: "application/json;as=Table;v=v1;g=meta.k8s.io,application/json").body
    #expect(table[.kind] == "Table" && table["columnDefinitions"].elements.first?[.name] == "Name")
    #expect(table["rows"].elements.first?["object"][.kind] == "PartialObjectMetadata")
    let bare = server.ask(
      "GET", "/api/v1/nodes?includeObject=None", accept: "application/json;as=Table;v=v1;g=meta.k8s.io").body
    #expect(bare["rows"].elements.first?["object"] == .null)
    let metadata = server.ask(
      "GET", "/api/v1/nodes", accept: "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io").body
    #expect(metadata[.kind] == "PartialObjectMetadataList" && metadata[.items].elements.first?[.spec] == .null)
    #expect(server.ask("GET", "/api/v1/nodes", accept: "text/html").code == 406)
    #expect(server.ask("POST", ServedCluster.configMaps, [:], type: "text/plain").code == 415)
  }

  @Test func watchesTellWhatHappens() throws {
    let server = ServedCluster()
    guard case .watch(let watch) = server.outcome("GET", ServedCluster.configMaps + "?watch=1&fieldSelector=metadata.name=a")
    else {
      Issue.record("no watch")
      return
    }
    #expect(try watch.stream.next(until: server.cluster.now) == nil)
    _ = server.ask("POST", ServedCluster.configMaps, ServedCluster.configMap("a"))
    _ = server.ask("POST", ServedCluster.configMaps, ServedCluster.configMap("b"))
    let event = try #require(try watch.stream.next(until: server.cluster.now))
    let line = WatchText.line(event, watch.eventForm(isFirst: true), server.cluster.catalog, now: server.cluster.now)
    let value = try JSONReader.read(bytes: Array(line.dropLast()))
    #expect(value["type"] == "ADDED" && value["object"][.metadata][.name] == "a" && line.last == 10)
    #expect(try watch.stream.next(until: server.cluster.now) == nil)
  }

  @Test func discovery() {
    let server = ServedCluster()
    let accept = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json"
    let groups = server.ask("GET", "/apis", accept: accept)
    #expect(groups.body[.kind] == "APIGroupDiscoveryList" && groups.answer.contentType.contains("v=v2"))
    #expect(groups.body[.items].elements.contains { $0[.metadata][.name] == "apps" })
    #expect(server.ask("GET", "/apis").body[.kind] == "APIGroupList")
    #expect(server.ask("GET", "/version").body["gitVersion"] == "v1.36.2")
    #expect(server.ask("GET", "/readyz").body == "ok")
  }
}
