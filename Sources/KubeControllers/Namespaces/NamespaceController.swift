// Empties namespaces that are being deleted, and lets them go when nothing is left.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore

/// The namespace controller (pkg/controller/namespace). Pods go first; while some are left nothing else is deleted.
public final class NamespaceController: ControlLoop {
  /// Every change of a namespace is looked at this much later, so that late creations are seen.
  static let delay = TimeSpan.seconds(5)
  /// How long finalizers are expected to take.
  static let finalizerSeconds: Int64 = 15

  private let registry: Registry
  private var queue = WorkQueue<ObjectKey>()

  public init(_ registry: Registry) { self.registry = registry }

  public var name: String { "namespace-controller" }

  public var kinds: [KindID] { [.namespace] }

  public var nextInstant: Instant? { queue.nextInstant }

  public func observe(_ event: StoreEvent) {
    let isTerminating = !event.object[.metadata][.deletionTimestamp].isNull
    if event.change != .deleted, isTerminating { queue.add(event.key, at: event.at + Self.delay) }
  }

  public func keep(_ archive: Archive) { queue.keep(archive) }

  public func work() -> Bool {
    guard let key = queue.pop(now: registry.now) else { return false }
    guard let namespace = registry.store.object(key), !namespace[.metadata][.deletionTimestamp].isNull else {
      return true
    }
    let remains = deleteContent(of: key.name)
    _ = try? registry.modify(key, subresource: .status) { remains.write(into: &$0[.status], now: registry.now) }
    if remains.isEmpty {
      _ = try? registry.finalize(namespace: key.name)
    } else {
      let seconds = remains.graceSeconds > 0 ? remains.graceSeconds : Self.finalizerSeconds
      queue.add(key, at: registry.now + .seconds(seconds / 2 + 1))
    }
    return true
  }

  public func reasons(for key: ObjectKey) -> [Reason] {
    guard key.kind == .namespace, let namespace = registry.store.object(key),
      !namespace[.metadata][.deletionTimestamp].isNull
    else { return [] }
    let messages = namespace[.status][.conditions].elements.filter { $0[.status].text == "True" }.map(\.[.message].text)
    return [
      Reason(
        subject: key, rule: "NamespaceTerminating",
        message: messages.isEmpty
          ? "it was deleted and is emptied \(Self.delay.goText) after its last change"
          : messages.joined(separator: "; "),
        waitsFor: Array(held(in: key.name).prefix(PodReasons.shown)))
    ]
  }

  /// What finalizers keep in a namespace, which nothing but their removal empties.
  private func held(in namespace: String) -> [ObjectKey] {
    registry.catalog.kinds.filter(holdsContent).flatMap { kind in
      registry.store.keys(kind.id, namespace: namespace).filter { key in
        let metadata = registry.store.object(key)?[.metadata] ?? .null
        return !metadata[.deletionTimestamp].isNull && !metadata[.finalizers].elements.isEmpty
      }
    }
  }
}

// MARK: Content

extension NamespaceController {
  /// Deletes what a namespace holds and says what remains.
  private func deleteContent(of namespace: String) -> NamespaceRemains {
    var remains = NamespaceRemains()
    delete(registry.kind(.pod), in: namespace, &remains)
    remains.graceSeconds = grace(in: namespace)
    guard remains.isEmpty else { return remains }
    for kind in registry.catalog.kinds where holdsContent(kind) { delete(kind, in: namespace, &remains) }
    return remains
  }

  /// Kinds whose objects live in namespaces, each storage once.
  private func holdsContent(_ kind: Kind) -> Bool {
    kind.isNamespaced && kind.verbs.contains("delete") && registry.kind(kind.id) === kind
  }

  private func delete(_ kind: Kind, in namespace: String, _ remains: inout NamespaceRemains) {
    for key in registry.store.keys(kind.id, namespace: namespace) {
      _ = try? registry.delete(kind, namespace: namespace, name: key.name, DeleteOptions(propagation: .background))
    }
    remains.add(kind.groupResource, registry.store.list(kind.id, namespace: namespace))
  }

  /// The longest grace period among the pods that still run.
  private func grace(in namespace: String) -> Int64 {
    registry.store.list(.pod, namespace: namespace)
      .filter { !["Succeeded", "Failed"].contains($0[.status][.phase].text) }
      .map { $0[.spec][.terminationGracePeriodSeconds].number }.max() ?? 0
  }
}
