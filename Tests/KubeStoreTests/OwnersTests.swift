// Owners of fields in the API: by creating, changing, scaling and applying.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore
import Testing

@Suite struct OwnersTests {
  private static let manifest = """
    {apiVersion: apps/v1, kind: StatefulSet, metadata: {name: web}, spec: {replicas: 1, serviceName: web, selector:
    {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: a, image: x}]}}}}
    """

  private func owners(_ object: Value) -> [String] {
    object[.metadata][.managedFields].elements.map { entry in
      let part = entry["subresource"].text
      return "\(entry["manager"].text) \(entry["operation"].text)" + (part.isEmpty ? "" : " \(part)")
    }
  }

  private func options(_ manager: String) -> WriteOptions { WriteOptions(fieldManager: manager) }

  private func patch(
    _ cluster: TestCluster, _ form: Patch.Form, _ body: String, by manager: String, force: Bool = false,
    _ subresource: Kind.Subresource? = nil, name: String = "web"
  ) throws -> Value {
    let kind = try #require(cluster.registry.catalog.kind(apiVersion: "apps/v1", name: "StatefulSet"))
    return try cluster.registry.patch(
      kind, namespace: "default", name: name, Patch(form, YAMLReader.read(body), force: force),
      subresource: subresource, options(manager)
    ).object
  }

  @Test func clientsAreCountedAndOwnPartsAreNot() throws {
    let cluster = try TestCluster()
    let made = try cluster.create(YAMLReader.read(Self.manifest), options("kubectl-create"))
    #expect(owners(made) == ["kubectl-create Update"])
    let fields = made[.metadata][.managedFields][index: 0]["fieldsV1"]
    #expect(fields["f:spec"]["f:podManagementPolicy"] == [:], "defaults belong to the creator")
    #expect(fields["f:status"].isNull && fields["f:metadata"].isNull)
    let plain = try cluster.create(
      ["apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": "kube-root-ca.crt"], "data": ["a": "b"]])
    #expect(plain[.metadata][.managedFields].isNull)
    let kind = cluster.kind(of: plain)
    #expect(owners(cluster.registry.withOwners(plain, kind)) == ["kube-controller-manager Update"])
  }

  @Test func everyPartHasItsOwner() throws {
    let cluster = try TestCluster()
    try cluster.create(YAMLReader.read(Self.manifest), options("kubectl-create"))
    _ = try patch(cluster, .merge, "{spec: {replicas: 3}}", by: "kubectl", .scale)
    let labelled = try patch(cluster, .merge, "{metadata: {labels: {a: b}}}", by: "kubectl-label")
    #expect(owners(labelled) == ["kubectl-create Update", "kubectl Update scale", "kubectl-label Update"])
    let same = try patch(cluster, .merge, "{metadata: {labels: {a: b}}}", by: "somebody")
    #expect(same == labelled, "who changes nothing owns nothing")
  }

  @Test func theSameWriteLaterChangesNothing() throws {
    let cluster = try TestCluster()
    try cluster.create(YAMLReader.read(Self.manifest), options("kubectl-create"))
    let first = try patch(cluster, .merge, "{metadata: {labels: {a: b}}}", by: "me")
    let clock = cluster.registry.store.clock
    clock.advance(to: clock.now + TimeSpan.seconds(5))
    #expect(try patch(cluster, .merge, "{metadata: {labels: {a: b}}}", by: "me") == first)
    #expect(try patch(cluster, .merge, "{metadata: {labels: {a: c}}}", by: "me") != first)
  }

  @Test func ownPartsThatAreSentBackStayUnrecorded() throws {
    let cluster = try TestCluster()
    let made = try cluster.create(YAMLReader.read(Self.manifest), options("kubectl-create"))
    var object = made
    object[.status] = ["replicas": 1, "readyReplicas": 1]
    object = try cluster.update(object, subresource: .status)
    let told = cluster.registry.withOwners(object, cluster.kind(of: object))
    #expect(owners(told) == ["kubectl-create Update", "kube-controller-manager Update status"])
    let kind = cluster.kind(of: told)
    let sent = try cluster.registry.update(
      kind, namespace: "default", told, subresource: nil, options("me")
    ).object
    #expect(sent == object)
  }

  @Test func ownersMayBeForgotten() throws {
    let cluster = try TestCluster()
    try cluster.create(YAMLReader.read(Self.manifest), options("kubectl-create"))
    let reset = try patch(cluster, .merge, "{metadata: {managedFields: [{}]}}", by: "me")
    #expect(reset[.metadata][.managedFields].isNull)
    let other = "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: web}, spec: {replicas: 1}}"
    let applied = try patch(cluster, .apply, other, by: "me")
    #expect(owners(applied) == ["me Apply", "before-first-apply Update"])
  }

  @Test func applyingCreatesAndConflicts() throws {
    let cluster = try TestCluster()
    let made = try patch(cluster, .apply, Self.manifest, by: "kubectl")
    #expect(owners(made) == ["kubectl Apply"] && made[.spec][.podManagementPolicy] == "OrderedReady")
    let again = try patch(cluster, .apply, Self.manifest, by: "kubectl")
    #expect(again == made, "applying the same again is no change")
    let other = "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: web}, spec: {replicas: 2}}"
    #expect(throws: APIStatus.self) { try patch(cluster, .apply, other, by: "me") }
    let forced = try patch(cluster, .apply, other, by: "me", force: true)
    #expect(owners(forced) == ["kubectl Apply", "me Apply"] && forced[.spec][.replicas] == 2)
  }

  @Test(arguments: [
    ("{apiVersion: v1, kind: StatefulSet, metadata: {name: web}}",
      "Incorrect version specified in apply patch. Specified patch version: v1, expected: apps/v1"),
    ("{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: web, managedFields: []}}",
      "metadata.managedFields must be nil"),
    ("{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: other}}",
      "the name of the object (other) does not match the name on the URL (web)"),
    ("{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: web, namespace: dev}, spec: {x: 1}}",
      "failed to create typed patch object (dev/web; apps/v1, Kind=StatefulSet): .spec.x: field not declared in schema"),
  ])
  func refusals(_ config: String, _ message: String) throws {
    let cluster = try TestCluster()
    do {
      _ = try patch(cluster, .apply, config, by: "kubectl")
      Issue.record("accepted")
    } catch let error as APIStatus {
      #expect(error.message == message)
    }
  }
}
