// Changing what the containers of a pod may use while it runs (kubelet `allocation`): granted when the node has room,
// put into force at once or by a restart, as each container says.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore

/// What the containers of a pod were given, and how a change of it stands. There is none before the first change.
struct ResizeRuntime: Equatable, Codable {
  /// A change that was granted and is not in force everywhere.
  struct Progress: Equatable, Codable {
    var since: Instant
    var generation: Int64
  }

  /// A change that could not be granted.
  struct Pending: Equatable, Codable {
    var since: Instant
    var notedAt: Instant
    var generation: Int64
    var problem: ResizeProblem
  }

  /// What is set aside for containers, by their names, as JSON.
  var allocated: [String: String]
  /// What is in force.
  var actual: [String: String]
  var progress: Progress?
  var pending: Pending?

  init(_ given: [String: String]) {
    allocated = given
    actual = given
  }
}

/// Why a change can't be granted.
struct ResizeProblem: Equatable, Codable {
  /// Whether no other pod would have to go for it: the node is too small.
  var isInfeasible: Bool
  var message: String

  var reason: String { isInfeasible ? "Infeasible" : "Deferred" }
}

extension PodPlan {
  /// What is asked for the containers whose resources may change, by their names, as JSON.
  var askedResources: [String: String] {
    let resizable = containers.filter { $0.role == .main || $0.role == .sidecar }
    return Dictionary(
      resizable.map { ($0.name, JSONWriter.write($0.spec[.resources])) }, uniquingKeysWith: { first, _ in first })
  }
}

extension PodMachine {
  /// How long a change takes that needs no restart: the kubelet looks at its containers once a second.
  private static let relist = TimeSpan.seconds(1)
  /// How often the kubelet tries again to grant a change.
  private static let retry = TimeSpan.minutes(3)

  // MARK: Granting

  /// Grants a change that was asked for, or says why not.
  mutating func grantResize() {
    guard isFull, runtime.hasSandbox, var resize = runtime.resize else { return }
    let asked = plan.askedResources
    if asked == resize.allocated {
      resize.pending = nil
    } else if let problem = surroundings.resizeProblem() {
      hold(&resize, problem)
    } else {
      grant(&resize, asked)
    }
    runtime.resize = resize
  }

  private mutating func hold(_ resize: inout ResizeRuntime, _ problem: ResizeProblem) {
    // What the node could never give is not tried again.
    if !problem.isInfeasible { lookAgain(at: now + Self.retry) }
    let before = resize.pending
    if before?.problem == problem, before?.generation == plan.generation { return }
    let hasSameReason = before?.problem.reason == problem.reason
    resize.pending = ResizeRuntime.Pending(
      since: hasSameReason ? before?.since ?? now : now, notedAt: now, generation: plan.generation, problem: problem)
    let summary = summary(plan.askedResources, plan.generation, error: problem.message)
    report(.warning, "Resize\(problem.reason)", "Pod resize \(problem.reason): \(summary)")
  }

  private mutating func grant(_ resize: inout ResizeRuntime, _ asked: [String: String]) {
    resize.allocated = asked
    resize.pending = nil
    resize.progress = ResizeRuntime.Progress(since: now, generation: plan.generation)
    report(.normal, "ResizeStarted", "Pod resize started: \(summary(asked, plan.generation))")
    for (index, container) in plan.containers.enumerated() where needsRestart(container, resize) {
      guard var running = runtime.containers[index].running, running.stop == nil else { continue }
      report(.normal, "Killing", "Container \(container.name) resize requires restart", container)
      running.stop = containerStop(index, deadline: now + plan.gracePeriod)
      runtime.containers[index].state = .running(running)
    }
  }

  /// Whether something changes of a container that it can't be told while it runs.
  private func needsRestart(_ container: ContainerPlan, _ resize: ResizeRuntime) -> Bool {
    guard let before = resize.actual[container.name], let after = resize.allocated[container.name], before != after
    else { return false }
    let (old, new) = (Self.resources(before), Self.resources(after))
    return container.spec["resizePolicy"].elements.contains { policy in
      let name = Key(policy["resourceName"].text)
      return policy[.restartPolicy].text == "RestartContainer"
        && (old[.requests][name] != new[.requests][name] || old[.limits][name] != new[.limits][name])
    }
  }

  static func resources(_ text: String) -> Value { (try? JSONReader.read(text)) ?? [:] }

  // MARK: Putting into force

  /// Whether a container that ended is started again because its resources changed, whatever its policy says.
  func restartsToResize(_ index: Int, _ end: Termination) -> Bool {
    guard let resize = runtime.resize, let progress = resize.progress, end.finishedAt >= progress.since else {
      return false
    }
    return needsRestart(plan.containers[index], resize)
  }

  /// Notes that a change is in force.
  mutating func finishResize() {
    guard var resize = runtime.resize, let progress = resize.progress, runtime.stop == nil else { return }
    let isRestarting = plan.containers.indices.contains { index in
      guard needsRestart(plan.containers[index], resize) else { return false }
      return runtime.containers[index].running.map { $0.stop != nil || $0.since < progress.since } ?? true
    }
    if isRestarting { return }
    guard progress.since + Self.relist <= now else { return lookAgain(at: progress.since + Self.relist) }
    resize.actual = resize.allocated
    resize.progress = nil
    runtime.resize = resize
    report(.normal, "ResizeCompleted", "Pod resize completed: \(summary(resize.allocated, progress.generation))")
  }

  /// What events say of a change, as the kubelet's JSON.
  private func summary(_ given: [String: String], _ generation: Int64, error: String = "") -> String {
    var parts: [String] = []
    for (name, isInit) in [("initContainers", true), ("containers", false)] {
      let listed = plan.containers.filter { $0.role != .ephemeral && $0.role.isInit == isInit }
      let texts = listed.map { container in
        let resources = given[container.name] ?? JSONWriter.write(container.spec[.resources])
        return "{\"name\":\(GoText.quoted(container.name)),\"resources\":\(resources)}"
      }
      if !texts.isEmpty { parts.append("\"\(name)\":[\(texts.joined(separator: ","))]") }
    }
    parts.append("\"generation\":\(generation)")
    if !error.isEmpty { parts.append("\"error\":\(JSONWriter.write(.string(error)))") }
    return "{\(parts.joined(separator: ","))}"
  }
}
