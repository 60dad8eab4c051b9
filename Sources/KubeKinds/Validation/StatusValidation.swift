// What is wrong with statuses that somebody writes (the `Validate...StatusUpdate` of pkg/apis). Controllers, which know
// what they write, are not held to it.
import KubeObjects

/// The numbers in the status of a workload.
struct StatusCounts {
  /// None of them is below zero.
  var all: [String]
  /// None of them is above the number of replicas.
  var ofReplicas: [String] = []
  /// How messages call the replicas that are ready, of which those that are available are a part.
  var ready = ""

  static let statefulSet = StatusCounts(
    all: [
      "replicas", "readyReplicas", "currentReplicas", "updatedReplicas", "availableReplicas", "observedGeneration",
      "collisionCount",
    ], ofReplicas: ["readyReplicas", "currentReplicas", "updatedReplicas", "availableReplicas"],
    ready: "status.readyReplicas")
  static let deployment = StatusCounts(
    all: [
      "observedGeneration", "replicas", "updatedReplicas", "readyReplicas", "availableReplicas",
      "unavailableReplicas", "terminatingReplicas", "collisionCount",
    ], ofReplicas: ["updatedReplicas", "readyReplicas", "availableReplicas"], ready: "readyReplicas")
  static let replicaSet = StatusCounts(
    all: [
      "replicas", "fullyLabeledReplicas", "readyReplicas", "availableReplicas", "terminatingReplicas",
      "observedGeneration",
    ], ofReplicas: ["fullyLabeledReplicas", "readyReplicas", "availableReplicas"], ready: "readyReplicas")
  static let daemonSet = StatusCounts(
    all: [
      "currentNumberScheduled", "numberMisscheduled", "desiredNumberScheduled", "numberReady", "observedGeneration",
      "updatedNumberScheduled", "numberAvailable", "numberUnavailable", "collisionCount",
    ])
  static let job = StatusCounts(all: ["active", "succeeded", "failed", "ready", "terminating"])
  static let budget = StatusCounts(
    all: ["disruptionsAllowed", "currentHealthy", "desiredHealthy", "expectedPods"])
  static let autoscaler = StatusCounts(all: ["currentReplicas", "desiredReplicas"])
}

enum StatusValidation {
  private static let path = FieldPath("status")

  static func check(_ object: Value, old: Value, _ counts: StatusCounts) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.checkUpdate(object[.metadata], old: old[.metadata], &findings)
    let status = object[.status]
    for name in counts.all {
      // A budget's field was called otherwise once.
      let shown = name == "disruptionsAllowed" ? "podDisruptionsAllowed" : name
      findings.nonNegative(status[Key(name)], at: path.child(shown))
    }
    let replicas = status[.replicas].number
    for name in counts.ofReplicas where status[Key(name)].number > replicas {
      findings.invalid(path.child(name), status[Key(name)], "cannot be greater than status.replicas")
    }
    let available: Key = "availableReplicas"
    if !counts.ready.isEmpty, status[available].number > status["readyReplicas"].number {
      findings.invalid(path.child(available.text), status[available], "cannot be greater than \(counts.ready)")
    }
    if counts.all.contains("collisionCount") { collisions(status, old[.status], &findings) }
    return findings.errors
  }

  private static func collisions(_ status: Value, _ old: Value, _ findings: inout Findings) {
    let key: Key = "collisionCount"
    guard let before = old[key].int, status[key].isNull || status[key].number < before else { return }
    findings.invalid(path.child(key.text), .int(status[key].number), "cannot be decremented")
  }

  // MARK: Other kinds

  /// A namespace that is not being deleted is active, and one that is, is not.
  static func namespace(_ namespace: Value, old: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.checkUpdate(namespace[.metadata], old: old[.metadata], &findings)
    let isLiving = namespace[.metadata][.deletionTimestamp].isNull
    let phase = isLiving ? "Active" : "Terminating"
    if namespace[.status][.phase].text != phase {
      findings.invalid(
        path.child("Phase"), .string(namespace[.status][.phase].text),
        "may only be '\(phase)' if `deletionTimestamp` is \(isLiving ? "" : "not ")empty")
    }
    return findings.errors
  }

  static func pod(_ pod: Value, old: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.checkUpdate(pod[.metadata], old: old[.metadata], &findings)
    for (index, condition) in pod[.status][.conditions].elements.enumerated()
    where !["PodScheduled", "Ready", "Initialized"].contains(condition[.type].text) {
      findings.check(
        condition[.type].text, at: FieldPath("metadata.conditions").index(index).child("Type"),
        NameRules.qualifiedName)
    }
    let node = pod[.status][.nominatedNodeName]
    if node != old[.status][.nominatedNodeName], !node.text.isEmpty {
      findings.check(node.text, at: path.child("nominatedNodeName"), NameRules.dnsSubdomain)
    }
    for key in [Key.podIPs, .hostIPs] {
      for (index, address) in pod[.status][key].elements.enumerated() {
        findings.check(address[.ip].text, at: path.child(key.text).index(index), NameRules.address)
      }
    }
    return findings.errors
  }

  static func claim(_ claim: Value, old: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.checkUpdate(claim[.metadata], old: old[.metadata], &findings)
    for (name, amount) in claim[.status][.capacity].fields {
      guard let amount = Quantity(value: amount), amount.wholes < 0 else { continue }
      findings.invalid(
        path.child("capacity").key(name.text), .int(amount.wholes), "must be a valid resource quantity")
    }
    return findings.errors
  }

  /// The addresses that a load balancer gave a service or an Ingress.
  static func balancer(_ object: Value, old: Value, mayHaveNone: Bool) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.checkUpdate(object[.metadata], old: old[.metadata], &findings)
    let entries = object[.status]["loadBalancer"][.ingress].elements
    let path = path.child("loadBalancer").child("ingress")
    if mayHaveNone, object[.spec][.type] != "LoadBalancer", !entries.isEmpty {
      findings.forbidden(path, "may only be used when `spec.type` is 'LoadBalancer'")
      return findings.errors
    }
    for (index, entry) in entries.enumerated() {
      let path = path.index(index)
      let (address, host) = (entry[.ip].text, entry[.hostname].text)
      if !address.isEmpty { findings.check(address, at: path.child("ip"), NameRules.address) }
      if host.isEmpty { continue }
      findings.check(host, at: path.child("hostname"), NameRules.dnsSubdomain)
      if IPAddress(host) != nil {
        findings.invalid(path.child("hostname"), .string(host), "must be a DNS name, not an IP address")
      }
    }
    return findings.errors
  }
}
