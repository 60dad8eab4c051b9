// Pods, in full: where they run, what they run, what they wait for.
import KubeKinds
import KubeObjects
import SimCore

extension Describer {
  static let pod = Describer(
    eventRelations: { pod in
      // A mirror pod's events carry the uid of the file it comes from.
      [.events(of: pod, kind: nil, uid: pod[.metadata][.annotations]["kubernetes.io/config.mirror"].string)]
    },
    body: { pod, out in
      PodDescription.head(pod, &out)
      PodDescription.containers(pod, &out)
      PodDescription.conditions(pod, &out)
      out.volumes(pod[.spec][.volumes])
      out.field("QoS Class", pod[.status]["qosClass"].string ?? QualityOfService.of(pod[.spec]))
      out.labels("Node-Selectors", pod[.spec][.nodeSelector])
      out.list("Tolerations", PodDescription.tolerations(pod[.spec][.tolerations]))
      out.topologySpread(pod[.spec]["topologySpreadConstraints"])
      out.schedulingGroup(pod[.spec]["schedulingGroup"])
    })
}

enum PodDescription {
  static func head(_ pod: DescribedObject, _ out: inout DescribeText) {
    out.field("Name", pod.name)
    out.field("Namespace", pod.namespace)
    if let priority = pod[.spec][.priority].int { out.field("Priority", String(priority)) }
    out.fieldIfAny("Priority Class Name", pod[.spec]["priorityClassName"])
    out.fieldIfAny("Runtime Class Name", pod[.spec]["runtimeClassName"])
    out.fieldIfAny("Service Account", pod[.spec]["serviceAccountName"])
    let node = pod[.spec][.nodeName].text
    out.field("Node", node.isEmpty ? "<none>" : "\(node)/\(pod[.status]["hostIP"].text)")
    if !pod[.status][.startTime].isNull { out.field("Start Time", DescribeText.time(pod[.status][.startTime])) }
    out.labels("Labels", pod[.metadata][.labels])
    out.annotations("Annotations", pod[.metadata][.annotations])
    status(pod, &out)
    out.seccompProfile(0, pod[.spec]["securityContext"])
    addresses(pod, &out)
    out.controller(pod)
    out.fieldIfAny("NominatedNodeName", pod[.status][.nominatedNodeName])
    if !pod[.spec][.resources].isNull {
      out.line("Resources:")
      out.resources(1, pod[.spec][.resources])
    }
  }

  private static func status(_ pod: DescribedObject, _ out: inout DescribeText) {
    let phase = pod[.status][.phase].text
    let deletion = pod[.metadata][.deletionTimestamp]
    if !deletion.isNull, phase != "Failed", phase != "Succeeded" {
      out.field("Status", "Terminating (lasts \(Age.since(deletion, pod.now)))")
      out.field("Termination Grace Period", "\(pod[.metadata][.deletionGracePeriodSeconds].number)s")
    } else {
      out.field("Status", phase)
    }
    out.fieldIfAny("Reason", pod[.status][.reason])
    out.fieldIfAny("Message", pod[.status][.message])
  }

  private static func addresses(_ pod: DescribedObject, _ out: inout DescribeText) {
    out.field("IP", pod[.status][.podIP].text)
    let addresses = pod[.status][.podIPs].elements
    if addresses.isEmpty { return out.field("IPs", "<none>") }
    out.line("IPs:")
    for address in addresses { out.field(1, "IP", address[.ip].text) }
  }

  static func containers(_ pod: DescribedObject, _ out: inout DescribeText) {
    let spec = pod[.spec]
    if !spec[.initContainers].elements.isEmpty {
      out.containers("Init Containers", spec[.initContainers], pod[.status][.initContainerStatuses], pod: pod.value)
    }
    out.containers("Containers", spec[.containers], pod[.status][.containerStatuses], pod: pod.value)
    if !spec["ephemeralContainers"].elements.isEmpty {
      out.containers(
        "Ephemeral Containers", spec["ephemeralContainers"], pod[.status][.ephemeralContainerStatuses],
        pod: pod.value)
    }
  }

  static func conditions(_ pod: DescribedObject, _ out: inout DescribeText) {
    let conditions = pod[.status][.conditions]
    let gates = pod[.spec][.readinessGates].elements.map { $0[.conditionType].text }
    if !gates.isEmpty {
      out.line("Readiness Gates:")
      out.row(1, "Type", "Status")
      for gate in gates {
        out.row(1, gate + " ", (conditions.first(where: .type, is: gate)?[.status].text ?? "<none>") + " ")
      }
    }
    guard !conditions.elements.isEmpty else { return }
    out.line("Conditions:")
    out.row(1, "Type", "Status")
    for condition in conditions.elements { out.row(1, condition[.type].text + " ", condition[.status].text + " ") }
  }

  /// `node.kubernetes.io/not-ready:NoExecute op=Exists for 300s`, sorted by key.
  static func tolerations(_ tolerations: Value) -> [String] {
    let sorted = GoSort.sorted(tolerations.elements) { SelectorText.bytesPrecede($0[.key].text, $1[.key].text) }
    return sorted.map(toleration)
  }

  private static func toleration(_ toleration: Value) -> String {
    var text = toleration[.key].text
    if !toleration[.value].isEmpty { text += "=" + toleration[.value].text }
    if !toleration["effect"].isEmpty { text += ":" + toleration["effect"].text }
    if toleration[.operator].string == "Exists", toleration[.value].isEmpty {
      text += text.isEmpty ? "op=Exists" : " op=Exists"
    }
    if let seconds = toleration["tolerationSeconds"].int { text += " for \(seconds)s" }
    return text
  }
}

extension DescribeText {
  /// A field that is only shown when it has a text.
  mutating func fieldIfAny(_ level: Int = 0, _ name: String, _ value: Value) {
    if !value.isEmpty { field(level, name, value.text) }
  }

  mutating func list(_ title: String, _ texts: [String]) { list(0, title, texts) }

  mutating func topologySpread(_ constraints: Value, level: Int = 0) {
    guard !constraints.elements.isEmpty else { return }
    let sorted = GoSort.sorted(constraints.elements) {
      SelectorText.bytesPrecede($0["topologyKey"].text, $1["topologyKey"].text)
    }
    let texts = sorted.map { constraint in
      let selector = constraint["labelSelector"]
      return "\(constraint["topologyKey"].text):\(constraint["whenUnsatisfiable"].text)"
        + " when max skew \(constraint["maxSkew"].number) is exceeded"
        + (selector.isNull ? "" : " for selector \(SelectorText.selectorOrNone(selector))")
    }
    list(level, "Topology Spread Constraints", texts)
  }

  mutating func schedulingGroup(_ group: Value, level: Int = 0) {
    guard !group.isNull else { return }
    line(level, "SchedulingGroup:")
    field(1, "PodGroupName", group["podGroupName"].text)
  }

  /// The system calls a pod or a container may make.
  mutating func seccompProfile(_ level: Int, _ securityContext: Value) {
    let profile = securityContext["seccompProfile"]
    guard !profile.isNull else { return }
    field(level, "SeccompProfile", profile[.type].text)
    if profile[.type].string == "Localhost" {
      field(level == 0 ? 0 : level + 1, "LocalhostProfile", profile["localhostProfile"].text)
    }
  }
}
