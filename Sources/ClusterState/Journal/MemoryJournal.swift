// The log of a cluster that is forgotten at the end.
import ClusterSim
import KubeObjects
import SimCore

/// A log that lasts as long as the process.
final class MemoryJournal: Journal {
  private struct Saved {
    var birth: ClusterBirth
    var entries: [JournalEntry] = []
    var mark: ClockMark?
    var settings = Value.null
    var checkpoint: JournalCheckpoint?
  }

  private var present: Saved
  private var saved: [(snapshot: ClusterSnapshot, state: Saved)] = []

  init(_ birth: ClusterBirth) { present = Saved(birth: birth) }

  func birth() -> ClusterBirth { present.birth }
  func entries(after count: Int) -> [JournalEntry] { Array(present.entries.dropFirst(count)) }
  func checkpoint() -> JournalCheckpoint? { present.checkpoint }
  func clock() -> ClockMark? { present.mark }
  func settings() -> Value { present.settings }

  func append(_ entry: JournalEntry, _ mark: ClockMark) {
    present.entries.append(entry)
    present.mark = mark
  }

  func append(_ entry: JournalEntry, _ checkpoint: Checkpoint, _ mark: ClockMark) {
    append(entry, mark)
    present.checkpoint = JournalCheckpoint(entries: present.entries.count, checkpoint: checkpoint)
  }

  func note(_ mark: ClockMark) { present.mark = mark }
  func keep(settings: Value) { present.settings = settings }
  func restart(_ birth: ClusterBirth) { present = Saved(birth: birth) }

  func snapshots() -> [ClusterSnapshot] { saved.map(\.snapshot) }
  func save(_ snapshot: ClusterSnapshot) { saved.append((snapshot, present)) }

  func restore(_ snapshot: ClusterSnapshot, wall: Int64) {
    guard let found = saved.first(where: { $0.snapshot == snapshot }) else { return }
    present = found.state
    present.mark = ClockMark(cluster: snapshot.at, wall: wall)
  }

  func remove(_ snapshot: ClusterSnapshot) { saved.removeAll { $0.snapshot == snapshot } }
}
