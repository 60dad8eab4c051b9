// StatefulSets: strategy, pods, template and the templates of their claims.
import KubeKinds
import KubeObjects

extension Describer {
  static let statefulSet = Describer(
    relations: { [.selected(.pod, by: $0[.spec][.selector], near: $0)] },
    body: { set, out in
      out.field("Name", set.name)
      out.field("Namespace", set.namespace)
      out.field("CreationTimestamp", set.created)
      out.field("Selector", SelectorText.selector(set[.spec][.selector]))
      out.labels("Labels", set[.metadata][.labels])
      out.annotations("Annotations", set[.metadata][.annotations])
      out.field("Replicas", "\(set[.spec][.replicas].number) desired | \(set[.status][.replicas].number) total")
      strategy(set[.spec][.updateStrategy], &out)
      let pods = set.related.objects(.selected(.pod, by: set[.spec][.selector], near: set.value))
      out.podStatuses(PodCounts(pods, controlledBy: set.value))
      out.podTemplate(set[.spec][.template])
      claims(set[.spec][.volumeClaimTemplates], &out)
    })

  private static func strategy(_ strategy: Value, _ out: inout DescribeText) {
    out.field("Update Strategy", strategy[.type].text)
    let rolling = strategy[.rollingUpdate]
    guard let partition = rolling[.partition].int else { return }
    out.field(1, "Partition", String(partition))
    if !rolling[.maxUnavailable].isNull {
      out.field(1, "MaxUnavailable", Cell.intOrString(rolling[.maxUnavailable], or: "").printed)
    }
  }

  private static func claims(_ templates: Value, _ out: inout DescribeText) {
    if templates.elements.isEmpty { return out.field("Volume Claims", "<none>") }
    out.line("Volume Claims:")
    for claim in templates.elements {
      out.field(1, "Name", claim[.metadata][.name].text)
      out.field(1, "StorageClass", StorageText.storageClass(claim))
      out.labels(1, "Labels", claim[.metadata][.labels])
      out.labels(1, "Annotations", claim[.metadata][.annotations])
      out.field(1, "Capacity", claim[.spec][.resources][.requests][.storage].string ?? "<default>")
      out.field(1, "Access Modes", GoListText.list(claim[.spec][.accessModes]))
    }
  }
}
