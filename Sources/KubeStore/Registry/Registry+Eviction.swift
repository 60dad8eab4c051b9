// Evicting pods: deletions that ask the disruption budgets first (`pkg/registry/core/pod/storage/eviction.go`).
import KubeKinds
import KubeObjects
import SimCore

extension Registry {
  /// Evicts a pod, as an `Eviction` posted to it asks for.
  ///
  /// - Throws: `TooManyRequests` when a budget allows no disruption now.
  func evict(_ key: ObjectKey, _ eviction: Value, _ options: WriteOptions) throws(APIStatus) -> Written {
    var eviction = eviction
    let warnings = try decode(&eviction, .eviction, options)
    guard eviction[.metadata][.name].text == key.name else {
      throw .badRequest("name in URL does not match name in Eviction object")
    }
    let pod = try get(kind(.pod), namespace: key.namespace, name: key.name)
    var deletion = Self.deletion(eviction["deleteOptions"])
    deletion.isDryRun = deletion.isDryRun || options.isDryRun
    if !Self.isUncounted(pod) {
      try askBudgets(pod, key, isDryRun: deletion.isDryRun)
      if !deletion.isDryRun { markTarget(key, pod) }
    }
    try delete(kind(.pod), namespace: key.namespace, name: key.name, deletion)
    return Written(Self.success(code: 201), warnings: warnings)
  }

  private static func deletion(_ options: Value) -> DeleteOptions {
    let preconditions = options["preconditions"]
    return DeleteOptions(
      gracePeriodSeconds: options["gracePeriodSeconds"].int,
      propagation: PropagationPolicy(rawValue: options["propagationPolicy"].text),
      uid: preconditions[.uid].string, resourceVersion: preconditions[.resourceVersion].string,
      isDryRun: !options["dryRun"].elements.isEmpty)
  }

  /// A pod that has ended, or has not begun, does not count for a budget.
  private static func isUncounted(_ pod: Value) -> Bool {
    ["Succeeded", "Failed", "Pending"].contains(pod[.status][.phase].text)
      || !pod[.metadata][.deletionTimestamp].isNull
  }

  /// Takes one disruption off the pod's budget.
  private func askBudgets(_ pod: Value, _ key: ObjectKey, isDryRun: Bool) throws(APIStatus) {
    let budgets = budgets(of: pod, key.namespace)
    guard let budget = budgets.first else { return }
    guard budgets.count == 1 else {
      throw APIStatus(
        code: 500, reason: .unknown,
        message: "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.")
    }
    if !PodCondition.isReady(pod), Self.sparesUnready(budget) { return }
    let spent = try spend(budget, key.name)
    if !isDryRun { store.put(ObjectKey(.podDisruptionBudget, key.namespace, budget[.metadata][.name].text), spent) }
  }

  private func budgets(of pod: Value, _ namespace: String) -> [Value] {
    let labels = pod[.metadata][.labels]
    if labels.fields.isEmpty { return [] }
    return store.list(.podDisruptionBudget, namespace: namespace).filter {
      LabelSelector(spec: $0[.spec][.selector])?.matches(labels) ?? false
    }
  }

  /// Whether a pod that is not ready may go without asking: always, or while enough others are healthy.
  private static func sparesUnready(_ budget: Value) -> Bool {
    let status = budget[.status]
    if budget[.spec]["unhealthyPodEvictionPolicy"].text == "AlwaysAllow" { return true }
    return status[.desiredHealthy].number > 0 && status[.currentHealthy].number >= status[.desiredHealthy].number
  }

  private func spend(_ budget: Value, _ pod: String) throws(APIStatus) -> Value {
    var budget = budget
    let status = budget[.status]
    let name = budget[.metadata][.name].text
    if status[.observedGeneration].number < budget[.metadata][.generation].number {
      throw Self.tooMany("The disruption budget \(name) is still being processed by the server.", retryAfter: 10)
    }
    let allowed = status[.disruptionsAllowed].number
    if allowed < 0 {
      throw .forbidden(kind(.podDisruptionBudget).groupResource, name, "pdb disruptions allowed is negative")
    }
    guard allowed > 0 else {
      throw Self.tooMany(
        "The disruption budget \(name) needs \(status[.desiredHealthy].number) healthy pods and has "
          + "\(status[.currentHealthy].number) currently", retryAfter: 0)
    }
    budget[.status][.disruptionsAllowed] = .int(allowed - 1)
    budget[.status][.disruptedPods][Key(pod)] = timestamp
    if allowed == 1 { forbidDisruption(&budget) }
    return budget
  }

  private static func tooMany(_ cause: String, retryAfter: Int) -> APIStatus {
    var status = APIStatus.tooManyRequests(
      "Cannot evict pod as it would violate the pod's disruption budget.", retryAfterSeconds: retryAfter)
    status.causes = [APIStatus.Cause(reason: "DisruptionBudget", message: cause)]
    return status
  }

  private func forbidDisruption(_ budget: inout Value) {
    let now = timestamp
    let generation = budget[.metadata][.generation]
    budget[.status][.conditions].modifyElements { condition in
      guard condition[.type] == "DisruptionAllowed" else { return }
      if condition[.status] != "False" { condition[.lastTransitionTime] = now }
      condition[.status] = "False"
      condition[.reason] = "InsufficientPods"
      condition[.observedGeneration] = generation
    }
  }

  /// Says in the pod's status why it will go.
  private func markTarget(_ key: ObjectKey, _ pod: Value) {
    var pod = pod
    PodCondition.set(
      &pod, type: "DisruptionTarget", status: "True", reason: "EvictionByEvictionAPI",
      message: "Eviction API: evicting", now: now)
    store.put(key, pod)
  }
}
