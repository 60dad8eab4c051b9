// Tables of objects: headers, wide columns, decorations, several kinds after one another.
import KubeKinds
import KubeObjects
import KubePrinters
import SimCore
import Testing

/// Prints objects as `get` does; all were created an hour ago.
func table(
  _ kind: (String, String), _ objects: [String], _ change: (inout TableOptions) -> Void = { _ in }
) throws -> String {
  var options = TableOptions()
  change(&options)
  var writer = TableWriter(options)
  let now = try #require(Instant(rfc3339: "2026-11-21T04:00:00Z"))
  let kind = try #require(KindCatalog.kubernetes.kind(group: kind.0, name: kind.1))
  writer.begin(kind, ColumnCatalog.columns(of: kind))
  for text in objects {
    var object = try JSONReader.read(text)
    object[.metadata][.creationTimestamp] = "2026-11-21T03:00:00Z"
    writer.add(object, now: now)
  }
  return writer.take()
}

@Suite struct TableTests {
  private static let set = #"""
    {"metadata":{"name":"web","namespace":"shop","labels":{"app":"web","example.com/zone":"z1"}},
     "spec":{"replicas":3,"template":{"spec":{"containers":[{"name":"a","image":"nginx:1"},{"name":"b","image":"redis:7"}]}}},
     "status":{"readyReplicas":2}}
    """#

  @Test func plainAndWide() throws {
    #expect(try table(("apps", "StatefulSet"), [Self.set]) == """
      NAME   READY   AGE
      web    2/3     60m

      """)
    #expect(try table(("apps", "StatefulSet"), [Self.set]) { $0.isWide = true } == """
      NAME   READY   AGE   CONTAINERS   IMAGES
      web    2/3     60m   a,b          nginx:1,redis:7

      """)
  }

  @Test func decorations() throws {
    let plain = #"{"metadata":{"name":"bare"},"spec":{"replicas":0}}"#
    let text = try table(("apps", "StatefulSet"), [Self.set, plain]) {
      $0.showsNamespace = true
      $0.showsKind = true
      $0.labelColumns = ["app", "example.com/zone"]
      $0.showsLabels = true
    }
    #expect(text == """
      NAMESPACE   NAME                    READY   AGE   APP   ZONE   LABELS
      shop        statefulset.apps/web    2/3     60m   web   z1     app=web,example.com/zone=z1
                  statefulset.apps/bare   0/0     60m                <none>

      """)
  }

  @Test func withoutHeaders() throws {
    #expect(try table(("apps", "StatefulSet"), [Self.set]) { $0.hidesHeaders = true } == "web   2/3   60m\n")
  }

  @Test func noObjectsLeaveNoTrace() throws { #expect(try table(("", "Pod"), []) == "") }

  @Test func clusterKindsHaveNoNamespace() throws {
    let node = #"{"metadata":{"name":"n1"}}"#
    #expect(try table(("", "Node"), [node]) { $0.showsNamespace = true } == """
      NAME   STATUS    ROLES    AGE   VERSION
      n1     Unknown   <none>   60m   

      """)
  }

  @Test func kindsAreParted() throws {
    var options = TableOptions()
    options.showsKind = true
    var writer = TableWriter(options)
    let kinds = try [("", "ConfigMap"), ("", "Secret"), ("", "Namespace")].map {
      try #require(KindCatalog.kubernetes.kind(group: $0.0, name: $0.1))
    }
    for kind in kinds {
      writer.begin(kind, ColumnCatalog.columns(of: kind))
      if kind.name == "Secret" { continue }
      writer.add([.metadata: [.name: "x"], .status: [.phase: "Active"]], now: Instant(unixSeconds: 0))
    }
    #expect(writer.take() == """
      NAME          DATA   AGE
      configmap/x   0      <unknown>

      NAME          STATUS   AGE
      namespace/x   Active   <unknown>

      """)
  }

  @Test func watchedRowsKeepTheirWidths() throws {
    var options = TableOptions()
    options.showsEvents = true
    var writer = TableWriter(options)
    writer.begin(try #require(KindCatalog.kubernetes.kind(group: "", name: "Namespace")), .age)
    let now = Instant(unixSeconds: 0)
    writer.add([.metadata: [.name: "a-long-name"]], now: now, event: "ADDED")
    #expect(writer.take() == "EVENT      NAME          AGE\nADDED      a-long-name   <unknown>\n")
    writer.add([.metadata: [.name: "b"]], now: now, event: "MODIFIED")
    #expect(writer.take() == "MODIFIED   b             <unknown>\n")
  }

  @Test func cellsStayOnTheirLine() throws {
    let event = #"{"message":"  one\ntwo","reason":"\u001b[31mRed","involvedObject":{"kind":"Pod","name":"p"}}"#
    let text = try table(("", "Event"), [event])
    #expect(text.split(separator: "\n").last == "<unknown>          ^[[31mRed   pod/p    one...")
  }

  @Test func everyKindHasColumns() {
    var withoutOwn: [String] = []
    for kind in KindCatalog.kubernetes.kinds {
      let columns = ColumnCatalog.columns(of: kind)
      let names = columns.definitions.map(\.name)
      #expect(Set(names).count == names.count, "\(kind.name)")
      #expect(columns.definitions.filter(\.isName).count == 1, "\(kind.name)")
      let cells = columns.cells(of: [:], now: Instant(unixSeconds: 0), wide: true)
      #expect(cells.count == names.count, "\(kind.name)")
      if columns.definitions == KindColumns.createdAt.definitions { withoutOwn.append(kind.name) }
    }
    #expect(withoutOwn.sorted() == [
      "Binding", "ClusterRole", "CustomResourceDefinition", "LimitRange", "LocalSubjectAccessReview", "Role",
      "SelfSubjectAccessReview", "SelfSubjectReview", "SelfSubjectRulesReview", "SubjectAccessReview", "TokenReview",
    ])
  }
}
