// What one look at a Job comes to.
import KubeKinds
import KubeObjects
import SimCore

/// One thing to do for a Job before its status is written.
enum JobAction: Equatable {
  case create(count: Int)
  case createIndexes([JobIndex])
  /// A pod that is not wanted any more: it is let go first, and so is never counted.
  case stop(ObjectKey)
  /// A pod of a job that ends: it is counted before it is let go.
  case delete(ObjectKey)
}

/// A completion index to make a pod for, and how often it failed before.
struct JobIndex: Equatable {
  var index: Int
  var failures: Int64 = 0
  var ignored: Int64 = 0
}

/// The plan of one look at a Job: actions, then the status, then the pods to let go, then events.
struct JobPlan {
  var actions: [JobAction] = []
  var status: Value = [:]
  /// Pods that are counted and need no tracking any more.
  var counted: [ObjectKey] = []
  var events: [(type: EventKind, reason: String, message: String)] = []
  /// When time alone changes what is to be done.
  var nextCheck: Instant?

  enum EventKind { case normal, warning }
}

/// How a Job ends, and why.
struct JobEnd: Equatable {
  var isSuccess: Bool
  var reason: String
  var message: String

  /// The condition that notes the intent while pods still run.
  var intent: String { isSuccess ? "SuccessCriteriaMet" : "FailureTarget" }
  /// The condition of the end itself.
  var condition: String { isSuccess ? "Complete" : "Failed" }

  static let completion = JobEnd(
    isSuccess: true, reason: "CompletionsReached", message: "Reached expected number of succeeded pods")

  static func failure(_ reason: String, _ message: String) -> JobEnd {
    JobEnd(isSuccess: false, reason: reason, message: message)
  }
}
