// The admission plugin `PodSecurity`: pods keep the standard that their namespace asks for
// (k8s.io/pod-security-admission). The labels of the namespace say which.
import KubeKinds
import KubeObjects

struct PodSecurity: AdmissionPlugin {
  private static let prefix = "pod-security.kubernetes.io/"

  /// The labels of a namespace that say what it asks for in one of the modes.
  private struct Mode {
    let level: Key
    let version: Key

    init(_ name: String) {
      level = Key(PodSecurity.prefix + name)
      version = Key("\(PodSecurity.prefix)\(name)-version")
    }

    static let enforce = Mode("enforce")
    static let audit = Mode("audit")
    static let warn = Mode("warn")
  }

  /// What a namespace asks for in one of the modes.
  private struct Policy: Equatable {
    var level: PodSecurityLevel
    var version: String

    var text: String { "\(level.rawValue):\(version)" }

    init(_ namespace: Value, _ mode: Mode) {
      let labels = namespace[.metadata][.labels]
      let text = labels[mode.level].text
      // What can't be read counts as the strictest.
      level = text.isEmpty ? .privileged : PodSecurityLevel(rawValue: text) ?? .restricted
      version = labels[mode.version].string ?? "latest"
    }
  }

  func validate(_ object: Value, _ request: AdmissionRequest, _ registry: Registry) throws(APIStatus) {
    if request.kind.id == .namespace { return try checkLabels(object, request) }
    guard request.kind.id == .pod, isLookedAt(object, request) else { return }
    let policy = Policy(namespace(request, registry), .enforce)
    if let text = Self.text(of: object[.metadata], object[.spec], policy) {
      throw .forbidden(request.kind.groupResource, request.name, "violates PodSecurity \(text)")
    }
  }

  func warnings(_ object: Value, _ request: AdmissionRequest, _ registry: Registry) -> [String] {
    if request.kind.id == .namespace { return tightened(object, request, registry) }
    guard let (metadata, spec) = podParts(object, request) else { return [] }
    if request.kind.id == .pod, !isLookedAt(object, request) { return [] }
    let policy = Policy(namespace(request, registry), .warn)
    return Self.text(of: metadata, spec, policy).map { ["would violate PodSecurity \($0)"] } ?? []
  }

  private func namespace(_ request: AdmissionRequest, _ registry: Registry) -> Value {
    registry.store.object(ObjectKey(.namespace, "", request.namespace)) ?? .null
  }

  /// `"restricted:latest": hostPort (...), privileged (...)`; `nil` for a pod that keeps the policy.
  private static func text(of metadata: Value, _ spec: Value, _ policy: Policy) -> String? {
    let violations = PodSecurityStandards.violations(metadata: metadata, spec: spec, policy.level)
    if violations.isEmpty { return nil }
    return "\(GoText.quoted(policy.text)): \(violations.map(\.text).joined(separator: ", "))"
  }
}

// MARK: What is looked at

extension PodSecurity {
  /// New pods, and changes of what the standards speak of.
  private func isLookedAt(_ object: Value, _ request: AdmissionRequest) -> Bool {
    switch request.operation {
    case .delete: return false
    case .create: return request.subresource == nil
    case .update:
      guard request.subresource == nil || request.subresource == .ephemeralcontainers, let old = request.old else {
        return false
      }
      return object[.spec] != old[.spec]
    }
  }

  /// Metadata and specification of a pod or of the template of one.
  private func podParts(_ object: Value, _ request: AdmissionRequest) -> (Value, Value)? {
    guard request.operation != .delete, request.subresource == nil else { return nil }
    switch request.kind.id {
    case .pod: return (object[.metadata], object[.spec])
    case .cronJob:
      let template = object[.spec][.jobTemplate][.spec][.template]
      return (template[.metadata], template[.spec])
    case .deployment, .statefulSet, .daemonSet, .replicaSet, .replicationController, .job:
      return (object[.spec][.template][.metadata], object[.spec][.template][.spec])
    default: return nil
    }
  }
}

// MARK: Namespaces

extension PodSecurity {
  /// Labels that were not there before must be levels and versions.
  private func checkLabels(_ object: Value, _ request: AdmissionRequest) throws(APIStatus) {
    if request.operation == .delete { return }
    let labels = object[.metadata][.labels]
    var findings: [FieldError] = []
    for mode in [Mode.enforce, .audit, .warn] {
      for (label, isFine, words) in Self.labelRules {
        guard let text = labels[label(mode)].string, !isFine(text) else { continue }
        findings.append(.invalid(FieldPath("metadata.labels").key(label(mode).text), .string(text), words))
      }
    }
    let before = request.old?[.metadata][.labels] ?? .null
    if findings.isEmpty || request.operation == .update && before == labels { return }
    throw .invalid(group: "", kind: "Namespace", name: request.name, findings)
  }

  private static let labelRules: [(@Sendable (Mode) -> Key, @Sendable (String) -> Bool, String)] = [
    (\.level, { PodSecurityLevel(rawValue: $0) != nil }, "must be one of privileged, baseline, restricted"),
    (\.version, isVersion, #"must be "latest" or "v1.x""#),
  ]

  private static func isVersion(_ text: String) -> Bool {
    text == "latest" || text.hasPrefix("v1.") && Int(text.dropFirst(3)) != nil
  }

  /// What is said of the pods that are there when a namespace asks for more than before.
  private func tightened(_ object: Value, _ request: AdmissionRequest, _ registry: Registry) -> [String] {
    guard request.operation == .update, request.subresource == nil, let old = request.old else { return [] }
    let policy = Policy(object, .enforce)
    let before = Policy(old, .enforce)
    if policy == before || policy.level == .privileged { return [] }
    let levels = PodSecurityLevel.allCases
    if policy.version == before.version, let new = levels.firstIndex(of: policy.level),
      let earlier = levels.firstIndex(of: before.level), new < earlier
    {
      return []
    }
    return existing(request.name, policy, registry)
  }

  private func existing(_ namespace: String, _ policy: Policy, _ registry: Registry) -> [String] {
    var groups: [(reasons: String, names: [String])] = []
    for pod in registry.store.list(.pod, namespace: namespace) {
      let found = PodSecurityStandards.violations(metadata: pod[.metadata], spec: pod[.spec], policy.level)
      if found.isEmpty { continue }
      let reasons = found.map(\.reason).joined(separator: ", ")
      if let index = groups.firstIndex(where: { $0.reasons == reasons }) {
        groups[index].names.append(pod[.metadata][.name].text)
      } else {
        groups.append((reasons, [pod[.metadata][.name].text]))
      }
    }
    if groups.isEmpty { return [] }
    let lines = groups.map { group in
      let others = group.names.count - 1
      let more = others == 0 ? "" : " (and \(others) other \(others == 1 ? "pod" : "pods"))"
      return "\(group.names[0])\(more): \(group.reasons)"
    }
    return [
      "existing pods in namespace \(GoText.quoted(namespace)) violate the new PodSecurity enforce level "
        + GoText.quoted(policy.text)
    ] + lines
  }
}
