// Revision names, against templates and names that a real control plane gave.
import Foundation
import KubeKinds
import KubeObjects
import Testing

@testable import KubeControllers

@Suite struct RevisionHashTests {
  private struct Recorded {
    let name: String
    let data: Value
  }

  /// `NAME DATA` a line, as `get controllerrevisions` printed them.
  private static func recorded() throws -> [Recorded] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let text = try String(contentsOf: folder.appending(path: "Fixtures/revisions.txt"), encoding: .utf8)
    return try text.split(separator: "\n").map { line in
      let parts = line.split(separator: " ", maxSplits: 1)
      return Recorded(name: String(parts[0]), data: try JSONReader.read(String(parts[1])))
    }
  }

  @Test func namesAreThoseOfARealControlPlane() throws {
    let revisions = try Self.recorded()
    #expect(revisions.count >= 6)
    for revision in revisions {
      let hash = RevisionHash.text(revision.data, collisions: 0)
      #expect(revision.name.hasSuffix("-\(hash)"), "\(revision.name) against \(hash)")
    }
  }

  @Test func aCollisionGivesAnotherName() throws {
    let data = try #require(try Self.recorded().first).data
    #expect(RevisionHash.text(data, collisions: 1) != RevisionHash.text(data, collisions: 0))
  }

  @Test(arguments: [("", 0x811c_9dc5 as UInt32), ("a", 0x050c_5d7e), ("foobar", 0x31f0_b262)])
  func fnv1MultipliesFirst(text: String, sum: UInt32) {
    #expect(RevisionHash.fnv1(Array(text.utf8)) == sum)
  }

  @Test func digitsBecomeHarmlessCharacters() {
    #expect(RevisionHash.safeEncoded("0123456789") == "456789bcdf")
  }
}

@Suite struct RevisionPlanTests {
  private func revision(_ number: Int64, _ image: String) -> Revision {
    Revision(
      ObjectKey(.controllerRevision, "default", "web-\(image)"),
      [.revision: .int(number), .data: ["image": .string(image)]])
  }

  @Test func theFirstTemplateIsRevisionOne() {
    #expect(RevisionPlan.decide(["image": "a"], []) == .create(number: 1))
  }

  @Test(arguments: [
    ("c", RevisionDecision.keep(index: 2)), ("a", .renumber(index: 0, to: 6)), ("d", .create(number: 6)),
  ])
  func templatesAreFoundAgain(image: String, decision: RevisionDecision) {
    let history = [revision(1, "a"), revision(2, "b"), revision(5, "c")]
    #expect(RevisionPlan.decide(["image": .string(image)], history) == decision)
  }

  @Test(arguments: [(0, ["web-a", "web-c"]), (1, ["web-a"]), (2, []), (-1, [])] as [(Int64, [String])])
  func deadRevisionsGoOldestFirst(limit: Int64, gone: [String]) {
    let history = [revision(1, "a"), revision(2, "b"), revision(5, "c")]
    let names = RevisionPlan.superfluous(history, limit: limit) { $0 == "web-b" }.map(\.name)
    #expect(names == gone)
  }
}
