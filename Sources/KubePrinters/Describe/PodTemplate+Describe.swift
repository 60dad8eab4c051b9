// The template of a workload's pods, and of the claims of a set.
import KubeKinds
import KubeObjects

public enum PodTemplateText {
  /// A template as `rollout history --revision` shows it: tabs and all.
  public static func unaligned(_ template: Value) -> String {
    var text = DescribeText(alignsColumns: false)
    text.podTemplate(template)
    return text.take()
  }
}

extension DescribeText {
  mutating func podTemplate(_ template: Value) {
    line("Pod Template:")
    if template.isNull { return write(1, "<unset>") }
    let spec = template[.spec]
    labels("  Labels", template[.metadata][.labels])
    if !template[.metadata][.annotations].isEmpty { annotations("  Annotations", template[.metadata][.annotations]) }
    fieldIfAny(1, "Service Account", spec["serviceAccountName"])
    if !spec[.initContainers].elements.isEmpty {
      containers("Init Containers", spec[.initContainers], inTemplate: true)
    }
    containers("Containers", spec[.containers], inTemplate: true)
    volumes(spec[.volumes], inTemplate: true)
    topologySpread(spec["topologySpreadConstraints"], level: 1)
    fieldIfAny(1, "Priority Class Name", spec["priorityClassName"])
    labels("  Node-Selectors", spec[.nodeSelector])
    list("  Tolerations", PodDescription.tolerations(spec[.tolerations]))
    schedulingGroup(spec["schedulingGroup"], level: 1)
  }

  /// How many pods of a controller are in each phase.
  mutating func podStatuses(_ counts: PodCounts) { field("Pods Status", counts.text) }
}

/// How the pods of a controller are doing.
struct PodCounts {
  private var byPhase: [String: Int] = [:]

  /// Counts those of the pods that the object controls.
  init(_ pods: [Value], controlledBy owner: Value) {
    let uid = owner[.metadata][.uid].text
    for pod in pods {
      let controller = pod[.metadata][.ownerReferences].elements.first { $0[.controller].isTrue }
      if controller?[.uid].string == uid { byPhase[pod[.status][.phase].text, default: 0] += 1 }
    }
  }

  var text: String {
    let words = [("Running", "Running"), ("Pending", "Waiting"), ("Succeeded", "Succeeded"), ("Failed", "Failed")]
    return words.map { "\(byPhase[$0.0] ?? 0) \($0.1)" }.joined(separator: " / ")
  }
}
