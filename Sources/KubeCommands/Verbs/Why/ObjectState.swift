// The state of an object in a few words, for the titles of explanations.
import KubeKinds
import KubeObjects
import KubePrinters
import SimCore

enum ObjectState {
  static func words(_ object: Value, _ kind: Kind?, now: Instant) -> [String] {
    switch kind?.id {
    case .statefulSet: set(object)
    case .pod: pod(object)
    default: kind.map { table(object, $0, now) } ?? []
    }
  }

  private static func set(_ set: Value) -> [String] {
    let wanted = set[.spec][.replicas].int ?? 1
    let status = set[.status]
    var words = ["\(status[.readyReplicas].number)/\(wanted) ready"]
    if status[.updateRevision] != status[.currentRevision], !status[.updateRevision].isNull {
      words.append("\(status[.updatedReplicas].number)/\(wanted) at revision \(status[.updateRevision].text)")
    }
    if RolloutPause.isPaused(set) { words.append("paused") }
    return words + terminating(set)
  }

  private static func pod(_ pod: Value) -> [String] {
    let summary = PodSummary(pod)
    let node = pod[.spec][.nodeName].text
    return [summary.status, "\(summary.ready)/\(summary.total) ready"] + (node.isEmpty ? [] : [node])
  }

  /// What the kind's own table says of its status.
  private static func table(_ object: Value, _ kind: Kind, _ now: Instant) -> [String] {
    let columns = ColumnCatalog.columns(of: kind)
    let names = columns.shown(wide: false).map { $0.name.uppercased() }
    let cells = columns.cells(of: object, now: now, wide: false)
    for (name, cell) in zip(names, cells) where name == "STATUS" { return [cell.printed] }
    let ready = zip(names, cells).first { $0.0 == "READY" }.map { "\($0.1.printed) ready" }
    return (ready.map { [$0] } ?? []) + terminating(object)
  }

  private static func terminating(_ object: Value) -> [String] {
    object[.metadata][.deletionTimestamp].isNull ? [] : ["terminating"]
  }
}
