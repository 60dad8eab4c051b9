// Reading objects against the schema: unknown fields, wrong types in Go's words, one form for every value.
import KubeKinds
import KubeObjects
import Testing

@Suite struct ObjectReaderTests {
  private func read(_ text: String, as type: String) throws -> Reading {
    try ObjectReader.read(try JSONReader.read(text), as: type, .kubernetes, setsDefaults: false)
  }

  @Test func unknownFieldsAreNotedInOrderAndDropped() throws {
    let reading = try read(
      #"{"spec":{"size":1,"paused":true,"template":{"spec":{"containers":[{"name":"a","img":"b"}]}}},"zone":"x"}"#,
      as: "apps/v1.Deployment")
    #expect(reading.unknownFields == ["spec.size", "spec.template.spec.containers[0].img", "zone"])
    #expect(reading.object["spec"]["size"].isNull)
    #expect(reading.object["spec"]["paused"] == true)
    #expect(reading.object["spec"]["template"]["spec"]["containers"] == [["name": "a", "resources": [:]]])
  }

  @Test(arguments: [
    (#"{"spec":{"replicas":"two"}}"#, "apps/v1.Deployment",
      "json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32"),
    (#"{"spec":{"replicas":1.5}}"#, "apps/v1.Deployment",
      "json: cannot unmarshal number 1.5 into Go struct field DeploymentSpec.spec.replicas of type int32"),
    (#"{"spec":{"replicas":3000000000}}"#, "apps/v1.Deployment",
      "json: cannot unmarshal number 3000000000 into Go struct field DeploymentSpec.spec.replicas of type int32"),
    (#"{"spec":{"containers":[{"env":[{"name":"A","value":true}]}]}}"#, "core/v1.Pod",
      "json: cannot unmarshal bool into Go struct field EnvVar.spec.containers.env.value of type string"),
    (#"{"spec":{"containers":{"name":"a"}}}"#, "core/v1.Pod",
      "json: cannot unmarshal object into Go struct field PodSpec.spec.containers of type []v1.Container"),
    (#"{"spec":{"restartPolicy":1}}"#, "core/v1.Pod",
      "json: cannot unmarshal number into Go struct field PodSpec.spec.restartPolicy of type v1.RestartPolicy"),
    (#"{"metadata":{"labels":{"a":1}}}"#, "core/v1.Pod",
      "json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string"),
    (#"{"metadata":"x"}"#, "core/v1.Pod",
      "json: cannot unmarshal string into Go struct field Pod.metadata of type v1.ObjectMeta"),
    (#"{"spec":{"maxUnavailable":true}}"#, "policy/v1.PodDisruptionBudget",
      "json: cannot unmarshal bool into Go struct field PodDisruptionBudgetSpec.spec.maxUnavailable of type int32"),
    (#"{"data":{"a":"%%"}}"#, "core/v1.Secret", "illegal base64 data at input byte 0"),
    (#"{"spec":{"capacity":{"storage":"1GB"}}}"#, "core/v1.PersistentVolume",
      "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"),
    (#"{"metadata":{"deletionTimestamp":"soon"}}"#, "core/v1.Pod",
      #"parsing time "soon" as "2006-01-02T15:04:05Z07:00": cannot parse "soon" as "2006""#),
    (#"[]"#, "core/v1.Pod", "json: cannot unmarshal array into Go value of type v1.Pod"),
  ])
  func wrongTypes(text: String, type: String, message: String) throws {
    let error = try #require(throws: ReadingError.self) { try read(text, as: type) }
    #expect(error.message == message)
  }

  @Test func zeroValuesGoOrStayAsInGo() throws {
    let reading = try read(
      #"{"metadata":{"labels":{},"name":"","finalizers":[]},"spec":{"replicas":null,"paused":false,"selector":{}}}"#,
      as: "apps/v1.Deployment")
    #expect(reading.object["metadata"] == [:])
    #expect(
      reading.object["spec"] == ["selector": [:], "strategy": [:], "template": ["metadata": [:], "spec": ["containers": .null]]])
    #expect(reading.object["status"] == [:])
  }

  @Test func valuesGetOneForm() throws {
    let reading = try read(
      #"{"spec":{"containers":[{"name":"a","resources":{"limits":{"cpu":0.5,"memory":"1024Mi"},"requests":{"cpu":"0.0001"}}}]}}"#,
      as: "core/v1.Pod")
    #expect(
      reading.object["spec"]["containers"].elements[0]["resources"]
        == ["limits": ["cpu": "500m", "memory": "1Gi"], "requests": ["cpu": "1m"]])
    let taint = try read(#"{"spec":{"taints":[{"key":"a","effect":"b","timeAdded":"2026-01-01T02:00:00+02:00"}]}}"#,
      as: "core/v1.Node")
    #expect(taint.object["spec"]["taints"].elements[0]["timeAdded"] == "2026-01-01T00:00:00Z")
  }

  @Test func whatIsInFormIsNotCopied() throws {
    let text = #"{"data":{"a":"1","b":null},"metadata":{"name":"x","labels":{"c":null}}}"#
    #expect(
      try read(text, as: "core/v1.ConfigMap").object
        == ["data": ["a": "1", "b": ""], "metadata": ["name": "x", "labels": ["c": ""]]])
  }

  @Test func metadataAloneIsReadAtItsField() throws {
    let error = try #require(throws: ReadingError.self) {
      try ObjectReader.read(["name": true], as: "meta/v1.ObjectMeta", at: .metadata, .kubernetes)
    }
    #expect(
      error.message == "json: cannot unmarshal bool into Go struct field ObjectMeta.metadata.name of type string")
  }
}
