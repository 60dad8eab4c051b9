// Custom resource definitions in cluster time: names, conditions, and the end with all objects.
import ClusterSim
import KubeControllers
import KubeKinds
import KubeObjects
import KubeStore
import SimCore
import Testing

@Suite struct DefinitionControllerTests {
  private static func definition(_ plural: String, kind: String) -> Value {
    [
      "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
      "metadata": ["name": .string("\(plural).sea.example")],
      "spec": [
        "group": "sea.example", "scope": "Cluster", "names": ["plural": .string(plural), "kind": .string(kind)],
        "versions": [
          ["name": "v1", "served": true, "storage": true, "schema": ["openAPIV3Schema": ["type": "object"]]]
        ],
      ],
    ]
  }

  private struct Scene {
    let registry: Registry
    let controller: DefinitionController
    private var position = 0

    init() {
      let clock = VirtualClock(now: Instant(unixSeconds: 1_795_240_800))
      registry = Registry(store: Store(clock: clock), mint: Mint(chance: Chance(seed: 7)))
      controller = DefinitionController(registry)
    }

    mutating func settle() {
      repeat {
        while let event = registry.store.event(at: position) {
          position += 1
          if controller.kinds.contains(event.key.kind) { controller.observe(event) }
        }
      } while controller.work()
    }

    func kind(_ apiVersion: String, _ name: String) -> Kind? {
      registry.catalog.kind(apiVersion: apiVersion, name: name)
    }

    func create(_ object: Value) throws {
      let kind = try #require(self.kind(object["apiVersion"].text, object["kind"].text))
      try registry.create(kind, namespace: "", object)
    }

    func condition(_ name: String, _ type: String) -> String {
      let key = ObjectKey(.customResourceDefinition, "", name)
      let condition = registry.store.object(key)?["status"]["conditions"].first(where: "type", is: type) ?? .null
      return "\(condition["status"].text) \(condition["reason"].text): \(condition["message"].text)"
    }
  }

  @Test func namesAreAcceptedAndKindsServed() throws {
    var scene = Scene()
    try scene.create(Self.definition("boats", kind: "Boat"))
    #expect(scene.kind("sea.example/v1", "Boat") == nil)
    scene.settle()
    #expect(scene.kind("sea.example/v1", "Boat")?.plural == "boats")
    #expect(scene.condition("boats.sea.example", "NamesAccepted") == "True NoConflicts: no conflicts found")
    #expect(
      scene.condition("boats.sea.example", "Established")
        == "True InitialNamesAccepted: the initial names have been accepted")
    let boats = scene.registry.store.object(ObjectKey(.customResourceDefinition, "", "boats.sea.example"))
    #expect(boats?["status"]["conditions"].elements.map { $0["observedGeneration"] } == [1, 1])
  }

  @Test func takenNamesAreRefusedUntilTheyAreFree() throws {
    var scene = Scene()
    try scene.create(Self.definition("boats", kind: "Boat"))
    scene.settle()
    try scene.create(Self.definition("ships", kind: "Boat"))
    scene.settle()
    #expect(scene.condition("ships.sea.example", "NamesAccepted").hasPrefix("False "))
    #expect(scene.condition("ships.sea.example", "Established") == "False NotAccepted: not all names are accepted")
    try delete("boats.sea.example", &scene)
    #expect(scene.condition("ships.sea.example", "NamesAccepted").hasPrefix("True "))
    #expect(scene.kind("sea.example/v1", "Boat")?.plural == "ships")
  }

  private func delete(_ name: String, _ scene: inout Scene) throws {
    let kind = try #require(scene.kind("apiextensions.k8s.io/v1", "CustomResourceDefinition"))
    try scene.registry.delete(kind, namespace: "", name: name)
    scene.settle()
  }

  @Test func definitionsWaitForTheirObjects() throws {
    var scene = Scene()
    try scene.create(Self.definition("boats", kind: "Boat"))
    scene.settle()
    try scene.create(
      [
        "apiVersion": "sea.example/v1", "kind": "Boat",
        "metadata": ["name": "held", "finalizers": ["example.com/wait"]],
      ])
    try delete("boats.sea.example", &scene)
    #expect(
      scene.condition("boats.sea.example", "Terminating")
        == "True InstanceDeletionInProgress: CustomResource deletion is in progress")
    let boat = try #require(scene.kind("sea.example/v1", "Boat"))
    try scene.registry.modify(ObjectKey(boat.id, "", "held")) { $0["metadata"].remove("finalizers") }
    let next = try #require(scene.controller.nextInstant)
    scene.registry.store.clock.advance(to: next)
    scene.settle()
    #expect(scene.registry.store.count(.customResourceDefinition) == 0)
    #expect(scene.kind("sea.example/v1", "Boat") == nil)
  }
}
