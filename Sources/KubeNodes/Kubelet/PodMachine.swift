// The kubelet's state machine for one pod. Pure: it is given the pod, what runs for it, the rules and the time, and
// says what runs then, what happened on the way, and when to look again.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore

/// Something a kubelet reports as an event.
struct KubeletEvent: Equatable {
  var type: EventType
  var reason: String
  var message: String
  /// The container meant; empty for the pod.
  var fieldPath = ""
}

/// What a pod finds on its node and in its namespace.
protocol KubeletSurroundings {
  /// Whether the node has an image.
  func hasImage(_ image: String) -> Bool
  /// What keeps a container from being made: a ConfigMap or Secret that its environment names and that is missing.
  func environmentProblem(_ container: Value) -> String?
  /// The names of the pod's volumes that are not attached to its node yet.
  func unattachedVolumes() -> [String]
  /// What keeps the pod's volumes from being mounted.
  func mountProblem() -> (reason: String, message: String)?
  /// What keeps the pod from getting the resources that it asks for now.
  func resizeProblem() -> ResizeProblem?
}

/// One look of the kubelet at one pod.
struct PodMachine {
  let plan: PodPlan
  /// What the rules say about each container of the plan.
  let behaviors: [ContainerBehavior]
  let surroundings: any KubeletSurroundings
  let settings: NodeBehavior
  let now: Instant
  var runtime: PodRuntime
  var events: [KubeletEvent] = []
  /// Images that were pulled now.
  var pulledImages: [String] = []
  /// When to look again although nothing changes.
  private(set) var next: Instant?

  init(
    _ plan: PodPlan, _ runtime: PodRuntime, behaviors: [ContainerBehavior],
    surroundings: any KubeletSurroundings, settings: NodeBehavior, now: Instant
  ) {
    self.plan = plan
    self.runtime = runtime
    self.behaviors = behaviors
    self.surroundings = surroundings
    self.settings = settings
    self.now = now
  }

  var isFull: Bool { settings.detail == .full }

  /// Brings the pod to where it is now.
  /// - Parameter deadline: when a deleted pod must be gone; `nil` for a pod that is not being deleted.
  mutating func advance(deletionDeadline deadline: Instant?) {
    if let deadline { stopPod(.deleted, deadline: deadline) }
    checkActiveDeadline()
    if runtime.stop == nil {
      prepareSandbox()
      grantResize()
    }
    if runtime.hasSandbox || runtime.stop != nil {
      for index in plan.containers.indices { advanceContainer(index) }
      finishResize()
      stopSidecarsOfFinishedPod()
    }
  }

  mutating func lookAgain(at instant: Instant) { next = min(next ?? instant, instant) }

  mutating func report(
    _ type: EventType, _ reason: String, _ message: String, _ container: ContainerPlan? = nil
  ) {
    events.append(
      KubeletEvent(type: type, reason: reason, message: message, fieldPath: container?.fieldPath ?? ""))
  }
}

// MARK: The pod as a whole

extension PodMachine {
  /// Volumes are mounted first, then the sandbox with its address is made.
  private mutating func prepareSandbox() {
    guard !runtime.hasSandbox else { return }
    guard mountVolumes() else { return }
    let readyAt = runtime.sandboxReadyAt ?? now + (isFull ? settings.timings.sandbox : .zero)
    runtime.sandboxReadyAt = readyAt
    guard readyAt <= now else { return lookAgain(at: readyAt) }
    runtime.hasSandbox = true
  }

  /// Tries again after half a second, then after twice as long each time, up to two minutes (the kubelet's
  /// `exponentialbackoff`), and whenever something the pod names appears.
  private mutating func mountVolumes() -> Bool {
    guard isFull, runtime.sandboxReadyAt == nil else { return true }
    guard areAttached() else { return false }
    guard let problem = surroundings.mountProblem() else {
      runtime.mountProblem = nil
      return true
    }
    runtime.mountProblem = problem.message
    if now >= runtime.mountRetryAt ?? now {
      report(.warning, problem.reason, problem.message)
      let delay = min(TimeSpan.milliseconds(500) * (1 << min(runtime.mountRetries, 8)), .seconds(122))
      runtime.mountRetries += 1
      runtime.mountRetryAt = now + delay
    }
    if let retry = runtime.mountRetryAt { lookAgain(at: retry) }
    return false
  }

  /// The kubelet waits for the attach controller, and complains every two minutes.
  private mutating func areAttached() -> Bool {
    let missing = surroundings.unattachedVolumes()
    runtime.unattached = missing
    guard !missing.isEmpty else { return true }
    let complaint = runtime.attachDeadline ?? now + Self.attachPatience
    runtime.attachDeadline = complaint
    if complaint <= now {
      report(
        .warning, "FailedMount",
        "Unable to attach or mount volumes: unmounted volumes=[\(missing.joined(separator: " "))], "
          + "unattached volumes=[], failed to process volumes=[]: timed out waiting for the condition")
      runtime.attachDeadline = now + Self.attachPatience
    }
    lookAgain(at: runtime.attachDeadline ?? complaint)
    return false
  }

  /// `podAttachAndMountTimeout`
  private static let attachPatience = TimeSpan.seconds(123)

  private mutating func checkActiveDeadline() {
    guard runtime.stop == nil, let limit = plan.activeDeadline, !isFinished else { return }
    let end = runtime.startedAt + limit
    guard end <= now else { return lookAgain(at: end) }
    let message = "Pod was active on the node longer than the specified deadline"
    report(.normal, "DeadlineExceeded", message)
    stopPod(.failed(reason: "DeadlineExceeded", message: message), deadline: now + plan.gracePeriod)
  }

  /// Whether every container has ended for good.
  var isFinished: Bool {
    zip(plan.containers, runtime.containers).allSatisfy { plan, container in
      plan.role != .main || container.termination.map { !restarts(plan, $0) } ?? false
    }
  }
}

// MARK: Order of containers

extension PodMachine {
  /// Whether a container's turn has come.
  func mayBegin(_ index: Int) -> Bool {
    let role = plan.containers[index].role
    if role == .ephemeral || runtime.isInitialized && role != .initial { return true }
    let before = role == .main ? plan.containers.count : index
    return plan.containers.indices.prefix(before).allSatisfy { isPassed($0) }
  }

  /// Whether an init container no longer holds back those after it.
  func isPassed(_ index: Int) -> Bool {
    let container = runtime.containers[index]
    switch plan.containers[index].role {
    case .main, .ephemeral: return true
    case .sidecar: return container.running?.isStarted ?? false
    case .initial: return container.termination?.exitCode == 0
    }
  }

  /// Whether a container that ended is started again: its own rules first, then its policy, then the pod's.
  func restarts(_ container: ContainerPlan, _ end: Termination) -> Bool {
    if container.role == .ephemeral || container.role == .initial && end.exitCode == 0 { return false }
    if let decided = RestartRules.decide(container.spec, exitCode: end.exitCode) { return decided }
    switch container.restartPolicy.isEmpty ? plan.restartPolicy : container.restartPolicy {
    case "Never": return false
    case "OnFailure": return end.exitCode != 0
    default: return container.role != .initial || end.exitCode != 0
    }
  }
}

/// The restart rules of one container (`restartPolicyRules`): the first that fits the exit code decides.
enum RestartRules {
  static func decide(_ container: Value, exitCode: Int64) -> Bool? {
    for rule in container[.restartPolicyRules].elements {
      let codes = rule["exitCodes"]
      let isListed = codes[.values].elements.contains { $0.number == exitCode }
      guard isListed == (codes[.operator].text == "In") else { continue }
      return rule[.action].text == "Restart"
    }
    return nil
  }
}
