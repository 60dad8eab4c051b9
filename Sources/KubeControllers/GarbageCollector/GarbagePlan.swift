// What becomes of an object whose owners went or are going. The rules of pkg/controller/garbagecollector.
import KubeKinds
import KubeObjects

/// How an owner stands, as one of its references says.
enum OwnerState: Equatable, Sendable {
  /// It exists and stays, or goes on its own.
  case solid
  /// It does not exist, or another object has its name now.
  case dangling
  /// It is being deleted in the foreground and waits for this object.
  case waiting
  /// Nobody knows the kind, or the reference makes no sense: nothing can be concluded.
  case unknown
}

/// What to do with one object.
enum GarbageAction: Equatable, Sendable {
  case nothing
  /// Takes away references to owners that went.
  case dropReferences(uids: [String])
  /// Deletes the object and what it owns.
  case delete(PropagationPolicy)
  /// Makes its references non-blocking first, so that a circle of owners does not wait for itself.
  case unblockAndDelete
  /// Its dependents are gone: lets the object itself go.
  case removeFinalizer(String)
  /// Looks at the dependents that it waits for.
  case visit([ObjectKey])
  /// Takes away its dependents' references to it, then lets it go.
  case orphan([ObjectKey])
}

/// An object as the garbage collector sees it.
struct GarbageItem {
  static let foreground = "foregroundDeletion"
  static let orphan = "orphan"

  let uid: String
  let isTerminating: Bool
  let finalizers: [String]
  let owners: [Value]

  init(_ object: Value) {
    let metadata = object[.metadata]
    uid = metadata[.uid].text
    isTerminating = !metadata[.deletionTimestamp].isNull
    finalizers = metadata[.finalizers].elements.map(\.text)
    owners = metadata[.ownerReferences].elements
  }

  var isDeletingDependents: Bool { isTerminating && finalizers.contains(Self.foreground) }
  var isOrphaning: Bool { isTerminating && finalizers.contains(Self.orphan) }

  /// Whether the deletion of an owner in the foreground waits for this object.
  func blocks(_ owner: String) -> Bool {
    owners.contains { $0[.uid].text == owner && $0[.blockOwnerDeletion].isTrue }
  }
}

/// One dependent of an item.
struct GarbageDependent {
  let key: ObjectKey
  let blocks: Bool
  let isDeletingDependents: Bool
}

enum GarbagePlan {
  static func decide(
    _ item: GarbageItem, owners: [OwnerState], dependents: [GarbageDependent]
  ) -> GarbageAction {
    if item.isOrphaning { return .orphan(dependents.map(\.key)) }
    if item.isDeletingDependents { return deletingDependents(dependents) }
    if item.isTerminating || owners.isEmpty || owners.contains(.unknown) { return .nothing }
    if owners.contains(.solid) { return keep(item, owners) }
    if owners.contains(.waiting), !dependents.isEmpty {
      return dependents.contains(where: \.isDeletingDependents) ? .unblockAndDelete : .delete(.foreground)
    }
    return .delete(policy(item))
  }

  private static func deletingDependents(_ dependents: [GarbageDependent]) -> GarbageAction {
    let blocking = dependents.filter(\.blocks)
    if blocking.isEmpty { return .removeFinalizer(GarbageItem.foreground) }
    return .visit(blocking.filter { !$0.isDeletingDependents }.map(\.key))
  }

  /// One owner that stays is enough; references to the others go.
  private static func keep(_ item: GarbageItem, _ owners: [OwnerState]) -> GarbageAction {
    let gone = zip(item.owners, owners).filter { $0.1 != .solid }.map { $0.0[.uid].text }
    return gone.isEmpty ? .nothing : .dropReferences(uids: gone)
  }

  /// A finalizer that is there already is honoured.
  private static func policy(_ item: GarbageItem) -> PropagationPolicy {
    if item.finalizers.contains(GarbageItem.orphan) { return .orphan }
    return item.finalizers.contains(GarbageItem.foreground) ? .foreground : .background
  }
}
