// Strategic merge patches: applying them, and making them of two and three versions of an object.
import KubeKinds
import KubeObjects
import Testing

@Suite struct StrategicPatchTests {
  private static let type = "apps/v1.StatefulSet"

  private static func set(_ pod: Value) -> Value { ["spec": ["template": ["spec": pod]]] }

  private static let pod: Value = [
    "containers": [
      ["name": "a", "image": "i:1", "env": [["name": "A", "value": "1"], ["name": "B", "value": "2"]]],
      ["name": "b", "image": "i:2"], ["name": "c", "image": "i:3"],
    ],
    "tolerations": [["key": "k"]], "volumes": [["name": "v", "emptyDir": [:]]],
  ]

  private func names(_ value: Value) -> [String] { value.elements.map { $0["name"].text } }

  private func patched(_ patch: Value) throws -> Value {
    let patch = Self.set(patch)
    return try StrategicMerge.apply(patch, to: Self.set(Self.pod), type: Self.type)["spec"]["template"]["spec"]
  }

  @Test func listsAreMergedByKey() throws {
    let pod = try patched([
      "containers": [
        ["name": "b", "image": "i:9", "env": [["name": "C", "value": "3"]]], ["name": "d", "image": "i:4"],
        ["name": "a", "env": [["name": "B", "value": "22"], ["name": "N", "value": "n"]]],
      ]
    ])
    #expect(names(pod["containers"]) == ["b", "d", "a", "c"])
    #expect(pod["containers"].first(where: "name", is: "b")?["image"] == "i:9")
    let environment = pod["containers"].first(where: "name", is: "a")?["env"]
    #expect(
      environment == [["name": "A", "value": "1"], ["name": "B", "value": "22"], ["name": "N", "value": "n"]])
  }

  @Test func listsWithoutAKeyAreReplaced() throws {
    #expect(try patched(["tolerations": [["key": "z"]]])["tolerations"] == [["key": "z"]])
  }

  @Test(arguments: [
    (["containers": [["name": "b", "$patch": "delete"]]], ["a", "c"]),
    (["containers": [["$patch": "replace"], ["name": "x"]]], ["x"]),
    (["containers": [["name": "n"]], "$setElementOrder/containers": [["name": "c"], ["name": "n"], ["name": "a"]]],
      ["b", "c", "n", "a"]),
    (["$setElementOrder/containers": [["name": "c"], ["name": "b"], ["name": "a"]]], ["c", "b", "a"]),
    (["containers": []], ["a", "b", "c"]),
    (["containers": [["name": "b"]], "$retainKeys": ["containers"]], ["a", "b", "c"]),
  ] as [(Value, [String])])
  func directivesOfLists(patch: Value, containers: [String]) throws {
    #expect(names(try patched(patch)["containers"]) == containers)
  }

  @Test func directivesOfMaps() throws {
    let object: Value = [
      "metadata": ["finalizers": ["x/a", "x/b"], "labels": ["a": "1", "b": "2"]],
      "spec": ["updateStrategy": ["type": "RollingUpdate", "rollingUpdate": ["partition": 1]], "replicas": 2],
    ]
    func patched(_ patch: Value) throws -> Value { try StrategicMerge.apply(patch, to: object, type: Self.type) }
    #expect(try patched(["metadata": ["finalizers": ["x/c"]]])["metadata"]["finalizers"] == ["x/c", "x/a", "x/b"])
    #expect(
      try patched(["metadata": ["$deleteFromPrimitiveList/finalizers": ["x/a"]]])["metadata"]["finalizers"] == ["x/b"])
    #expect(
      try patched(["spec": ["updateStrategy": ["$retainKeys": ["type"], "type": "OnDelete"]]])["spec"]
        == ["updateStrategy": ["type": "OnDelete"], "replicas": 2])
    #expect(
      try patched(["metadata": ["labels": ["$patch": "replace", "q": "r"]]])["metadata"]["labels"] == ["q": "r"])
    #expect(try patched(["metadata": ["labels": ["$patch": "delete"]]])["metadata"]["labels"] == [:])
    #expect(try patched(["spec": ["replicas": .null, "nosuch": .null]])["spec"]["replicas"].isNull)
  }

  @Test func whatIsAddedKeepsNeitherNullsNorDirectives() throws {
    let patch: Value = ["metadata": ["annotations": ["a": "1", "b": .null], "labels": [["$patch": "delete"], ["c": .null]]]]
    let result = try StrategicMerge.apply(patch, to: [:], type: Self.type)
    #expect(result == ["metadata": ["annotations": ["a": "1"], "labels": [[:]]]])
  }

  @Test(arguments: [
    (["containers": [["image": "x"]]], "map: map[image:x] does not contain declared merge key: name"),
    (["containers": [["name": "a", "$patch": "destroy"]]],
      "unknown patch type: destroy in map: map[$patch:destroy name:a]"),
    (["containers": [["name": "a", "$patch": "merge"]]], "merging lists cannot yet be specified in the patch"),
    (["containers": [["name": "a"], "x"]],
      "list element types are not identical: [[map[env:[map[name:A value:1] map[name:B value:2]] image:i:1 name:a] "
        + "map[image:i:2 name:b] map[image:i:3 name:c]] [map[name:a] x]]"),
    (["containers": [["name": "n"]], "$setElementOrder/containers": [["name": "a"]]],
      "The order in patch list:\n[map[name:n]]\n doesn't match $setElementOrder list:\n[map[name:a]]\n"),
    (["$setElementOrder": []], "invalid patch format of setElementOrder list"),
    (["$retainKeys": ["volumes"], "containers": []], "invalid patch format of retainKeys"),
  ] as [(Value, String)])
  func refuses(patch: Value, message: String) {
    #expect(throws: PatchError(message)) { try patched(patch) }
  }

  @Test func twoVersionsMakeAPatch() throws {
    var modified = Self.set(Self.pod)
    modified["spec"]["template"]["spec"]["containers"] = [
      ["name": "c", "image": "i:3"], ["name": "a", "image": "i:7", "env": [["name": "A", "value": "1"]]],
    ]
    modified["spec"]["template"]["spec"].remove("tolerations")
    modified["spec"]["replicas"] = 3
    let patch = try StrategicDifference.twoWay(from: Self.set(Self.pod), to: modified, type: Self.type)
    #expect(
      patch == [
        "spec": [
          "replicas": 3,
          "template": [
            "spec": [
              "$setElementOrder/containers": [["name": "c"], ["name": "a"]],
              "containers": [
                [
                  "name": "a", "image": "i:7", "$setElementOrder/env": [["name": "A"]],
                  "env": [["name": "B", "$patch": "delete"]],
                ],
                ["name": "b", "$patch": "delete"],
              ],
              "tolerations": .null,
            ]
          ],
        ]
      ])
    #expect(try StrategicMerge.apply(patch, to: Self.set(Self.pod), type: Self.type) == modified)
  }

  @Test func fieldsThatRetainKeysNameThem() throws {
    let old: Value = ["spec": ["strategy": ["type": "RollingUpdate", "rollingUpdate": ["maxSurge": 1]]]]
    let new: Value = ["spec": ["strategy": ["type": "Recreate"]]]
    let patch = try StrategicDifference.twoWay(from: old, to: new, type: "apps/v1.Deployment")
    #expect(
      patch == [
        "spec": ["strategy": ["$retainKeys": ["type"], "type": "Recreate", "rollingUpdate": .null]]
      ])
  }

  @Test func applyLeavesWhatOthersAdded() throws {
    let original = Self.set(["containers": [["name": "a", "image": "i:1", "env": [["name": "A", "value": "1"]]]]])
    let modified = Self.set(["containers": [["name": "a", "image": "i:2"]]])
    let live = Self.set([
      "containers": [
        ["name": "a", "image": "i:1", "env": [["name": "A", "value": "1"], ["name": "X", "value": "others"]]],
        ["name": "sidecar", "image": "s:1"],
      ],
      "nodeSelector": ["disk": "ssd"],
    ])
    let patch = try StrategicDifference.threeWay(
      original: original, modified: modified, current: live, type: Self.type)
    let pod = try StrategicMerge.apply(patch, to: live, type: Self.type)["spec"]["template"]["spec"]
    #expect(names(pod["containers"]) == ["a", "sidecar"])
    #expect(pod["containers"].elements[0] == ["name": "a", "image": "i:2"])
    #expect(pod["nodeSelector"] == ["disk": "ssd"])
  }
}
