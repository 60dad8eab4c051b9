// One ControllerRevision as controllers see it, and what can be decided by looking at several.
import KubeKinds
import KubeObjects

/// A stored revision of a template. A class, for each look at its owner hands it around.
final class Revision: OwnedView, Sendable {
  let key: ObjectKey
  let uid: String
  /// The number that grows with each rollout: `revision`.
  let number: Int64
  let data: Value
  let created: String
  let labels: Value

  var name: String { key.name }

  init(_ key: ObjectKey, _ object: Value) {
    self.key = key
    uid = object[.metadata][.uid].text
    number = object[.revision].number
    data = object[.data]
    created = object[.metadata][.creationTimestamp].text
    labels = object[.metadata][.labels]
  }

  /// The order of history: by number, then by age, then by name (`SortControllerRevisions`).
  static func precedes(_ a: Revision, _ b: Revision) -> Bool {
    (a.number, a.created, a.name) < (b.number, b.created, b.name)
  }
}

/// What is to become of a history, before anything is written.
enum RevisionDecision: Equatable {
  /// The newest revision holds the template already.
  case keep(index: Int)
  /// An older revision holds it: a rollback, which gives that revision the next number.
  case renumber(index: Int, to: Int64)
  /// No revision holds it.
  case create(number: Int64)
}

enum RevisionPlan {
  /// What becomes of a history, oldest first, when the template's data is `data`.
  static func decide(_ data: Value, _ history: [Revision]) -> RevisionDecision {
    let next = (history.last?.number ?? 0) + 1
    guard let equal = history.lastIndex(where: { $0.data == data }) else { return .create(number: next) }
    return equal == history.count - 1 ? .keep(index: equal) : .renumber(index: equal, to: next)
  }

  /// The revisions beyond the limit, oldest first, as far as nothing lives on them.
  static func superfluous(_ history: [Revision], limit: Int64, isLive: (String) -> Bool) -> [Revision] {
    guard limit >= 0 else { return [] }
    let dead = history.filter { !isLive($0.name) }
    return Array(dead.prefix(max(0, dead.count - Int(limit))))
  }
}
