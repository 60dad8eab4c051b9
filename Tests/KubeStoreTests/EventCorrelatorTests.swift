// Which occurrences become events, by client-go's numbers.
import SimCore
import Testing

@testable import KubeStore

@Suite struct EventCorrelatorTests {
  private let start = Instant(unixSeconds: 1_800_000_000)

  private func seen(_ message: String, reason: String = "Failed", subject: String = "u-1") -> Occurrence {
    Occurrence(
      host: "", subject: subject, fieldPath: "", type: "Warning", reason: reason, message: message)
  }

  @Test func theSameMessageIsCounted() {
    var correlator = EventCorrelator()
    #expect(correlator.correlate(seen("a"), newName: "x.1", now: start) == .create(message: "a"))
    let second = correlator.correlate(seen("a"), newName: "x.2", now: start + .seconds(5))
    #expect(second == .repeated(name: "x.1", count: 2, first: start, message: "a"))
    let other = correlator.correlate(seen("a", subject: "u-2"), newName: "y.1", now: start)
    #expect(other == .create(message: "a"))
  }

  @Test func theTenthSimilarMessageCombines() {
    var correlator = EventCorrelator()
    for index in 1...9 {
      let outcome = correlator.correlate(seen("m\(index)"), newName: "x.\(index)", now: start)
      #expect(outcome == .create(message: "m\(index)"))
    }
    let tenth = correlator.correlate(seen("m10"), newName: "x.10", now: start)
    #expect(tenth == .create(message: "(combined from similar events): m10"))
    let eleventh = correlator.correlate(seen("m11"), newName: "x.11", now: start)
    #expect(
      eleventh
        == .repeated(name: "x.10", count: 2, first: start, message: "(combined from similar events): m11"))
  }

  @Test func similarMessagesAreForgottenAfterTenMinutes() {
    var correlator = EventCorrelator()
    for index in 1...9 { _ = correlator.correlate(seen("m\(index)"), newName: "x.\(index)", now: start) }
    let later = correlator.correlate(seen("m10"), newName: "x.10", now: start + .seconds(601))
    #expect(later == .create(message: "m10"))
  }

  @Test func afterTwentyFiveEventsAnObjectIsMuteForFiveMinutes() {
    var correlator = EventCorrelator()
    for index in 1...25 {
      let outcome = correlator.correlate(
        seen("m", reason: "R\(index)"), newName: "x.\(index)", now: start)
      #expect(outcome == .create(message: "m"))
    }
    let dropped = correlator.correlate(seen("m", reason: "R26"), newName: "x.26", now: start + .seconds(299))
    #expect(dropped == .dropped)
    let refilled = correlator.correlate(seen("m", reason: "R27"), newName: "x.27", now: start + .seconds(300))
    #expect(refilled == .create(message: "m"))
    let counted = correlator.correlate(seen("m", reason: "R26"), newName: "x.28", now: start + .seconds(600))
    #expect(counted == .repeated(name: "x.26", count: 2, first: start + .seconds(299), message: "m"))
  }

  @Test func memoryIsBounded() {
    var memory = BoundedMemory<Int, Int>(limit: 3)
    for index in 0..<10 { memory[index] = index }
    #expect((0..<10).filter { memory[$0] != nil } == [7, 8, 9])
    memory[7] = 70
    #expect(memory[7] == 70)
  }
}
