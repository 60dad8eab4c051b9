// Agenda, work queue and chance: order is by instant, then by insertion, and equal seeds draw equally.
import SimCore
import Testing

@Suite struct QueueTests {
  @Test func eventsOfOneInstantKeepTheirOrder() {
    var queue = EventQueue<String>()
    queue.schedule("c", at: Instant(unixSeconds: 2))
    queue.schedule("a", at: Instant(unixSeconds: 1))
    queue.schedule("b", at: Instant(unixSeconds: 1))
    var seen: [String] = []
    while let next = queue.popDue(at: Instant(unixSeconds: 1)) { seen.append(next.payload) }
    #expect(seen == ["a", "b"])
    #expect(queue.nextInstant == Instant(unixSeconds: 2))
  }

  @Test func workIsQueuedOnceAndFailuresBackOff() {
    var queue = WorkQueue<String>()
    let start = Instant(unixSeconds: 0)
    queue.add("x")
    queue.add("x")
    #expect(queue.pop(now: start) == "x")
    #expect(queue.pop(now: start) == nil)
    queue.addRateLimited("x", now: start)
    #expect(queue.nextInstant == start + .milliseconds(5))
    #expect(queue.pop(now: start + .milliseconds(5)) == "x")
    queue.addRateLimited("x", now: start)
    #expect(queue.nextInstant == start + .milliseconds(10))
  }

  @Test func equalSeedsDrawEqually() {
    var a = Chance(seed: 7)
    var b = Chance(seed: 7)
    var c = Chance(seed: 8)
    let drawn = (0..<100).map { _ in a.below(1_000) }
    #expect(drawn == (0..<100).map { _ in b.below(1_000) })
    #expect(drawn != (0..<100).map { _ in c.below(1_000) })
    #expect(drawn.allSatisfy { (0..<1_000).contains($0) })
  }
}
