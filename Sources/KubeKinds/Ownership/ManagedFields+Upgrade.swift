// Moving from client-side to server-side apply: what the one owned by updating, the other owns by applying.
import KubeObjects

extension ManagedFields {
  /// The managers that own a field by an operation, of the object itself.
  public func owners(of path: [Key], by operation: FieldManager.Operation) -> [FieldManager] {
    entries.filter { $0.manager.operation == operation && $0.fields.contains(path) }.map(\.manager)
  }

  /// The owners after what `old` managers own by updating was handed to an applier (client-go, util/csaupgrade).
  public func upgraded(from old: Set<String>, to applier: String) -> ManagedFields {
    old.sorted().reduce(self) { $0.upgraded(from: $1, to: applier) }
  }

  private func upgraded(from old: String, to applier: String) -> ManagedFields {
    func isOld(_ entry: ManagedEntry) -> Bool {
      entry.manager.name == old && entry.manager.operation == .update && entry.manager.subresource.isEmpty
    }
    var result = self
    let target =
      entries.firstIndex {
        $0.manager.name == applier && $0.manager.operation == .apply && $0.manager.subresource.isEmpty
      } ?? entries.firstIndex(where: isOld)
    guard let target else { return self }
    let version = entries[target].manager.apiVersion
    let own = entries.first { isOld($0) && $0.manager.apiVersion == version }
    result.entries[target].manager.name = applier
    result.entries[target].manager.operation = .apply
    result.entries[target].fields = entries[target].fields.union(own?.fields ?? FieldSet())
    result.entries.removeAll(where: isOld)
    return result
  }
}
