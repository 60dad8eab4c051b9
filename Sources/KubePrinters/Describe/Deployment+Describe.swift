// Deployments and the replica sets behind them.
import KubeKinds
import KubeObjects
import SimCore

extension Describer {
  static let deployment = Describer(
    relations: { [.selected(.replicaSet, by: $0[.spec][.selector], near: $0)] },
    body: { deployment, out in
      let spec = deployment[.spec]
      let status = deployment[.status]
      out.field("Name", deployment.name)
      out.field("Namespace", deployment.namespace)
      out.field("CreationTimestamp", deployment.created)
      out.labels("Labels", deployment[.metadata][.labels])
      out.annotations("Annotations", deployment[.metadata][.annotations])
      out.field("Selector", SelectorText.selector(spec[.selector]))
      out.field(
        "Replicas",
        "\(spec[.replicas].number) desired | \(status[.updatedReplicas].number) updated | "
          + "\(status[.replicas].number) total | \(status[.availableReplicas].number) available | "
          + "\(status["unavailableReplicas"].number) unavailable")
      out.field("StrategyType", spec["strategy"][.type].text)
      out.field("MinReadySeconds", String(spec[.minReadySeconds].number))
      let rolling = spec["strategy"][.rollingUpdate]
      if !rolling.isNull {
        let (missing, extra) = (amount(rolling[.maxUnavailable]), amount(rolling["maxSurge"]))
        out.field("RollingUpdateStrategy", "\(missing) max unavailable, \(extra) max surge")
      }
      out.podTemplate(spec[.template])
      out.conditions(status[.conditions])
      replicaSets(deployment, &out)
    })

  private static func amount(_ value: Value) -> String { Cell.intOrString(value, or: "<nil>").printed }

  private static func replicaSets(_ deployment: DescribedObject, _ out: inout DescribeText) {
    let selector = deployment[.spec][.selector]
    let all = deployment.related.objects(.selected(.replicaSet, by: selector, near: deployment.value))
    let sets = ReplicaSetsOfDeployment(deployment.value, all)
    guard sets.current != nil || !sets.old.isEmpty else { return }
    out.field("OldReplicaSets", summary(sets.old))
    out.field("NewReplicaSet", summary(sets.current.map { [$0] } ?? []))
  }

  private static func summary(_ sets: [Value]) -> String {
    let texts = sets.map {
      "\($0[.metadata][.name].text) (\($0[.status][.replicas].number)/\($0[.spec][.replicas].number) replicas created)"
    }
    return texts.isEmpty ? "<none>" : texts.joined(separator: ", ")
  }

  static let replicaSet = Describer(
    relations: { [.selected(.pod, by: $0[.spec][.selector], near: $0)] },
    body: { set, out in
      out.field("Name", set.name)
      out.field("Namespace", set.namespace)
      out.field("Selector", SelectorText.selectorOrNone(set[.spec][.selector]))
      out.labels("Labels", set[.metadata][.labels])
      out.annotations("Annotations", set[.metadata][.annotations])
      out.controller(set)
      out.field("Replicas", "\(set[.status][.replicas].number) current / \(set[.spec][.replicas].number) desired")
      let pods = set.related.objects(.selected(.pod, by: set[.spec][.selector], near: set.value))
      out.podStatuses(PodCounts(pods, controlledBy: set.value))
      out.podTemplate(set[.spec][.template])
      out.conditions(set[.status][.conditions])
    })

  static let replicationController = Describer(
    relations: { [.selected(.pod, by: [.matchLabels: $0[.spec][.selector]], near: $0)] },
    body: { controller, out in
      let selector: Value = [.matchLabels: controller[.spec][.selector]]
      out.field("Name", controller.name)
      out.field("Namespace", controller.namespace)
      out.field("Selector", SelectorText.labels(controller[.spec][.selector]))
      out.labels("Labels", controller[.metadata][.labels])
      out.annotations("Annotations", controller[.metadata][.annotations])
      let wanted = controller[.spec][.replicas].number
      out.field("Replicas", "\(controller[.status][.replicas].number) current / \(wanted) desired")
      let pods = controller.related.objects(.selected(.pod, by: selector, near: controller.value))
      out.podStatuses(PodCounts(pods, controlledBy: controller.value))
      out.podTemplate(controller[.spec][.template])
      out.conditions(controller[.status][.conditions])
    })
}

/// Which replica set of a deployment has its present template, and which are left of earlier ones.
struct ReplicaSetsOfDeployment {
  private(set) var current: Value?
  private(set) var old: [Value] = []

  init(_ deployment: Value, _ sets: [Value]) {
    let uid = deployment[.metadata][.uid]
    let own = sets.filter { set in
      set[.metadata][.ownerReferences].elements.contains { $0[.controller].isTrue && $0[.uid] == uid }
    }
    let byAge = own.sorted { a, b in
      let (first, second) = (a[.metadata][.creationTimestamp].text, b[.metadata][.creationTimestamp].text)
      if first != second { return first < second }
      return SelectorText.bytesPrecede(a[.metadata][.name].text, b[.metadata][.name].text)
    }
    let template = Self.withoutHash(deployment[.spec][.template])
    current = byAge.first { Self.withoutHash($0[.spec][.template]) == template }
    old = byAge.filter { $0[.metadata][.uid] != current?[.metadata][.uid] }
  }

  private static func withoutHash(_ template: Value) -> Value {
    var template = template
    template.remove(path: [.metadata, .labels, "pod-template-hash"])
    return template
  }
}
