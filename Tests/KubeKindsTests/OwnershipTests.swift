// Who owns which fields: sets of fields, changes, applied configurations, conflicts.
import KubeObjects
import Testing

@testable import KubeKinds

private func yaml(_ text: String) throws -> Value { try YAMLReader.read(text) }

@Suite struct FieldSetTests {
  private static func set(_ text: String) throws -> FieldSet { FieldSet(try yaml(text)) }

  @Test(arguments: [
    ("{f:a: {}}", "{f:b: {}}", "{f:a: {}, f:b: {}}", "{}", "{f:a: {}}"),
    ("{f:a: {f:b: {}}}", "{f:a: {}}", "{f:a: {.: {}, f:b: {}}}", "{}", "{f:a: {f:b: {}}}"),
    ("{f:a: {.: {}, f:b: {}}}", "{f:a: {}}", "{f:a: {.: {}, f:b: {}}}", "{f:a: {}}", "{f:a: {f:b: {}}}"),
    ("{f:a: {f:b: {}, f:c: {}}}", "{f:a: {f:b: {}}}", "{f:a: {f:b: {}, f:c: {}}}", "{f:a: {f:b: {}}}",
      "{f:a: {f:c: {}}}"),
    ("{f:a: {f:b: {}}}", "{f:a: {f:b: {}}}", "{f:a: {f:b: {}}}", "{f:a: {f:b: {}}}", "{}"),
  ])
  func operations(_ a: String, _ b: String, _ union: String, _ both: String, _ rest: String) throws {
    let (first, second) = (try Self.set(a), try Self.set(b))
    #expect(first.union(second) == (try Self.set(union)))
    #expect(second.union(first) == (try Self.set(union)))
    #expect(first.intersection(second) == (try Self.set(both)))
    #expect(first.subtracting(second) == (try Self.set(rest)))
  }

  @Test func subtreesGoWithTheirRoot() throws {
    let set = try Self.set("{f:a: {f:b: {}, f:c: {f:d: {}}}, f:e: {}}")
    #expect(set.subtractingSubtrees(try Self.set("{f:a: {f:c: {}}, f:e: {}}")) == (try Self.set("{f:a: {f:b: {}}}")))
  }

  @Test func pathsAreInserted() throws {
    var set = FieldSet()
    set.insert(["f:a"])
    set.insert(["f:a", "f:b"])
    set.insert(["f:c", "f:d"])
    set.insert(["f:c"])
    #expect(set == (try Self.set("{f:a: {.: {}, f:b: {}}, f:c: {.: {}, f:d: {}}}")))
    #expect(set.contains(["f:a"]) && set.contains(["f:c", "f:d"]) && !set.contains(["f:d"]))
  }

  @Test(arguments: [
    (["f:spec", "f:replicas"] as [Key], ".spec.replicas"),
    (["f:spec", #"k:{"name":"web"}"#, "f:image"], #".spec[name="web"].image"#),
    ([#"k:{"containerPort":80,"protocol":"TCP"}"#], #"[containerPort=80,protocol="TCP"]"#),
    (["f:finalizers", #"v:"a/b""#, "i:3"], #".finalizers[="a/b"][3]"#),
  ])
  func pathsAreWritten(_ path: [Key], _ text: String) { #expect(FieldSet.text(path) == text) }
}

@Suite struct OwnershipTests {
  private let pods = Ownership("core/v1.Pod", .kubernetes)
  private let sets = Ownership("apps/v1.StatefulSet", .kubernetes)

  private func write(_ name: String, _ operation: FieldManager.Operation = .apply) -> OwnershipWrite {
    OwnershipWrite(
      manager: FieldManager(name: name, operation: operation, apiVersion: "v1"), time: "2026-01-01T00:00:00Z",
      ignored: FieldSet(paths: [[.status]]))
  }

  private func applied(
    _ config: String, to live: Value?, _ managed: ManagedFields, by name: String = "me", force: Bool = false
  ) throws(ApplyFailure) -> (object: Value, managed: ManagedFields) {
    let value = (try? yaml(config)) ?? .null
    return try pods.applied(managed, live: live, config: value, by: write(name), force: force)
  }

  private let config = "{spec: {containers: [{name: a, image: x, ports: [{containerPort: 80}]}]}}"

  @Test func appliersOwnWhatTheyName() throws {
    let (_, managed) = try applied(config, to: nil, ManagedFields())
    #expect(
      managed.entries[0].fields
        == FieldSet(
          try yaml(
            """
            f:spec:
              f:containers:
                k:{"name":"a"}:
                  .: {}
                  f:image: {}
                  f:name: {}
                  f:ports:
                    k:{"containerPort":80,"protocol":"TCP"}: {.: {}, f:containerPort: {}}
            """)))
  }

  @Test func whatIsNoLongerNamedGoes() throws {
    let (object, managed) = try applied(
      "{metadata: {labels: {a: b, c: d}}, spec: {nodeName: node}}", to: nil, ManagedFields())
    let (next, left) = try applied("{metadata: {labels: {a: b}}}", to: object, managed)
    #expect(next[.metadata][.labels] == ["a": "b"])
    #expect(next[.spec]["nodeName"].isNull)
    #expect(left.entries.map(\.fields) == [FieldSet(try yaml("{f:metadata: {f:labels: {f:a: {}}}}"))])
  }

  @Test func whatOthersNameStays() throws {
    let (object, managed) = try applied("{metadata: {labels: {a: b, c: d}}}", to: nil, ManagedFields())
    let (shared, both) = try applied("{metadata: {labels: {c: d}}}", to: object, managed, by: "other")
    let (next, left) = try applied("{metadata: {labels: {a: b}}}", to: shared, both)
    #expect(next[.metadata][.labels] == ["a": "b", "c": "d"])
    #expect(left.entries.map(\.manager.name).sorted() == ["me", "other"])
  }

  @Test func othersFieldsConflict() throws {
    let (object, managed) = try applied(config, to: nil, ManagedFields())
    let other = config.replacing("image: x", with: "image: z")
    let path: [Key] = ["f:spec", "f:containers", #"k:{"name":"a"}"#, "f:image"]
    let conflict = OwnershipConflict(write("me").manager, path)
    #expect(throws: ApplyFailure.conflicts([conflict])) { try applied(other, to: object, managed, by: "other") }
    #expect(
      APIStatus.applyConflict([conflict]).message
        == #"Apply failed with 1 conflict: conflict with "me": .spec.containers[name="a"].image"#)
    let (next, forced) = try applied(other, to: object, managed, by: "other", force: true)
    #expect(next[.spec][.containers][index: 0]["image"] == "z")
    #expect(!forced.entries[0].fields.contains(path))
  }

  @Test func severalConflictsAreListed() {
    let me = FieldManager(name: "me", operation: .update, subresource: "scale", apiVersion: "apps/v1")
    let you = FieldManager(name: "you", operation: .apply, apiVersion: "apps/v1")
    let status = APIStatus.applyConflict([
      OwnershipConflict(me, ["f:a"]), OwnershipConflict(me, ["f:b", "f:c"]), OwnershipConflict(you, ["f:d"]),
    ])
    #expect(
      status.message == """
        Apply failed with 3 conflicts: conflicts with "me" with subresource "scale" using apps/v1:
        - .a
        - .b.c
        conflicts with "you":
        - .d
        """)
    #expect(status.causes.map(\.field) == [".a", ".b.c", ".d"])
  }

  @Test(arguments: [
    ("[a, b, c]", "[c, a]", "[b, c, a]"), ("[a, b]", "[c]", "[a, b, c]"), ("[a, b, c]", "[a, x, c]", "[a, b, x, c]"),
    ("[]", "[b, a]", "[b, a]"), ("[a, b]", "[b, a]", "[b, a]"),
  ])
  func listsKeepTheOrderOfTheConfiguration(_ old: String, _ new: String, _ merged: String) throws {
    func pod(_ names: String) throws -> Value {
      let containers = try yaml(names).elements.map { name -> Value in ["name": name] }
      return ["spec": ["containers": .array(containers)]]
    }
    let result = try pods.applied(
      ManagedFields(), live: try pod(old), config: try pod(new), by: write("me"), force: true)
    #expect(result.object == (try pod(merged)))
  }

  @Test func updatersOwnWhatTheyChange() throws {
    let live = try yaml("{metadata: {labels: {a: b}}, spec: {replicas: 1}, status: {replicas: 1}}")
    let new = try yaml("{metadata: {labels: {a: c}}, spec: {replicas: 2}, status: {replicas: 2}}")
    let before = ManagedFields([
      ManagedEntry(write("one", .update).manager, time: "", FieldSet(try yaml("{f:spec: {f:replicas: {}}}")))
    ])
    let after = sets.updated(before, live: live, new: new, by: write("two", .update))
    #expect(after.entries.map(\.manager.name) == ["two"])
    #expect(after.all == FieldSet(try yaml("{f:metadata: {f:labels: {f:a: {}}}, f:spec: {f:replicas: {}}}")))
    #expect(sets.updated(after, live: new, new: new, by: write("three", .update)) == after)
  }

  @Test func theOldestOfManyUpdatersBecomeOne() throws {
    var managed = ManagedFields()
    var live: Value = [:]
    for number in 1...12 {
      var new = live
      new[.metadata][.labels][Key("l\(number)")] = "x"
      managed = pods.updated(managed, live: live, new: new, by: write("m\(number)", .update))
      live = new
    }
    #expect(managed.entries.count == 10)
    #expect(managed.entries.contains { $0.manager.name == "ancient-changes" })
  }

  @Test(arguments: [
    ("{spec: {nosuch: 1}}", ".spec.nosuch: field not declared in schema"),
    ("{spec: {hostNetwork: 5}}", ".spec.hostNetwork: expected boolean, got &{5}"),
    ("{spec: {priority: x}}", ".spec.priority: expected numeric (int or float), got string"),
    ("{spec: {nodeName: 5}}", ".spec.nodeName: expected string, got &value.valueUnstructured{Value:5}"),
    ("{spec: {containers: {}}}", ".spec.containers: expected list, got &{map[]}"),
    ("{spec: x}", ".spec: expected map, got &{x}"),
    ("{spec: {containers: [{image: x}]}}",
      ".spec.containers: element 0: associative list with keys has an element that omits key field \"name\" (and "
        + "doesn't have default value)"),
    ("{spec: {containers: [{name: a}, {name: a}]}}", ".spec.containers: duplicate entries for key [name=\"a\"]"),
    ("{metadata: {x: 1}, spec: {z: 1}}",
      "errors:\n  .metadata.x: field not declared in schema\n  .spec.z: field not declared in schema"),
  ])
  func configurationsHaveTheirStructure(_ config: String, _ fault: String) {
    #expect(throws: ApplyFailure.malformed(fault)) { try applied(config, to: nil, ManagedFields()) }
  }
}
