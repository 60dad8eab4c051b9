// `events`: which events are printed, in which order, and what is said when there are none.
import Testing

@testable import KubeCommands

@Suite struct EventsVerbTests {
  /// An event that was seen between two times of the day.
  private func event(
    _ name: String, _ reason: String, type: String = "Normal", kind: String = "Pod", first: String, last: String,
    count: Int = 1
  ) -> String {
    """
    apiVersion: v1
    kind: Event
    metadata: {name: \(name), namespace: default}
    involvedObject: {kind: \(kind), name: web, namespace: default}
    reason: \(reason)
    message: "it is \(reason)\\n"
    type: \(type)
    firstTimestamp: 2027-01-15T\(first):00Z
    lastTimestamp: 2027-01-15T\(last):00Z
    count: \(count)
    ---

    """
  }

  /// The clock begins at 2027-01-15T08:00:00Z.
  private func bench() -> Bench {
    let events = [
      event("a", "Late", first: "07:50", last: "07:59", count: 3),
      event("b", "Early", type: "Warning", first: "07:30", last: "07:30"),
      event("c", "Middle", kind: "StatefulSet", first: "07:40", last: "07:40"),
    ]
    let bench = Bench(["events.yaml": events.joined()])
    bench.run("create -f events.yaml")
    return bench
  }

  @Test func oldestComeFirst() {
    #expect(
      bench().run("events")
        == Printed(
          """
          LAST SEEN           TYPE      REASON   OBJECT            MESSAGE
          30m                 Warning   Early    Pod/web           it is Early
          20m                 Normal    Middle   StatefulSet/web   it is Middle
          60s (x3 over 10m)   Normal    Late     Pod/web           it is Late

          """))
  }

  @Test(arguments: [
    ("--for sts/web", "default   20m   Normal   Middle   StatefulSet/web   it is Middle\n"),
    ("--for=pods/web --types=WARNING", "default   30m   Warning   Early   Pod/web   it is Early\n"),
  ])
  func narrowed(_ flags: String, _ row: String) {
    #expect(bench().run("events -A --no-headers \(flags)") == Printed(row))
  }

  @Test(arguments: [
    ("events", "No events found in default namespace.\n", Int32(0)),
    ("events -A", "No events found.\n", 0),
    ("events --for=web", "error: --for must be in resource/name form\n", 1),
    ("events --for=a/b/c", "error: arguments in resource/name form may not have more than one slash\n", 1),
    ("events --for=podz/web", "the server doesn't have a resource type \"podz\"\n", 1),
    ("events --types=Normal,Bad", "error: valid --types are Normal or Warning\n", 1),
  ])
  func nothingToPrint(_ line: String, _ errors: String, _ status: Int32) {
    #expect(Bench().run(line) == Printed(errors: errors, status: status))
  }

  @Test func objectsComeInTheOrderOfTheirType() {
    let text = bench().run("events --for=sts/web -o json").output
    #expect(text.hasPrefix("{\n    \"kind\": \"EventList\",\n    \"apiVersion\": \"v1\",\n    \"metadata\": {},\n"))
    // kubectl refuses to name the members of a list, and says nothing of it.
    #expect(bench().run("events -o name") == Printed())
  }

  @Test func theShortNameIsSaidToBeAmbiguous() {
    #expect(
      bench().run("get ev a -o name")
        == Printed(
          "event/a\n",
          errors: "Warning: short name \"ev\" could also match lower priority resource events.events.k8s.io\n"))
  }
}
