// A kubelet that starts anew finds its containers running: their state is read back from the pod's status.
import KubeKinds
import KubeObjects
import SimCore

extension PodRuntime {
  /// What must be running for a pod, going by its status; nothing yet for a pod that is new on its node.
  init(restoring pod: Value, _ plan: PodPlan, now: Instant) {
    let status = pod[.status]
    self.init(
      uid: plan.uid, startedAt: Instant(rfc3339: status[.startTime].text) ?? now, containers: plan.containers.count)
    guard !status[.startTime].isNull else { return }
    address = status[.podIP].string
    let conditions = status[.conditions]
    hasSandbox = conditions.first(where: .type, is: "PodReadyToStartContainers")?[.status].text == "True"
    if hasSandbox { sandboxReadyAt = startedAt }
    isInitialized = conditions.first(where: .type, is: "Initialized")?[.status].text == "True"
    for (index, container) in plan.containers.enumerated() {
      containers[index] = Self.container(container, status)
    }
    if plan.generation > 1 { noteGiven(plan, status) }
  }

  /// Remembers what containers were given, where it is not what the pod asks for now.
  private mutating func noteGiven(_ plan: PodPlan, _ status: Value) {
    let asked = plan.askedResources
    var given = asked
    for container in plan.containers where asked[container.name] != nil {
      let known = status[container.role.statuses].first(where: .name, is: container.name)
      if let resources = known?.fields[.resources] { given[container.name] = JSONWriter.write(resources) }
    }
    if given != asked { resize = ResizeRuntime(given) }
  }

  private static func container(_ container: ContainerPlan, _ status: Value) -> ContainerRuntime {
    let known = status[container.role.statuses].first(where: .name, is: container.name)
    return known.map(ContainerRuntime.init(restoring:)) ?? ContainerRuntime()
  }

  /// Goes on with another plan: containers to look into the pod with come in any place of their list, and the
  /// resources of others change.
  mutating func follow(_ plan: PodPlan, from old: PodPlan, _ status: Value) {
    let given = old.askedResources
    if resize == nil, plan.askedResources != given { resize = ResizeRuntime(given) }
    let known = Dictionary(zip(old.containers.map(\.name), containers), uniquingKeysWith: { first, _ in first })
    containers = plan.containers.map { known[$0.name] ?? Self.container($0, status) }
  }
}

extension ContainerRuntime {
  init(restoring status: Value) {
    self.init()
    restarts = status[.restartCount].number
    latest = Termination(restoring: status[.lastState][.terminated])
    if latest != nil { instances = restarts + 1 }
    if let since = Instant(rfc3339: status[.state][.running][.startedAt].text) {
      instances = restarts + 1
      var running = RunningContainer(since: since, containerID: status[.containerID].text)
      running.isStarted = status[.started].isTrue
      running.isReady = status[.ready].isTrue
      running.startup.verdict = running.isStarted ? true : nil
      running.readiness.verdict = running.isReady
      running.liveness.verdict = true
      state = .running(running)
    } else if let end = Termination(restoring: status[.state][.terminated]) {
      instances = restarts + 1
      previous = latest
      latest = end
      showsLatest = true
      state = .ended(end)
    } else if let latest, status[.state][.waiting][.reason].text == "CrashLoopBackOff" {
      for _ in 0...restarts { crashes.count(at: latest.finishedAt, now: latest.finishedAt) }
      showsBackOff = true
      state = .backingOff(until: crashes.end(since: latest.finishedAt))
    }
  }
}

extension Termination {
  init?(restoring terminated: Value) {
    guard let start = Instant(rfc3339: terminated[.startedAt].text),
      let finish = Instant(rfc3339: terminated[.finishedAt].text)
    else { return nil }
    self.init(
      exitCode: terminated[.exitCode].number, reason: terminated[.reason].text,
      message: terminated[.message].string, startedAt: start, finishedAt: finish,
      containerID: terminated[.containerID].text)
  }
}
