// Accepts the names of custom resource definitions, serves their kinds, and removes their objects when they go
// (apiextensions-apiserver pkg/controller: status, establish, finalizer).
import KubeKinds
import KubeObjects
import KubeStore
import SimCore

public final class DefinitionController: ControlLoop {
  /// How often objects that are still there are asked for again.
  static let pollInterval = TimeSpan.seconds(5)

  private let registry: Registry
  private var queue = WorkQueue<ObjectKey>()

  public init(_ registry: Registry) { self.registry = registry }

  public var name: String { "custom-resource-definition-controller" }

  public var kinds: [KindID] { [.customResourceDefinition] }

  public var nextInstant: Instant? { queue.nextInstant }

  public func observe(_ event: StoreEvent) {
    if event.change == .deleted {
      // A name that was taken may be free now.
      for key in registry.store.keys(.customResourceDefinition) { queue.add(key, at: event.at) }
    }
    queue.add(event.key, at: event.at)
  }

  public func keep(_ archive: Archive) { queue.keep(archive) }

  public func work() -> Bool {
    guard let key = queue.pop(now: registry.now) else { return false }
    guard let definition = registry.store.object(key) else {
      registry.stopServing(key.name)
      return true
    }
    if definition[.metadata][.deletionTimestamp].isNull {
      settle(key, definition)
    } else if Finalizers.contains(Registry.definitionFinalizer, in: definition) {
      finish(key)
    }
    return true
  }

  private func settle(_ key: ObjectKey, _ definition: Value) {
    let others = registry.store.list(.customResourceDefinition).filter {
      $0[.metadata][.name].text != key.name && $0[.spec]["group"] == definition[.spec]["group"]
    }
    let verdict = NameVerdict(definition, others: others)
    let now = registry.now
    let settled = try? registry.modify(key, subresource: .status) { verdict.write(into: &$0, now: now) }
    guard let settled, settled[.status][.conditions].first(where: .type, is: "Established")?[.status] == "True"
    else { return }
    registry.serve(settled)
  }

  public func reasons(for key: ObjectKey) -> [Reason] {
    guard key.kind == .customResourceDefinition, let definition = registry.store.object(key) else { return [] }
    let isEnding = !definition[.metadata][.deletionTimestamp].isNull
    let conditions = definition[.status][.conditions]
    guard let condition = conditions.first(where: .type, is: isEnding ? "Terminating" : "NamesAccepted"),
      isEnding || condition[.status] == "False"
    else { return [] }
    return [Reason(subject: key, rule: condition[.reason].text, message: condition[.message].text)]
  }
}

// MARK: Going

extension DefinitionController {
  /// Deletes the objects of a kind, and lets its definition go when the last of them is gone.
  private func finish(_ key: ObjectKey) {
    guard let id = registry.customKind(of: key.name), let kind = registry.catalog.kind(id) else {
      return release(key)
    }
    for object in registry.store.keys(id) {
      _ = try? registry.delete(kind, namespace: object.namespace, name: object.name)
    }
    if registry.store.count(id) == 0 { return release(key) }
    let now = registry.now
    _ = try? registry.modify(key, subresource: .status) { definition in
      DefinitionCondition(
        type: "Terminating", isTrue: true, reason: "InstanceDeletionInProgress",
        message: "CustomResource deletion is in progress"
      ).write(into: &definition, now: now)
    }
    queue.add(key, at: now + Self.pollInterval)
  }

  private func release(_ key: ObjectKey) {
    registry.stopServing(key.name)
    _ = try? registry.modify(key) { Finalizers.remove(Registry.definitionFinalizer, from: &$0) }
  }
}
