// Who owns what after a write, and what an applied configuration makes of an object.
import KubeObjects

/// A writer and the circumstances of its write.
public struct OwnershipWrite: Sendable {
  public var manager: FieldManager
  /// RFC 3339.
  public var time: String
  /// Fields that the request can't change, so that nobody comes to own them by it: `status` for most.
  public var ignored: FieldSet

  public init(manager: FieldManager, time: String, ignored: FieldSet) {
    self.manager = manager
    self.time = time
    self.ignored = ignored
  }
}

/// A field that would change although another manager owns it.
public struct OwnershipConflict: Equatable, Sendable {
  public let manager: FieldManager
  public let path: [Key]

  public init(_ manager: FieldManager, _ path: [Key]) {
    self.manager = manager
    self.path = path
  }
}

/// Why a configuration was not applied.
public enum ApplyFailure: Error, Equatable, Sendable {
  /// Others own fields that would change; in the order they are reported in.
  case conflicts([OwnershipConflict])
  /// The configuration does not have the structure of its type.
  case malformed(String)
}

/// The rules of ownership for the objects of one type (sigs.k8s.io/structured-merge-diff, merge/update.go, and
/// k8s.io/apimachinery pkg/util/managedfields around it).
public struct Ownership {
  private let structures: Structures
  private let root: Structure
  private let zero: Value

  /// - Parameter type: the type's name in the schema; `nil` for objects of which no schema is known.
  public init(_ type: String?, _ schema: Schema) {
    structures = Structures(schema: schema)
    root = structures.root(type)
    zero = type.flatMap { schema.zeroValue(of: $0) } ?? [:]
  }

  /// All fields that an object names.
  public func fields(of object: Value) -> FieldSet {
    StructuredFields.set(of: object, root, structures).subtracting(Self.system)
  }

  /// The fields a creator owns: those in which the object differs from an empty one.
  public func created(_ object: Value) -> FieldSet {
    StructuredComparison(zero, object, root, structures).changed.subtracting(Self.system)
  }

  /// The status of an object of which nothing was said.
  public var emptyStatus: Value { zero[.status] }

  // MARK: Update

  /// Who owns what after an object was written, other than by applying.
  ///
  /// - Parameter live: the object before; `nil` when it was created.
  public func updated(
    _ managed: ManagedFields, live: Value?, new: Value, by write: OwnershipWrite
  ) -> ManagedFields {
    var comparison = StructuredComparison(live ?? zero, new, root, structures)
    comparison.leaveOut(write.ignored)
    var result = managed
    result.take(comparison.changed)
    result.take(comparison.removed)
    let taken = comparison.changed.subtracting(Self.system)
    if taken.isEmpty { return result }
    let before = result[write.manager]?.fields ?? FieldSet()
    result.put(ManagedEntry(write.manager, time: write.time, before.union(taken)))
    result.cap()
    return result
  }

  // MARK: Apply

  /// Applies a configuration to an object.
  ///
  /// - Parameter live: the object before; `nil` when applying creates it.
  /// - Returns: the object as it is then, and who owns what of it.
  /// - Throws: conflicts unless `force` is given.
  public func applied(
    _ managed: ManagedFields, live: Value?, config: Value, by write: OwnershipWrite, force: Bool
  ) throws(ApplyFailure) -> (object: Value, managed: ManagedFields) {
    if let fault = StructuredValidation(structures: structures).fault(config, root) { throw .malformed(fault) }
    let old = live ?? zero
    let merged = StructuredMerge(structures: structures).merged(old, config, root) ?? old
    var result = managed
    let last = managed[write.manager]
    let fields = StructuredFields.set(of: config, root, structures)
      .subtractingSubtrees(write.ignored).subtracting(Self.system)
    result.entries.removeAll { $0.manager.isSame(as: write.manager) }
    let new = last.map { pruned(merged, $0.fields, result.all.union(fields)) } ?? merged
    let comparison = compared(old, new, ignoring: write.ignored)
    if !force { try check(result, comparison) }
    if comparison.isSame, last?.fields == fields { return (new, managed) }
    result.take(comparison.changed)
    result.take(comparison.removed)
    result.put(ManagedEntry(write.manager, time: write.time, fields))
    return (new, result)
  }

  private func compared(_ old: Value, _ new: Value, ignoring ignored: FieldSet) -> StructuredComparison {
    var comparison = StructuredComparison(old, new, root, structures)
    comparison.leaveOut(ignored)
    return comparison
  }

  private func check(_ managed: ManagedFields, _ comparison: StructuredComparison) throws(ApplyFailure) {
    let changed = comparison.changed
    var conflicts: [OwnershipConflict] = []
    for entry in managed.entries.sorted(by: { $0.manager.sortText < $1.manager.sortText }) {
      conflicts += entry.fields.intersection(changed).paths.map { OwnershipConflict(entry.manager, $0) }
    }
    if !conflicts.isEmpty { throw .conflicts(conflicts) }
  }

  /// Takes away what the manager applied last time and neither it nor anybody else names now.
  private func pruned(_ merged: Value, _ last: FieldSet, _ managed: FieldSet) -> Value {
    if last.isEmpty { return merged }
    let removal = StructuredRemoval(structures: structures)
    func named(_ set: FieldSet) -> FieldSet { set.withNamedFields(root, structures) }
    func fields(_ object: Value) -> FieldSet { named(StructuredFields.set(of: object, root, structures)) }
    let namedLast = named(last)
    let all = fields(merged)
    var pruned = removal.removing(namedLast, from: merged, root)
    pruned = removal.removing(all.subtracting(fields(pruned).union(named(managed))), from: merged, root)
    return removal.removing(all.subtracting(fields(pruned)).intersection(namedLast), from: merged, root)
  }

  /// The fields of an applied configuration that the live object still has as they were applied.
  public func unchanged(_ applied: Value, in live: Value) -> FieldSet {
    let comparison = StructuredComparison(applied, live, root, structures)
    return StructuredFields.set(of: applied, root, structures)
      .subtracting(comparison.changed).subtracting(comparison.removed)
  }

  /// Fields of the system, which nobody owns.
  private static let system = FieldSet(
    paths: [[.apiVersion], [.kind], [.metadata]]
      + [
        "name", "namespace", "creationTimestamp", "selfLink", "uid", "clusterName", "generation", "managedFields",
        "resourceVersion",
      ].map { [.metadata, $0] })
}

extension ManagedFields {
  /// How many managers an object may have that update it.
  private static let updateLimit = 10

  private static let ancient = "ancient-changes"

  /// Puts the oldest managers together as one while there are too many.
  mutating func cap() {
    while entries.count(where: { $0.manager.operation == .update }) > Self.updateLimit {
      let old = entries.filter { $0.manager.operation == .update && $0.manager.name != Self.ancient }
        .min { $0.time < $1.time }
      guard let old else { return }
      let ancient = FieldManager(name: Self.ancient, operation: .update, apiVersion: old.manager.apiVersion)
      entries.removeAll { $0.manager == old.manager }
      let before = self[ancient]?.fields ?? FieldSet()
      put(ManagedEntry(ancient, time: old.time, before.union(old.fields)))
    }
  }
}

extension APIStatus {
  /// The answer to a configuration whose fields others own.
  public static func applyConflict(_ conflicts: [OwnershipConflict]) -> APIStatus {
    let causes = conflicts.map { conflict in
      Cause(
        reason: "FieldManagerConflict", message: "conflict with \(conflict.manager.text)",
        field: FieldSet.text(conflict.path))
    }
    return APIStatus(code: 409, reason: .conflict, message: text(conflicts), causes: causes)
  }

  private static func text(_ conflicts: [OwnershipConflict]) -> String {
    if conflicts.count == 1, let only = conflicts.first {
      return "Apply failed with 1 conflict: conflict with \(only.manager.text): \(FieldSet.text(only.path))"
    }
    var lines: [String] = []
    var last: FieldManager?
    for conflict in conflicts {
      if conflict.manager != last { lines.append("conflicts with \(conflict.manager.text):") }
      last = conflict.manager
      lines.append("- \(FieldSet.text(conflict.path))")
    }
    return "Apply failed with \(conflicts.count) conflicts: \(lines.joined(separator: "\n"))"
  }
}
