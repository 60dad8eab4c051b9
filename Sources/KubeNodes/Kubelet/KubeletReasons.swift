// Why a pod that has a node is not further along.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore

/// Explains pods from what their kubelets know.
struct KubeletReasons {
  let kubelet: Kubelet

  init(_ kubelet: Kubelet) { self.kubelet = kubelet }

  func reasons(for key: ObjectKey) -> [Reason] {
    guard key.kind == .pod, let pod = kubelet.registry.store.object(key) else { return [] }
    let nodeName = pod[.spec][.nodeName].text
    guard !nodeName.isEmpty else { return [] }
    guard let machine = kubelet.machines[nodeName] else { return [noKubelet(key, nodeName)] }
    guard machine.isConnected else { return [lostNode(key, pod, nodeName)] }
    guard let tracked = kubelet.pods[key] else { return [] }
    if tracked.runtime.stop != nil { return stopping(key, pod, tracked) }
    if !tracked.runtime.unattached.isEmpty { return [unattached(key, nodeName, tracked.runtime.unattached)] }
    if let problem = tracked.runtime.mountProblem { return [volume(key, problem)] }
    return containers(key, tracked) + gates(key, pod) + resize(key, tracked)
  }

  private func noKubelet(_ key: ObjectKey, _ node: String) -> Reason {
    Reason(
      subject: key, rule: "NoKubelet",
      message: "The pod is bound to node \(node), on which no kubelet runs.",
      waitsFor: [ObjectKey(.node, "", node)])
  }

  private func lostNode(_ key: ObjectKey, _ pod: Value, _ node: String) -> Reason {
    let isDeleted = !pod[.metadata][.deletionTimestamp].isNull
    let message =
      isDeleted
      ? "The pod was deleted, but node \(node) does not report, so nobody can confirm that it ended."
      : "Node \(node) does not report: what the pod does there is not known."
    return Reason(
      subject: key, rule: "NodeLost", message: message, waitsFor: [ObjectKey(.node, "", node)],
      remedies: isDeleted
        ? [
          Remedy(
            "kubectl delete pod \(key.name) -n \(key.namespace) --force --grace-period=0",
            "takes the pod out of the API without waiting for the node; only safe if it can't run there any more")
        ] : [])
  }

  private func stopping(_ key: ObjectKey, _ pod: Value, _ tracked: Kubelet.TrackedPod) -> [Reason] {
    let finalizers = pod[.metadata][.finalizers].elements.map(\.text)
    if !tracked.runtime.isRunningAnything, !finalizers.isEmpty {
      return [
        Reason(
          subject: key, rule: "Finalizers",
          message: "The pod has ended, and is held by \(finalizers.joined(separator: ", ")).",
          remedies: [
            Remedy(
              "kubectl patch pod \(key.name) -n \(key.namespace) --type=merge "
                + "-p '{\"metadata\":{\"finalizers\":null}}'",
              "lets it go without what the finalizer was to wait for")
          ])
      ]
    }
    let ends = tracked.runtime.containers.compactMap { $0.running?.stop?.endsAt }.max()
    let deadline = tracked.runtime.stop?.deadline ?? kubelet.registry.now
    let until = ends.map { "its containers stop by \($0.rfc3339), " } ?? ""
    return [
      Reason(
        subject: key, rule: "Terminating",
        message: "The pod is being stopped: \(until)the grace period ends at \(deadline.rfc3339).",
        remedies: [
          Remedy(
            "kubectl delete pod \(key.name) -n \(key.namespace) --grace-period=1", "shortens the grace period")
        ])
    ]
  }

  private func unattached(_ key: ObjectKey, _ node: String, _ volumes: [String]) -> Reason {
    Reason(
      subject: key, rule: "AttachVolume",
      message: "Volumes are not attached to node \(node) yet: \(volumes.joined(separator: ", ")).")
  }

  private func resize(_ key: ObjectKey, _ tracked: Kubelet.TrackedPod) -> [Reason] {
    guard let problem = tracked.runtime.resize?.pending?.problem else { return [] }
    let words = problem.isInfeasible ? "can never get" : "can't get yet"
    return [
      Reason(
        subject: key, rule: "PodResizePending",
        message: "The pod \(words) the resources that it asks for now (\(problem.reason)): \(problem.message).")
    ]
  }

  private func volume(_ key: ObjectKey, _ problem: String) -> Reason {
    Reason(
      subject: key, rule: "FailedMount", message: "A volume can't be mounted: \(problem).",
      remedies: MissingReference(problem).map { [$0.remedy(key.namespace)] } ?? [])
  }
}

// MARK: Containers

extension KubeletReasons {
  private func containers(_ key: ObjectKey, _ tracked: Kubelet.TrackedPod) -> [Reason] {
    let pairs = Array(zip(tracked.plan.containers, tracked.runtime.containers))
    if !tracked.runtime.isInitialized,
      let held = pairs.first(where: { $0.0.role.isInit && !hasPassed($0.0, $0.1) })
    {
      return [container(key, held.0, held.1)].compactMap { $0 } + [initialization(key, held.0)]
    }
    return pairs.compactMap { plan, runtime in plan.role == .initial ? nil : container(key, plan, runtime) }
  }

  private func hasPassed(_ plan: ContainerPlan, _ runtime: ContainerRuntime) -> Bool {
    plan.role == .sidecar ? runtime.running?.isStarted ?? false : runtime.termination?.exitCode == 0
  }

  private func initialization(_ key: ObjectKey, _ plan: ContainerPlan) -> Reason {
    Reason(
      subject: key, rule: "PodInitializing",
      message: "The main containers begin when init container \(plan.name) "
        + (plan.role == .sidecar ? "has started." : "has ended with code 0."))
  }

  private func container(_ key: ObjectKey, _ plan: ContainerPlan, _ runtime: ContainerRuntime) -> Reason? {
    switch runtime.state {
    case .waiting, .ended: return nil
    case .pulling(_, let until):
      return reason(
        key, "Pulling", "Image \(plan.image) of container \(plan.name) is being pulled until \(until.rfc3339).")
    case .pullFailed(let failure): return pull(key, plan, failure)
    case .misconfigured(let rule, let message):
      return Reason(
        subject: key, rule: rule, message: "Container \(plan.name) can't be made: \(message).",
        remedies: MissingReference(message).map { [$0.remedy(key.namespace)] } ?? [])
    case .starting(let until):
      return reason(key, "ContainerCreating", "Container \(plan.name) is starting until \(until.rfc3339).")
    case .running(let running): return unready(key, plan, running)
    case .backingOff(let until): return backOff(key, plan, runtime, until)
    }
  }

  private func reason(_ key: ObjectKey, _ rule: String, _ message: String) -> Reason {
    Reason(subject: key, rule: rule, message: message)
  }

  private func pull(_ key: ObjectKey, _ plan: ContainerPlan, _ failure: FailedPull) -> Reason {
    Reason(
      subject: key, rule: "ImagePullBackOff",
      message: "Image \(plan.image) of container \(plan.name) can't be pulled (\(failure.message)); "
        + "the next try is at \(failure.retryAt.rfc3339).",
      remedies: [PodOwner(key, kubelet.registry.store).setImage(plan.name)])
  }

  private func backOff(
    _ key: ObjectKey, _ plan: ContainerPlan, _ runtime: ContainerRuntime, _ until: Instant
  ) -> Reason {
    let code = runtime.latest?.exitCode ?? 0
    let times = runtime.instances == 1 ? "once" : "\(runtime.instances) times"
    return Reason(
      subject: key, rule: "CrashLoopBackOff",
      message: "Container \(plan.name) ended with code \(code) (\(times) so far); after a back-off of "
        + "\(runtime.crashes.delay.goText) it is started again at \(until.rfc3339).",
      remedies: [
        Remedy("kubectl logs \(key.name) -n \(key.namespace) -c \(plan.name) --previous", "shows what it said last")
      ])
  }

  private func unready(_ key: ObjectKey, _ plan: ContainerPlan, _ running: RunningContainer) -> Reason? {
    if running.isReady || plan.role == .ephemeral { return nil }
    if !running.isStarted {
      return reason(key, "StartupProbe", "Container \(plan.name) runs, but its startup probe has not succeeded yet.")
    }
    let probe = plan.readinessProbe == nil ? "is not ready" : "'s readiness probe does not succeed"
    return reason(
      key, "ContainersNotReady",
      plan.readinessProbe == nil ? "Container \(plan.name) runs and \(probe)." : "Container \(plan.name)\(probe).")
  }

  private func gates(_ key: ObjectKey, _ pod: Value) -> [Reason] {
    pod[.spec][.readinessGates].elements.compactMap { gate in
      let type = gate[.conditionType].text
      let status = pod[.status][.conditions].first(where: .type, is: type)?[.status].text
      if status == "True" { return nil }
      return reason(
        key, "ReadinessGatesNotReady", "The readiness gate \(type) is \(status ?? "not set"), not True.")
    }
  }
}
