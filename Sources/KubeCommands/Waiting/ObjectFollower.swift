// Following one object until something is true of it. Waiting is what moves a simulated cluster's time.
import ClusterAPI
import KubeKinds
import KubeObjects
import SimCore

struct ObjectFollower {
  let api: any ClusterAPI
  let kind: Kind
  let namespace: String
  let name: String
  private let patience: Patience

  init(_ info: ResourceInfo, _ context: CommandContext) {
    api = context.api
    kind = info.kind
    namespace = info.namespace
    name = info.name
    patience = Patience(context)
  }

  /// Calls `isDone` with the object as it is and with every change of it, until it says so. False when that did not
  /// happen before the deadline.
  /// - Parameter deadline: `nil` for a wait without end, which patience ends.
  func follow(until deadline: Instant?, _ isDone: (WatchEvent) throws -> Bool) throws -> Bool {
    let last = deadline ?? patience.deadline(from: api.now)
    let only = FieldSelector([.init(field: "metadata.name", isNegated: false, value: name)])
    let stream = try api.watch(
      kind, namespace: kind.isNamespaced ? namespace : nil, ListOptions(fieldSelector: only))
    while let event = try stream.next(until: deadline ?? patience.next(before: last, from: api.now)) {
      if try isDone(event) { return true }
    }
    return false
  }

  /// Waits until the object is gone, or another object has its name. False when the time is up.
  func waitUntilGone(uid: String?, until deadline: Instant) throws -> Bool {
    guard let object = try current() else { return true }
    if let uid, object[.metadata][.uid].text != uid { return true }
    return try follow(until: deadline) { $0.change == .deleted }
  }

  /// The object as it is, or `nil` where there is none.
  func current() throws -> Value? {
    do throws(APIStatus) {
      return try api.get(kind, namespace: namespace, name: name, subresource: nil)
    } catch {
      if error.reason == .notFound { return nil }
      throw error
    }
  }
}

extension ResourceInfo {
  /// The refusal of every wait that lasted too long.
  var timedOut: CommandError { .text("timed out waiting for the condition on \(resourceName)") }
}

extension TimeSpan {
  /// A week, which is how long kubectl waits for what it waits for without end.
  static let week = TimeSpan.hours(168)
}
