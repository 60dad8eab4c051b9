// Which fields selectors can name, and what they compare.
import KubeKinds
import KubeObjects
import Testing

@Suite struct SelectableFieldsTests {
  private static let pod: Value = [
    "metadata": ["name": "web-0", "namespace": "default"], "spec": ["nodeName": "n1"], "status": ["phase": "Running"],
  ]

  @Test(arguments: [
    ("metadata.name=web-0", true), ("status.phase!=Running", false), ("spec.nodeName=n1,status.phase=Running", true),
    ("spec.hostNetwork=false", true), ("status.podIP=", true), ("spec.host=n2", false),
  ])
  func ofPods(text: String, isMatch: Bool) throws {
    let selector = try ResolvedFieldSelector(FieldSelector(parsing: text), for: .pod)
    #expect(selector.matches(Self.pod) == isMatch)
  }

  @Test(arguments: [
    (KindID.pod, "spec.color", "field label not supported: spec.color"),
    (.statefulSet, "spec.replicas",
      #""spec.replicas" is not a known field selector: only "metadata.name", "metadata.namespace""#),
    (.job, "spec.x", #"field label "spec.x" not supported for Job"#),
    (.node, "metadata.namespace", "field label not supported: metadata.namespace"),
  ])
  func unknownFields(kind: KindID, field: String, message: String) throws {
    let selector = FieldSelector([.init(field: field, isNegated: false, value: "x")])
    let status = try #require(throws: APIStatus.self) { try ResolvedFieldSelector(selector, for: kind) }
    #expect(status.message == message)
    #expect(status.reason == .badRequest)
  }
}
