// Says of every FlowSchema whether the priority level is there that it leads to.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore

/// The part of an API server that looks after flows of requests (k8s.io/apiserver/pkg/util/flowcontrol), as far as it
/// writes anything.
public final class FlowSchemaController: RetryingController {
  let registry: Registry
  var queue = WorkQueue<ObjectKey>()

  public init(_ registry: Registry) { self.registry = registry }

  public var name: String { "api-priority-and-fairness-config-consumer-v1" }

  public var kinds: [KindID] { [.flowSchema, .priorityLevelConfiguration] }

  public var nextInstant: Instant? { queue.nextInstant }

  public func observe(_ event: StoreEvent) {
    if event.key.kind == .flowSchema {
      if event.change != .deleted { queue.add(event.key) }
    } else if event.change != .modified {
      for key in registry.store.keys(.flowSchema) { queue.add(key) }
    }
  }

  public func keep(_ archive: Archive) { queue.keep(archive) }

  public func work() -> Bool { syncNext() }

  func sync(_ key: ObjectKey) throws(APIStatus) {
    guard let schema = registry.store.object(key) else { return }
    let level = schema[.spec]["priorityLevelConfiguration"][.name].text
    let isThere = registry.store.contains(ObjectKey(.priorityLevelConfiguration, "", level))
    var condition = StandardFlows.dangling(schema, isThere: isThere)
    let old = schema[.status][.conditions].first(where: .type, is: "Dangling") ?? .null
    if old[.status] == condition[.status], old[.message] == condition[.message] { return }
    condition[.lastTransitionTime] = .string(registry.now.rfc3339)
    try registry.modify(key, subresource: .status) { schema in
      schema[.status][.conditions].removeElements { $0[.type] == "Dangling" }
      schema[.status][.conditions].append(condition)
    }
  }
}
