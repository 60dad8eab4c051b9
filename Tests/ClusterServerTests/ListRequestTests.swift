// Lists and watches: pages, versions, the forms of answers, and what contradicts itself.
import ClusterAPI
import ClusterSim
import KubeKinds
import KubeObjects
import Testing

@testable import ClusterServer

@Suite struct ListRequestTests {
  private static let maps = ServedCluster.configMaps

  private static func server(_ names: [String]) -> ServedCluster {
    let server = ServedCluster()
    for name in names { _ = server.ask("POST", maps, ServedCluster.configMap(name)) }
    return server
  }

  private static func names(_ page: Value) -> [String] { page[.items].elements.map { $0[.metadata][.name].text } }

  @Test func whoComesTooLateMayGoOnWithWhatThereIs() throws {
    let server = Self.server(["a", "b", "c", "d"])
    let first = try #require(server.ask("GET", Self.maps + "?limit=2").body[.metadata]["continue"].string)
    _ = server.ask("DELETE", Self.maps + "/c")
    // Enough other lists that this one is forgotten.
    for number in 0..<70 {
      _ = server.ask("PATCH", Self.maps + "/d", ["data": ["n": .string(String(number))]], type: "application/merge-patch+json")
      _ = server.ask("GET", Self.maps + "?limit=1")
    }
    let refused = server.ask("GET", Self.maps + "?limit=2&continue=\(first)")
    #expect(refused.code == 410 && refused.body["reason"] == "Expired")
    let token = try #require(refused.body[.metadata]["continue"].string)
    let rest = server.ask("GET", Self.maps + "?limit=2&continue=\(token)")
    #expect(rest.code == 200 && Self.names(rest.body) == ["d", "kube-root-ca.crt"])
  }

  @Test func tokensLookLikeKubernetesOwn() throws {
    let server = Self.server(["a", "b"])
    let text = try #require(server.ask("GET", "/api/v1/configmaps?limit=1").body[.metadata]["continue"].string)
    let token = try ContinueToken(text)
    #expect(token.start == "default/a\0" && token.version == server.cluster.revision)
    #expect(!text.contains("=") && !text.contains("+") && !text.contains("/"))
  }

  @Test func pagesOfAllNamespacesLoseNothing() {
    let server = Self.server(["a", "b", "c"])
    let all = Self.names(server.ask("GET", "/api/v1/configmaps").body)
    var (seen, target) = ([String](), "/api/v1/configmaps?limit=3")
    for _ in 0..<9 {
      let page = server.ask("GET", target).body
      seen += Self.names(page)
      guard let token = page[.metadata]["continue"].string else { break }
      target = "/api/v1/configmaps?limit=3&continue=\(token)"
    }
    #expect(seen == all && all.count > 6)
  }

  @Test(arguments: [
    ("?continue=YWJj", 400, "invalid continue token: continue key is not valid: invalid character 'a'"),
    ("?continue=eyJ2IjoiMSJ9", 400, "does not recognize this encoded version 1"),
    ("?resourceVersion=abc", 400, #"invalid resource version: resourceVersion: Invalid value: "abc""#),
    ("?resourceVersion=99999999", 504, "Timeout: Too large resource version: 99999999, current: "),
    ("/a?resourceVersion=99999999", 504, "Timeout: Too large resource version: 99999999, current: "),
    ("?resourceVersionMatch=Exact", 422, "resourceVersionMatch is forbidden unless resourceVersion is provided"),
    ("?resourceVersionMatch=Some&resourceVersion=1", 422, #"supported values: "Exact", "NotOlderThan", """#),
    ("?resourceVersionMatch=Exact&resourceVersion=0", 422, #"resourceVersionMatch "exact" is forbidden"#),
    ("?resourceVersionMatch=Exact&resourceVersion=1", 410, "The resourceVersion for the provided list is too old."),
    ("?sendInitialEvents=true", 422, "sendInitialEvents is forbidden for list"),
    ("?watch=1&sendInitialEvents=1", 422, "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"),
    ("?watch=1&resourceVersionMatch=NotOlderThan", 422, "forbidden for watch unless sendInitialEvents is provided"),
    ("?watch=1&timeoutSeconds=x", 400, #"strconv.ParseInt: parsing "x": invalid syntax"#),
    ("?limit=x", 400, #"strconv.ParseInt: parsing "x": invalid syntax"#),
  ])
  func optionsThatCannotBe(query: String, code: Int, words: String) {
    let answer = Self.server(["a"]).ask("GET", Self.maps + query)
    #expect(answer.code == code && answer.body[.message].text.contains(words), "\(answer.body)")
  }

  @Test(arguments: [
    ("", "PartialObjectMetadata", "you requested PartialObjectMetadata, but the requested object is a list (*core.ConfigMapList)"),
    ("/a", "PartialObjectMetadataList", "but the requested object is not a list (*core.ConfigMap)"),
  ])
  func formsThatDoNotFit(path: String, form: String, words: String) {
    let answer = Self.server(["a"]).ask(
      "GET", Self.maps + path, accept: "application/json;as=\(form);v=v1;g=meta.k8s.io")
    #expect(answer.code == 406 && answer.body[.message].text.contains(words), "\(answer.body)")
  }

  @Test(arguments: [
    ("application/vnd.kubernetes.protobuf,application/json", "application/json"),
    ("application/vnd.kubernetes.protobuf;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1;g=meta.k8s.io", "application/json"),
    ("application/json;q=0.5,application/yaml;q=0.9", "application/yaml"),
    ("text/html,*/*;q=0.1", "application/json"), ("application/*", "application/json"), ("", "application/json"),
  ])
  func clientsGetWhatTheyLikeBest(accept: String, type: String) {
    let answer = Self.server(["a"]).ask("GET", Self.maps, accept: accept).answer
    #expect(answer.code == 200 && answer.contentType == type)
  }

  @Test func tablesCarryWhatIsAsked() {
    let server = Self.server(["a"])
    let accept = "application/json;as=Table;v=v1;g=meta.k8s.io"
    let whole = server.ask("GET", Self.maps + "/a?includeObject=Object", accept: accept).body
    #expect(whole["rows"].elements.first?["object"]["data"]["a"] == "1")
    let refused = server.ask("GET", Self.maps + "?includeObject=All", accept: accept)
    #expect(refused.code == 400 && refused.body[.message].text.contains("must be 'Metadata', 'Object', 'None', or empty"))
  }

  @Test func watchesByTheirOldPaths() throws {
    let server = Self.server(["a", "b"])
    guard case .watch(let watch) = server.outcome("GET", "/api/v1/watch/namespaces/default/configmaps/b") else {
      Issue.record("no watch")
      return
    }
    #expect(try watch.stream.next(until: server.cluster.now)?.object[.metadata][.name] == "b")
    #expect(try watch.stream.next(until: server.cluster.now) == nil)
    #expect(server.ask("GET", Self.maps + "/b?watch=1").body[.metadata][.name] == "b")
    let other = server.ask("GET", "/api/v1/watch/namespaces/default/configmaps/b?fieldSelector=metadata.name%3Da")
    #expect(other.body[.message] == "fieldSelector metadata.name doesn't match requested name")
    #expect(server.ask("GET", "/api/v1/watch/nothings").code == 404)
  }

  @Test func initialEventsEndWithABookmark() throws {
    let server = Self.server(["a"])
    let options = "?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true"
    guard case .watch(let watch) = server.outcome("GET", Self.maps + options) else {
      Issue.record("no watch")
      return
    }
    let version = try #require(watch.initialEventsEnd)
    #expect(version == String(server.cluster.revision))
    let line = WatchText.bookmark(
      version, watch.eventForm(isFirst: false), server.cluster.catalog, endsInitialEvents: true)
    let event = try JSONReader.read(bytes: Array(line.dropLast()))
    #expect(event["type"] == "BOOKMARK" && event["object"][.kind] == "ConfigMap")
    #expect(event["object"][.metadata][.annotations]["k8s.io/initial-events-end"] == "true")
  }
}
