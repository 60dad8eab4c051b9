// Putting pods of lower priority aside for one that fits nowhere (`DefaultPreemption`).
import KubeKinds
import KubeObjects
import KubeStore
import SimCore

/// One search for victims.
struct Preemption {
  private let cycle: SchedulingCycle
  private let scheduler: Scheduler

  /// What came of it: the node that is made free, or why none is.
  struct Result {
    var node: String?
    var message = ""
  }

  private struct Candidate {
    var node: NodeInfo
    var victims: [PodDemand]
    var violations: Int
  }

  init(_ cycle: SchedulingCycle, _ scheduler: Scheduler) {
    self.cycle = cycle
    self.scheduler = scheduler
  }

  private static let unhelpful = "Preemption is not helpful for scheduling"
  private static let noVictims = "No preemption victims found for incoming pod"

  /// Looks for a node where the pod would fit if others went, and sends them away.
  /// - Parameter rejections: why each node refused the pod, in the order in which they were asked.
  func run(_ pod: Value, _ rejections: [NodeRejection]) -> Result {
    if pod[.spec][.preemptionPolicy].text == "Never" {
      return Result(message: "not eligible due to preemptionPolicy=Never.")
    }
    if let nominated = pod[.status][.nominatedNodeName].string, isClearing(nominated) {
      return Result(message: "not eligible due to a terminating pod on the nominated node.")
    }
    var reasons: [String: Int] = [:]
    var best: Candidate?
    for found in rejections {
      guard found.rejection.isResolvable else {
        reasons[Self.unhelpful, default: 0] += 1
        continue
      }
      switch candidate(found.node) {
      case .success(let found): if best.map({ isBetter(found, $0) }) ?? true { best = found }
      case .failure(let refusal): for reason in refusal.reasons { reasons[reason, default: 0] += 1 }
      }
    }
    guard let best else {
      return Result(
        message: "0/\(cycle.view.nodes.count) nodes are available: \(FitError.listed(reasons)).")
    }
    for victim in best.victims { evict(victim, for: pod, best.node.name) }
    return Result(node: best.node.name)
  }

  /// Whether pods that were put aside for this one are still ending.
  private func isClearing(_ name: String) -> Bool {
    guard let node = cycle.view.node(named: name) else { return false }
    return node.pods.contains { key in
      guard let pod = cycle.view.placed[key]?.demand, pod.isTerminating, pod.priority < cycle.pod.priority else {
        return false
      }
      let conditions = scheduler.registry.store.object(key)?[.status][.conditions]
      return conditions?.first(where: .type, is: "DisruptionTarget")?[.reason].text == "PreemptionByScheduler"
    }
  }

  private struct Refusal: Error {
    var reasons: [String]
  }

  /// The pods that have to leave a node: all with lower priority go in thought, and come back as far as there is
  /// room, the most important first.
  private func candidate(_ node: NodeInfo) -> Swift.Result<Candidate, Refusal> {
    let lower = node.pods.compactMap { cycle.view.placed[$0]?.demand }
      .filter { $0.priority < cycle.pod.priority }.sorted { isMoreImportant($0, $1) }
    if lower.isEmpty { return .failure(Refusal(reasons: [Self.noVictims])) }
    for pod in lower { cycle.view.unplace(pod.key) }
    var absent = lower
    defer { for pod in absent { cycle.view.place(pod, on: node.name) } }
    if let rejection = rejection(node) { return .failure(Refusal(reasons: rejection.reasons)) }
    let budgets = PreemptionBudgets(scheduler.registry.store, lower)
    var victims: [PodDemand] = []
    for pod in budgets.violating + budgets.allowed {
      cycle.view.place(pod, on: node.name)
      if rejection(node) == nil {
        absent.removeAll { $0.key == pod.key }
      } else {
        cycle.view.unplace(pod.key)
        victims.append(pod)
      }
    }
    let violations = victims.filter { victim in budgets.violating.contains { $0.key == victim.key } }.count
    return .success(Candidate(node: node, victims: victims, violations: violations))
  }

  /// The answer of a node as it is in thought now.
  private func rejection(_ node: NodeInfo) -> Rejection? {
    SchedulingCycle(cycle.pod, view: cycle.view, store: scheduler.registry.store, kin: nil).rejection(node)
  }

  private func startOf(_ pod: PodDemand) -> String {
    scheduler.registry.store.object(pod.key)?[.status][.startTime].text ?? ""
  }

  /// Higher priority first; of equals the one that has run longer.
  private func isMoreImportant(_ a: PodDemand, _ b: PodDemand) -> Bool {
    if a.priority != b.priority { return a.priority > b.priority }
    let (first, second) = (startOf(a), startOf(b))
    return first != second ? first < second : a.key < b.key
  }

  /// Fewer broken budgets, then a lower highest priority, a lower sum, fewer victims, later starts (`pickOneNode`).
  private func isBetter(_ a: Candidate, _ b: Candidate) -> Bool {
    if a.violations != b.violations { return a.violations < b.violations }
    let highest = { (candidate: Candidate) in candidate.victims.map(\.priority).max() ?? .min }
    if highest(a) != highest(b) { return highest(a) < highest(b) }
    let sum = { (candidate: Candidate) in
      candidate.victims.reduce(0.0) { $0 + Double($1.priority) + Double(Int32.max) + 1 }
    }
    if sum(a) != sum(b) { return sum(a) < sum(b) }
    if a.victims.count != b.victims.count { return a.victims.count < b.victims.count }
    let earliest = { (candidate: Candidate) in
      candidate.victims.filter { $0.priority == highest(candidate) }.map(startOf).min() ?? ""
    }
    return earliest(a) > earliest(b)
  }

  private func evict(_ victim: PodDemand, for preemptor: Value, _ node: String) {
    let registry = scheduler.registry
    guard let object = registry.store.object(victim.key) else { return }
    let now = registry.now
    _ = try? registry.modify(victim.key, subresource: .status) { pod in
      PodCondition.set(
        &pod, type: "DisruptionTarget", status: "True", reason: "PreemptionByScheduler",
        message: "\(Scheduler.profile): preempting to accommodate a higher priority pod", now: now)
    }
    _ = try? registry.delete(registry.kind(.pod), namespace: victim.key.namespace, name: victim.key.name)
    let uid = cycle.pod.uid
    scheduler.recorder.record(
      object, related: preemptor, .normal, "Preempted", action: "Preempting",
      note: "Preempted by pod \(uid) on node \(node)")
  }
}

/// Which of some pods a disruption budget protects.
struct PreemptionBudgets {
  private(set) var violating: [PodDemand] = []
  private(set) var allowed: [PodDemand] = []

  init(_ store: Store, _ pods: [PodDemand]) {
    var budgets = store.list(.podDisruptionBudget).map { budget in
      (
        namespace: budget[.metadata][.namespace].text, selector: LabelSelector(spec: budget[.spec][.selector]),
        left: budget[.status][.disruptionsAllowed].number
      )
    }
    for pod in pods {
      var isViolating = false
      for index in budgets.indices where budgets[index].namespace == pod.key.namespace {
        guard let selector = budgets[index].selector, !selector.isEmpty, selector.matches(pod.labels) else { continue }
        budgets[index].left -= 1
        if budgets[index].left < 0 { isViolating = true }
      }
      if isViolating { violating.append(pod) } else { allowed.append(pod) }
    }
  }
}
