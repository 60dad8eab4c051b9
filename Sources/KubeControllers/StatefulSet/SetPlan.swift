// What a StatefulSet does next, as values: the plan decides, the applier writes, `why` explains.
import KubeKinds
import KubeObjects
import SimCore

/// Which of the two templates a member is made from.
enum RevisionChoice: Equatable, Sendable { case current, update }

/// One thing to write.
enum SetAction: Equatable, Sendable {
  /// Creates the claims of an ordinal that are missing, then its pod.
  case createPod(ordinal: Int, RevisionChoice)
  /// Creates claims that a pending pod lacks.
  case createMissingClaims(ObjectKey)
  /// Gives a pod its identity, its volumes and its claims' owners back.
  case updatePod(ObjectKey)
  /// Gives the claims of a pod that is to go the owners the retention policy asks for.
  case fixClaims(ObjectKey)
  case deletePod(ObjectKey, DeletionCause)
}

enum DeletionCause: Equatable, Sendable { case ended, scaledDown, update }

/// Why nothing more is done now. Each is one early return of the plan.
enum SetHold: Equatable, Sendable {
  case setTerminating
  /// A pod failed or succeeded; it is made anew once it is gone.
  case podEnded(ObjectKey)
  /// A pod is made now, and the next one waits for it.
  case podCreated(ObjectKey)
  /// A claim still belongs to an earlier pod of that name and is about to be deleted.
  case claimStale(pod: ObjectKey, claim: ObjectKey)
  /// A claim is being deleted, so that the pod can't be made.
  case claimTerminating(pod: ObjectKey, claim: ObjectKey)
  case podTerminating(ObjectKey)
  case podNotReady(ObjectKey)
  case podNotAvailable(ObjectKey, until: Instant)
  /// A pod beyond the set's size is still going; the next one waits.
  case condemnedTerminating(ObjectKey)
  /// A pod beyond the set's size is not healthy, and neither is a lower one, which has to go first.
  case condemnedUnhealthy(ObjectKey, first: ObjectKey)
  /// Old pods stay until somebody deletes them.
  case onDelete([ObjectKey])
  /// Old pods below the partition stay.
  case partition(Int, [ObjectKey])
  case paused([ObjectKey])
  /// The next old pod waits until this one is available.
  case updateWaits(ObjectKey)
}

/// The plan of one look at a set.
struct SetPlan: Equatable, Sendable {
  /// What is done to one pod, in order; an error ends it.
  typealias Step = [SetAction]

  /// Steps by batch. A batch is done to its end; after one with an error nothing more is done.
  var batches: [[Step]] = []
  var holds: [SetHold] = []
  var status = SetStatus()
  /// When time alone changes what is to be done: the next pod becomes available.
  var nextCheck: Instant?

  mutating func add(_ action: SetAction) { batches.append([[action]]) }
}
