// Daemon sets: one pod a node, and on how many nodes that is so.
import KubeKinds
import KubeObjects

extension Describer {
  static let daemonSet = Describer(
    relations: { [.selected(.pod, by: $0[.spec][.selector], near: $0)] },
    body: { set, out in
      let selector = set[.spec][.selector]
      out.field("Name", set.name)
      out.field("Namespace", set.namespace)
      out.field("Selector", SelectorText.selector(selector))
      out.field("Node-Selector", SelectorText.labels(set[.spec][.template][.spec][.nodeSelector]))
      out.labels("Labels", set[.metadata][.labels])
      out.annotations("Annotations", set[.metadata][.annotations])
      counts(set[.status], &out)
      out.podStatuses(
        PodCounts(set.related.objects(.selected(.pod, by: selector, near: set.value)), controlledBy: set.value))
      out.podTemplate(set[.spec][.template])
    })

  private static func counts(_ status: Value, _ out: inout DescribeText) {
    let rows: [(String, Key)] = [
      ("Desired Number of Nodes Scheduled", "desiredNumberScheduled"),
      ("Current Number of Nodes Scheduled", "currentNumberScheduled"),
      ("Number of Nodes Scheduled with Up-to-date Pods", "updatedNumberScheduled"),
      ("Number of Nodes Scheduled with Available Pods", "numberAvailable"),
      ("Number of Nodes Misscheduled", "numberMisscheduled"),
    ]
    for (words, key) in rows { out.line("\(words): \(status[key].number)") }
  }
}
