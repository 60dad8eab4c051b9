// What goes with its owner, what stays, and what waits.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore
import Testing

@testable import KubeControllers

@Suite struct GarbagePlanTests {
  struct Row: Sendable {
    var owners: [OwnerState]
    var finalizers: [String] = []
    var isTerminating = false
    var dependents: [GarbageDependent] = []
    var action: GarbageAction
  }

  private static let dependent = GarbageDependent(
    key: ObjectKey(.pod, "default", "p"), blocks: true, isDeletingDependents: false)
  private static let busyDependent = GarbageDependent(
    key: ObjectKey(.pod, "default", "p"), blocks: true, isDeletingDependents: true)
  private static let looseDependent = GarbageDependent(
    key: ObjectKey(.pod, "default", "p"), blocks: false, isDeletingDependents: false)

  static let rows: [Row] = [
    Row(owners: [], action: .nothing),
    Row(owners: [.solid], action: .nothing),
    Row(owners: [.dangling], action: .delete(.background)),
    Row(owners: [.dangling], finalizers: ["orphan"], action: .delete(.orphan)),
    Row(owners: [.dangling], finalizers: ["foregroundDeletion"], action: .delete(.foreground)),
    Row(owners: [.solid, .dangling, .waiting], action: .dropReferences(uids: ["u1", "u2"])),
    Row(owners: [.unknown, .dangling], action: .nothing),
    Row(owners: [.waiting], action: .delete(.background)),
    Row(owners: [.waiting], dependents: [dependent], action: .delete(.foreground)),
    Row(owners: [.waiting], dependents: [busyDependent], action: .unblockAndDelete),
    Row(owners: [.dangling], isTerminating: true, action: .nothing),
    Row(
      owners: [], finalizers: ["foregroundDeletion"], isTerminating: true, dependents: [dependent, busyDependent],
      action: .visit([dependent.key])),
    Row(
      owners: [], finalizers: ["foregroundDeletion"], isTerminating: true, dependents: [looseDependent],
      action: .removeFinalizer("foregroundDeletion")),
    Row(
      owners: [], finalizers: ["orphan"], isTerminating: true, dependents: [dependent],
      action: .orphan([dependent.key])),
  ]

  @Test(arguments: rows.indices)
  func decides(index: Int) {
    let row = Self.rows[index]
    var object: Value = [.metadata: [.uid: "self"]]
    for (number, _) in row.owners.enumerated() {
      object[.metadata][.ownerReferences].append([.uid: .string("u\(number)")])
    }
    if !row.finalizers.isEmpty { object[.metadata][.finalizers] = .array(row.finalizers.map(Value.string)) }
    if row.isTerminating { object[.metadata][.deletionTimestamp] = "2027-01-01T00:00:00Z" }
    #expect(GarbagePlan.decide(GarbageItem(object), owners: row.owners, dependents: row.dependents) == row.action)
  }
}

@Suite struct GarbageCollectorTests {
  private let bench: ControllerBench

  init() throws {
    bench = try ControllerBench {
      [StatefulSetController($0), GarbageCollector($0), ObedientNodes($0)]
    }
    try bench.create(.statefulSet, ControllerBench.statefulSet("web", replicas: 2))
    bench.run()
    _ = bench.takeTimeline()
  }

  private func delete(_ propagation: PropagationPolicy) throws {
    try bench.delete(.statefulSet, "web", DeleteOptions(propagation: propagation))
    bench.run()
  }

  @Test func inTheBackgroundEverythingGoes() throws {
    try delete(.background)
    #expect(bench.names(.pod).isEmpty)
    #expect(bench.names(.controllerRevision).isEmpty)
    #expect(
      Set(bench.takeTimeline())
        == ["terminating web-0", "terminating web-1", "deleted web-0", "deleted web-1"])
  }

  @Test func inTheForegroundTheOwnerGoesLast() throws {
    try bench.change(.pod, "web-0") { $0[.metadata][.finalizers] = ["example.com/hold"] }
    try delete(.foreground)
    #expect(bench.set("web")[.metadata][.finalizers] == ["foregroundDeletion"])
    #expect(bench.names(.pod) == ["web-0"])
    bench.registry.store.remove(ObjectKey(.pod, "default", "web-0"))
    bench.run()
    #expect(bench.set("web") == .null)
  }

  @Test func orphansStay() throws {
    try delete(.orphan)
    #expect(bench.set("web") == .null)
    #expect(bench.names(.pod) == ["web-0", "web-1"])
    #expect(bench.names(.controllerRevision).count == 1)
    #expect(bench.pod("web-0")?.controllerReference == nil)
    #expect(bench.pod("web-0")?[.metadata].fields[.ownerReferences] == nil)
  }

  @Test func anObjectOfAnAbsentOwnerGoesAtOnce() throws {
    try bench.create(
      .configMap,
      [
        .metadata: [
          .name: "child",
          .ownerReferences: [[.apiVersion: "v1", .kind: "Secret", .name: "none", .uid: "gone"]],
        ]
      ])
    bench.run()
    #expect(bench.names(.configMap).isEmpty)
  }

  @Test func anOwnerOfAnotherUidIsAbsent() throws {
    try bench.create(
      .configMap,
      [
        .metadata: [
          .name: "child",
          .ownerReferences: [[.apiVersion: "apps/v1", .kind: "StatefulSet", .name: "web", .uid: "other"]],
        ]
      ])
    bench.run()
    #expect(bench.names(.configMap).isEmpty)
  }
}

@Suite struct NamespaceControllerTests {
  private let bench: ControllerBench

  init() throws {
    bench = try ControllerBench {
      [
        NamespaceStockController($0), StatefulSetController($0), GarbageCollector($0), NamespaceController($0),
        ObedientNodes($0),
      ]
    }
    try bench.registry.create(
      bench.registry.kind(.namespace), namespace: "",
      [.metadata: [.name: "red"], .spec: [.finalizers: ["kubernetes"]]])
    bench.run()
  }

  private var red: Value? { bench.registry.store.object(ObjectKey(.namespace, "", "red")) }

  private func deleteRed() throws {
    try bench.registry.delete(bench.registry.kind(.namespace), namespace: "", name: "red")
  }

  @Test func everyNamespaceHasAnAccountAndACertificate() throws {
    let keys = bench.registry.store.keys(.serviceAccount).map { "\($0.namespace)/\($0.name)" }
    #expect(keys == ["default/default", "red/default"])
    try bench.registry.delete(bench.registry.kind(.configMap), namespace: "red", name: "kube-root-ca.crt")
    bench.run()
    #expect(bench.registry.store.keys(.configMap).count == 2)
  }

  @Test func contentGoesThenTheNamespace() throws {
    try bench.registry.create(
      bench.registry.kind(.statefulSet), namespace: "red", ControllerBench.statefulSet("web", replicas: 2))
    bench.run()
    try deleteRed()
    #expect(red?[.status][.phase] == "Terminating")
    bench.run(for: .seconds(9))
    #expect(bench.registry.store.keys(.pod, namespace: "red").isEmpty)
    #expect(red != nil)
    bench.run(for: .seconds(3))
    #expect(red == nil)
    #expect(bench.registry.store.keys(.statefulSet, namespace: "red").isEmpty)
  }

  @Test func finalizersAreReported() throws {
    try bench.registry.create(
      bench.registry.kind(.configMap), namespace: "red",
      [.metadata: [.name: "conf", .finalizers: ["example.com/hold"]]])
    try deleteRed()
    bench.run(for: .seconds(6))
    let messages = red?[.status][.conditions].elements.map(\.[.message].text) ?? []
    #expect(
      messages.suffix(2) == [
        "Some resources are remaining: configmaps. has 1 resource instances",
        "Some content in the namespace has finalizers remaining: example.com/hold in 1 resource instances",
      ])
    try bench.registry.modify(ObjectKey(.configMap, "red", "conf")) { $0[.metadata].remove(.finalizers) }
    bench.run(for: .seconds(20))
    #expect(red == nil)
  }
}
