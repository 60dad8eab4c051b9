// Several processes around one saved cluster: it lasts, it is shared, and nothing reported is lost.
import Foundation
import SimCore
import Testing

@Suite(.serialized) struct SharingTests {
  @Test func commandsShareACluster() throws {
    let machine = Machine()
    #expect(try machine.run("create", "ns", "one").output == "namespace/one created\n")
    #expect(try machine.run("get", "ns", "one", "-o", "name").output == "namespace/one\n")
    #expect(try machine.run("--state", "none", "get", "ns", "one").status == 1)
    #expect(try machine.run("--state", "other", "get", "ns", "one").status == 1)
    #expect(try machine.script("get ns one").status == 1, "scripts begin with a fresh cluster")
    #expect(try machine.script("get ns one", ["--state", "default"]).status == 0)
    #expect(try machine.run("--seed", "3", "--state", "other", "get", "ns").errors.contains("has begun already"))
    #expect(try machine.run("cluster", "switch", "other").output == "switched to cluster other\n")
    #expect(try machine.run("get", "ns", "one").status == 1)
    #expect(try machine.run("cluster", "list").output.contains("*         other     <none>"))
    #expect(try machine.run("cluster", "rm", "default").errors.contains("add --yes"))
    #expect(try machine.run("cluster", "rm", "default", "--yes").output == "cluster default removed\n")
    #expect(try machine.run("reset", "--yes").output == "cluster other reset\n")
    #expect(try machine.run("config", "set-context", "--current", "--namespace=kube-system").status == 0)
    #expect(try machine.run("get", "pods", "-o", "name").output.contains("pod/coredns"))
  }

  @Test func guestsReachTheOwner() throws {
    let machine = Machine()
    let owner = try machine.start(["get", "ns", "-w", "-o", "name"])
    #expect(owner.waits(for: "namespace/kube-system"))
    try machine.write("below/x.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: filed}\n")
    let applied = try machine.run("apply", "-f", "below/x.yaml")
    #expect(applied == Ran(status: 0, output: "namespace/filed created\n", errors: ""))
    let piped = "apiVersion: v1\nkind: Namespace\nmetadata: {name: piped}\n"
    #expect(try machine.run("apply", "-f", "-", input: piped).output == "namespace/piped created\n")
    #expect(owner.waits(for: "namespace/filed\n") && owner.waits(for: "namespace/piped\n"))
    let missing = try machine.run("get", "ns", "nosuch")
    #expect(missing.status == 1 && missing.output == "" && missing.errors.contains("namespaces \"nosuch\" not found"))
    #expect(try machine.run("--complete", "get ns fil").output.contains("filed"))
    let guest = try machine.start(["get", "ns", "-w", "-o", "name"])
    #expect(guest.waits(for: "namespace/piped"))
    kill(guest.process.processIdentifier, SIGINT)
    #expect(guest.wait().status == 130)
    kill(owner.process.processIdentifier, SIGINT)
    #expect(owner.wait().status == 130)
    #expect(try machine.run("get", "ns", "piped", "-o", "name").status == 0)
  }

  @Test func aGuestTakesOverFromAnOwnerThatLeaves() throws {
    let machine = Machine()
    let owner = try machine.start(["get", "ns", "-w", "-o", "name"])
    #expect(owner.waits(for: "namespace/kube-system"))
    let guest = try machine.start(["get", "ns", "-w", "-o", "name"])
    #expect(guest.waits(for: "namespace/kube-system"))
    kill(owner.process.processIdentifier, SIGINT)
    _ = owner.wait()
    #expect(try machine.run("create", "ns", "later").status == 0)
    #expect(guest.waits(for: "namespace/later"))
    guest.kill()
    let told = guest.output.split(separator: "\n").filter { $0 == "namespace/kube-system" }
    #expect(told.count == 1, "it goes on, and lists nothing again")
  }

  @Test func aKilledOwnerLosesNothing() throws {
    let machine = Machine()
    let owner = try machine.start(["get", "ns", "-w", "-o", "name"])
    #expect(owner.waits(for: "namespace/kube-system"))
    let guest = try machine.start(["get", "ns", "-w", "-o", "name"])
    #expect(guest.waits(for: "namespace/kube-system"))
    #expect(try machine.run("create", "ns", "kept").status == 0)
    owner.kill()
    let ran = guest.wait()
    #expect(ran.status == 2 && ran.errors.contains("has ended; everything that was reported is saved"))
    #expect(try machine.run("get", "ns", "kept", "-o", "name").output == "namespace/kept\n")
  }

  @Test func manyAtOnceWaitForEachOther() throws {
    let machine = Machine()
    let all = try (0..<8).map { try machine.start(["create", "ns", "n\($0)"]) }
    for (number, started) in all.enumerated() {
      #expect(started.wait() == Ran(status: 0, output: "namespace/n\(number) created\n", errors: ""))
    }
    let names = try machine.run("get", "ns", "-o", "name").output
    for number in 0..<8 { #expect(names.contains("namespace/n\(number)\n")) }
  }

  /// Kills the program at random moments: whatever it had printed by then is there afterwards.
  @Test func nothingReportedIsLostByKilling() throws {
    #if DEBUG
      let kills = 4
    #else
      let kills = 500
    #endif
    var chance = Chance(seed: 5)
    var machine = Machine()
    for round in 0..<kills {
      if round % 10 == 0 { machine = Machine() }
      let writer = try machine.start(["--state", "k", "-f", "-"], input: "-")
      for number in 0..<1_000 { try writer.type("create ns r\(round)-\(number)\n") }
      #expect(writer.waits(for: " created\n"))
      usleep(UInt32(chance.below(50_000)))
      writer.kill()
      let lines = writer.output.split(separator: "\n").filter { $0.hasSuffix(" created") }
      let reported = lines.map { String($0.replacing(" created", with: "")) }
      let held = try machine.run("--state", "k", "get", "ns", "-o", "name")
      #expect(held.status == 0 && held.errors == "")
      let names = Set(held.output.split(separator: "\n").map(String.init))
      #expect(!reported.isEmpty, "nothing was put to the test")
      let lost = reported.filter { !names.contains($0) }
      #expect(lost.isEmpty, "round \(round)")
    }
  }
}
