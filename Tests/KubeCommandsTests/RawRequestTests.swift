// `--raw`: paths of the API and what is answered to them.
import ClusterAPI
import KubeKinds
import Testing

@testable import KubeCommands

@Suite struct RawRequestTests {
  @Test(arguments: [
    ("/healthz", "ok"), ("/readyz/ping", "ok"),
    ("/livez?verbose", "[+]ping ok\n[+]log ok\n[+]etcd ok\nlivez check passed\n"),
    ("/api", #"{"kind":"APIVersions","versions":["v1"],"serverAddressByClientCIDRs":[]}"# + "\n"),
    ("/apis/autoscaling/",
      #"{"kind":"APIGroup","apiVersion":"v1","name":"autoscaling","versions":[{"groupVersion":"autoscaling/v2","#
        + #""version":"v2"},{"groupVersion":"autoscaling/v1","version":"v1"}],"preferredVersion":"#
        + #"{"groupVersion":"autoscaling/v2","version":"v2"}}"# + "\n"),
    ("/apis/policy/v1",
      #"{"kind":"APIResourceList","apiVersion":"v1","groupVersion":"policy/v1","resources":[{"name":"#
        + #""poddisruptionbudgets","singularName":"poddisruptionbudget","namespaced":true,"#
        + #""kind":"PodDisruptionBudget","#
        + #""verbs":["create","delete","deletecollection","get","list","patch","update","watch"],"shortNames":["pdb"],"#
        + #""storageVersionHash":"EVWiDmWqyJw="},{"name":"poddisruptionbudgets/status","singularName":"","#
        + #""namespaced":true,"kind":"PodDisruptionBudget","verbs":["get","patch","update"]}]}"# + "\n"),
  ])
  func documents(_ path: String, _ text: String) {
    #expect(Bench().run("get --raw \(path)") == Printed(text))
  }

  @Test(arguments: [
    "/nosuch", "/api/v2", "/apis/nosuch", "/apis/apps/v1/pods", "/api/v1/pods/x", "/api/v1/namespaces/default/nodes",
    "/healthz/nosuch", "/apis/apps/v1/namespaces/default/statefulsets/web/log", "/version/more",
  ])
  func nothingIsThere(_ path: String) {
    #expect(
      Bench().run("get --raw \(path)")
        == Printed(
          errors: "Error from server (NotFound): the server could not find the requested resource\n", status: 1))
  }

  @Test func objectsComeInTheOrderOfTheirTypes() {
    let bench = Bench(["cm.yaml": configMap("one", labels: "a: b", data: "{x: z}")])
    bench.run("create -f cm.yaml")
    let object = bench.run("get --raw /api/v1/namespaces/default/configmaps/one").output
    #expect(object.hasPrefix(#"{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"one","namespace":"default","#))
    #expect(object.contains(#","labels":{"a":"b"},"managedFields":[{"manager":"kubectl-create","operation":"Update","#))
    #expect(object.hasSuffix(#"}}}}]},"data":{"x":"z"}}"# + "\n"))
    let list = bench.run("get --raw /api/v1/configmaps?labelSelector=a%3Db&limit=5").output
    #expect(list.hasPrefix(#"{"kind":"ConfigMapList","apiVersion":"v1","metadata":{"resourceVersion":""#))
    #expect(list.contains(#""items":[{"metadata":{"name":"one""#))
    #expect(bench.run("get --raw /api/v1/configmaps?labelSelector=a%3Dc").output.hasSuffix(#","items":[]}"# + "\n"))
  }

  @Test func objectsAreDeleted() {
    let bench = Bench(["cm.yaml": configMap("one")])
    bench.run("create -f cm.yaml")
    let answer = bench.run("delete --raw /api/v1/namespaces/default/configmaps/one").output
    #expect(
      answer.hasPrefix(
        #"{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Success","details":{"name":"one","#
          + #""kind":"configmaps","uid":""#))
    #expect(bench.run("get cm one").status == 1)
    #expect(
      bench.run("delete --raw /api/v1/namespaces/default/configmaps").errors
        == "Error from server (MethodNotAllowed): the server does not allow this method on the requested resource\n")
  }

  @Test func pathsAreTakenApart() throws {
    let path = try #require(
      APIPath("/apis/apps/v1/namespaces/a%2Eb/statefulsets/web/scale?x=1+2&y=%26&z", in: .kubernetes))
    guard case .object(let kind, let namespace, let name, let subresource) = path.subject else {
      Issue.record("no object")
      return
    }
    #expect(kind.name == "StatefulSet" && namespace == "a.b" && name == "web" && subresource == .scale)
    #expect(path.query == ["x": "1 2", "y": "&", "z": ""])
  }
}
