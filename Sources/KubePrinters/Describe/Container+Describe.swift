// Containers of pods and of templates: what they run, how they are, what they get.
import KubeKinds
import KubeObjects
import SimCore

extension DescribeText {
  /// Containers under a title. A template has no statuses, and moves everything to the right.
  /// - Parameter pod: the pod they run in, whose fields environment variables may show; `.null` for a template.
  mutating func containers(
    _ title: String, _ containers: Value, _ statuses: Value = .null, pod: Value = .null, inTemplate: Bool = false
  ) {
    line("\(inTemplate ? "  " : "")\(title):\(containers.elements.isEmpty ? " <none>" : "")")
    for container in containers.elements {
      line(1, "\(inTemplate ? " " : "")\(container[.name].text):")
      let status = statuses.first(where: .name, is: container[.name].text)
      ContainerDescription(container: container, status: status, pod: pod).write(to: &self)
    }
  }

  /// Limits and requests.
  mutating func resources(_ level: Int, _ resources: Value) {
    for (title, key) in [("Limits", Key.limits), ("Requests", Key.requests)] {
      let amounts = resources[key].fields
      if !amounts.isEmpty { line(level, "\(title):") }
      for amount in amounts { field(level + 1, amount.key.text, amount.value.text) }
    }
  }
}

private struct ContainerDescription {
  let container: Value
  let status: Value?
  let pod: Value

  func write(to out: inout DescribeText) {
    basics(&out)
    words("Command", container["command"], &out)
    words("Args", container["args"], &out)
    if let status { states(status, &out) }
    out.resources(2, container[.resources])
    probes(&out)
    EnvironmentDescription(container: container, pod: pod).write(to: &out)
    mounts(&out)
  }

  private func basics(_ out: inout DescribeText) {
    if let status { out.field(2, "Container ID", status["containerID"].text) }
    out.field(2, "Image", container[.image].text)
    if let status { out.field(2, "Image ID", status["imageID"].text) }
    ports("Port", "containerPort", &out)
    ports("Host Port", "hostPort", &out)
    out.seccompProfile(2, container["securityContext"])
  }

  private func ports(_ title: String, _ key: Key, _ out: inout DescribeText) {
    let ports = container[.ports].elements.map { port in
      let name = port[.name].isEmpty ? "" : " (\(port[.name].text))"
      return "\(port[key].number)/\(port[.protocol].text)\(name)"
    }
    let text = ports.joined(separator: ", ")
    out.field(2, text.contains(",") ? title + "s" : title, text.isEmpty ? "<none>" : text)
  }

  /// The words of a command, each line of them on its own line.
  private func words(_ title: String, _ words: Value, _ out: inout DescribeText) {
    if words.elements.isEmpty { return }
    out.line(2, "\(title):")
    for word in words.elements {
      for line in word.text.lineParts { out.line(3, line) }
    }
  }

  private func states(_ status: Value, _ out: inout DescribeText) {
    state("State", status[.state], &out)
    if !status[.lastState][.terminated].isNull { state("Last State", status[.lastState], &out) }
    out.field(2, "Ready", status[.ready].isTrue ? "True" : "False")
    out.field(2, "Restart Count", String(status[.restartCount].number))
  }

  private func state(_ title: String, _ state: Value, _ out: inout DescribeText) {
    if !state[.running].isNull {
      out.field(2, title, "Running")
      out.field(3, "Started", DescribeText.time(state[.running]["startedAt"]))
    } else if !state[.terminated].isNull, state[.waiting].isNull {
      terminated(title, state[.terminated], &out)
    } else {
      out.field(2, title, "Waiting")
      out.fieldIfAny(3, "Reason", state[.waiting][.reason])
    }
  }

  private func terminated(_ title: String, _ ending: Value, _ out: inout DescribeText) {
    out.field(2, title, "Terminated")
    out.fieldIfAny(3, "Reason", ending[.reason])
    out.fieldIfAny(3, "Message", ending[.message])
    out.field(3, "Exit Code", String(ending[.exitCode].number))
    if ending[.signal].number > 0 { out.field(3, "Signal", String(ending[.signal].number)) }
    out.field(3, "Started", DescribeText.time(ending["startedAt"]))
    out.field(3, "Finished", DescribeText.time(ending[.finishedAt]))
  }

  private func probes(_ out: inout DescribeText) {
    let probes: [(String, Key)] = [
      ("Liveness", "livenessProbe"), ("Readiness", "readinessProbe"), ("Startup", "startupProbe"),
    ]
    for (title, key) in probes where !container[key].isNull { out.field(2, title, ProbeText.probe(container[key])) }
  }

  private func mounts(_ out: inout DescribeText) {
    let mounts = GoSort.sorted(container["volumeMounts"].elements) {
      SelectorText.bytesPrecede($0["mountPath"].text, $1["mountPath"].text)
    }
    out.line(2, mounts.isEmpty ? "Mounts:\t<none>" : "Mounts:")
    for mount in mounts {
      let part = mount["subPath"].isEmpty ? "" : ",path=\(GoText.quoted(mount["subPath"].text))"
      let access = mount["readOnly"].isTrue ? "ro" : "rw"
      out.line(3, "\(mount["mountPath"].text) from \(mount[.name].text) (\(access)\(part))")
    }
    let devices = GoSort.sorted(container["volumeDevices"].elements) {
      SelectorText.bytesPrecede($0["devicePath"].text, $1["devicePath"].text)
    }
    if devices.isEmpty { return }
    out.line(2, mounts.isEmpty ? "Devices:\t<none>" : "Devices:")
    for device in devices { out.line(3, "\(device["devicePath"].text) from \(device[.name].text)") }
  }
}
