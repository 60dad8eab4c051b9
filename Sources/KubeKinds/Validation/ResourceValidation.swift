// What is wrong with requests and limits of resources (pkg/apis/core/validation).
import KubeObjects

enum ResourceValidation {
  private static let standard: Set<String> = [
    "cpu", "memory", "ephemeral-storage", "requests.cpu", "requests.memory", "requests.ephemeral-storage",
    "limits.cpu", "limits.memory", "limits.ephemeral-storage", "pods", "resourcequotas", "services",
    "replicationcontrollers", "secrets", "configmaps", "persistentvolumeclaims", "storage", "requests.storage",
    "services.nodeports", "services.loadbalancers",
  ]

  private static let standardOfContainers: Set<String> = ["cpu", "memory", "ephemeral-storage"]

  private static let standardOfQuotas: Set<String> = standard.subtracting(["storage"])

  private static let whole: Set<String> = [
    "pods", "resourcequotas", "services", "replicationcontrollers", "secrets", "configmaps",
    "persistentvolumeclaims", "services.nodeports", "services.loadbalancers",
  ]

  /// Requests and limits of a container.
  ///
  /// - Parameter claims: the names of claims of devices that the pod has.
  static func container(
    _ resources: Value, claims: [String] = [], at path: FieldPath, _ findings: inout Findings
  ) {
    requirements(resources, names: { containerName($0, at: $1, &$2) }, claims: claims, at: path, &findings)
  }

  /// Requests and limits of resources that have names of one sort.
  static func requirements(
    _ resources: Value, names: (String, FieldPath, inout Findings) -> Void, claims: [String], at path: FieldPath,
    _ findings: inout Findings
  ) {
    if resources.fields.isEmpty { return }
    for (name, limit) in resources[.limits].fields {
      let path = path.child("limits").key(name.text)
      names(name.text, path, &findings)
      amount(limit, of: name.text, at: path, &findings)
      pages(limit, of: name.text, at: path, &findings)
    }
    for (name, request) in resources[.requests].fields {
      let named = path.child("requests").key(name.text)
      names(name.text, named, &findings)
      amount(request, of: name.text, at: named, &findings)
      compare(request, resources[.limits][name], name.text, path, &findings)
      pages(request, of: name.text, at: named, &findings)
    }
    hugePages(resources, at: path, &findings)
    self.claims(resources["claims"].elements, of: claims, at: path.child("claims"), &findings)
  }

  /// Huge pages come whole.
  private static func pages(_ amount: Value, of name: String, at path: FieldPath, _ findings: inout Findings) {
    guard name.hasPrefix("hugepages-"), let amount = Quantity(value: amount),
      let page = Quantity(String(name.dropFirst(10))), page > .zero
    else { return }
    if amount <= .zero || amount.millis % page.millis != 0 {
      findings.invalid(
        path, .string(amount.text), "\(amount.text) is not positive integer multiple of \(name)")
    }
  }

  /// Huge pages are memory of something that runs.
  private static func hugePages(_ resources: Value, at path: FieldPath, _ findings: inout Findings) {
    let names = (resources[.limits].fields.keys + resources[.requests].fields.keys).map(\.text)
    guard names.contains(where: { $0.hasPrefix("hugepages-") }), !names.contains("cpu"), !names.contains("memory")
    else { return }
    findings.forbidden(path, "HugePages require cpu or memory")
  }

  /// Requests may not be larger than limits; of what can't be shared they must be equal.
  private static func compare(
    _ request: Value, _ limit: Value, _ name: String, _ path: FieldPath, _ findings: inout Findings
  ) {
    guard let requested = Quantity(value: request) else { return }
    guard let limited = Quantity(value: limit) else {
      if !mayOvercommit(name) {
        findings.required(path.child("limits"), "Limit must be set for non overcommitable resources")
      }
      return
    }
    if requested != limited, !mayOvercommit(name) {
      findings.invalid(
        path.child("requests"), .string(requested.text), "must be equal to \(name) limit of \(limited.text)")
    } else if requested > limited {
      findings.invalid(
        path.child("requests"), .string(requested.text),
        "must be less than or equal to \(name) limit of \(limited.text)")
    }
  }

  /// Native resources can be promised more than once, extended ones and huge pages can't.
  static func mayOvercommit(_ name: String) -> Bool { isNative(name) && !name.hasPrefix("hugepages-") }

  static func isNative(_ name: String) -> Bool { !name.contains("/") || name.contains("kubernetes.io/") }

  private static func claims(
    _ claims: [Value], of pod: [String], at path: FieldPath, _ findings: inout Findings
  ) {
    var names: [String] = []
    for (index, claim) in claims.enumerated() {
      let path = path.index(index)
      let name = claim[.name].text
      if name.isEmpty { findings.required(path); continue }
      request(claim["request"].text, of: name, &names, at: path, &findings)
      if pod.contains(name) { continue }
      var missing = FieldError.notFound(path, .string(name))
      missing.detail = "must be one of the names in pod.spec.resourceClaims"
        + (pod.isEmpty ? " which is empty" : ": " + pod.sorted().joined(separator: ", "))
      findings.add(missing)
    }
  }
}

extension ResourceValidation {
  /// A claim is asked for once: as a whole, or each of its requests.
  private static func request(
    _ request: String, of claim: String, _ names: inout [String], at path: FieldPath, _ findings: inout Findings
  ) {
    if names.contains(claim) { return findings.duplicate(path, .string(claim)) }
    if !request.isEmpty { findings.check(request, at: path.child("request"), NameRules.dnsLabel) }
    let name = request.isEmpty ? claim : "\(claim)/\(request)"
    if names.contains(name) {
      findings.duplicate(path, .string(name))
    } else if request.isEmpty {
      for other in names where other.hasPrefix("\(claim)/") { findings.duplicate(path, .string(claim)) }
    }
    names.append(name)
  }
}

// MARK: Names and amounts

extension ResourceValidation {
  private static func name(_ name: String, at path: FieldPath, _ findings: inout Findings) {
    let complaints = NameRules.qualifiedName(name)
    for complaint in complaints { findings.invalid(path, .string(name), complaint) }
    if complaints.isEmpty, !name.contains("/"), !isStandard(name, standard) {
      findings.invalid(path, .string(name), "must be a standard resource type or fully qualified")
    }
  }

  /// Names that can stand in the resources of a pod as a whole.
  static func podName(_ name: String, at path: FieldPath, _ findings: inout Findings) {
    var own = Findings()
    self.name(name, at: path, &own)
    if own.isEmpty, !PodResources.isOfWholePods(Key(name)) {
      own.notSupported(path, .string(name), ["cpu", "hugepages-", "memory"])
    }
    findings.add(own)
  }

  static func containerName(_ name: String, at path: FieldPath, _ findings: inout Findings) {
    self.name(name, at: path, &findings)
    if !name.contains("/") {
      if !isStandard(name, standardOfContainers) {
        findings.invalid(path, .string(name), "must be a standard resource for containers")
      }
    } else if !isNative(name), !isExtended(name) {
      findings.invalid(path, .string(name), "doesn't follow extended resource name standard")
    }
  }

  static func quotaName(_ name: String, at path: FieldPath, _ findings: inout Findings) {
    self.name(name, at: path, &findings)
    let counts = name.hasPrefix("count/") || name.contains(".storageclass.storage.k8s.io/")
    if !name.contains("/"), !counts, !isStandard(name, standardOfQuotas) {
      findings.invalid(path, .string(name), "must be a standard resource for quota")
    }
  }

  static func limitName(_ name: String, ofType type: String, at path: FieldPath, _ findings: inout Findings) {
    if type == "Pod" || type == "Container" {
      containerName(name, at: path, &findings)
    } else {
      self.name(name, at: path, &findings)
    }
  }

  static func isStandardOfQuotas(_ name: String) -> Bool { isStandard(name, standardOfQuotas) }

  private static func isStandard(_ name: String, _ names: Set<String>) -> Bool {
    names.contains(name) || name.hasPrefix("hugepages-") || name.hasPrefix("requests.hugepages-")
  }

  private static func isExtended(_ name: String) -> Bool {
    !name.hasPrefix("requests.") && NameRules.qualifiedName("requests." + name).isEmpty
  }

  static func amount(_ value: Value, of name: String, at path: FieldPath, _ findings: inout Findings) {
    guard let amount = Quantity(value: value) else { return }
    if amount < .zero { findings.invalid(path, .string(amount.text), Findings.isNegative) }
    let isWhole = whole.contains(name) || (!isNative(name) && isExtended(name))
    if isWhole, amount.millis % 1_000 != 0 { findings.invalid(path, .string(amount.text), "must be an integer") }
  }

  static func positive(_ value: Value, at path: FieldPath, _ findings: inout Findings) {
    guard let amount = Quantity(value: value), amount <= .zero else { return }
    findings.invalid(path, .string(amount.text), "must be greater than zero")
  }
}
