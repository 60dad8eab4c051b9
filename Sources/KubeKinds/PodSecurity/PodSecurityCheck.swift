// The checks of the Pod Security Standards (k8s.io/pod-security-admission policy): what a pod may not ask for at a
// level, in the words of the policy.
import KubeObjects

/// How much pods of a namespace may ask for.
public enum PodSecurityLevel: String, Sendable, CaseIterable {
  case privileged, baseline, restricted
}

/// One rule of the standards that a pod breaks.
public struct PodSecurityViolation: Equatable, Sendable {
  /// What is wrong: `hostPath volumes`.
  public var reason: String
  /// Where: `volumes "a", "b"`.
  public var detail: String

  public var text: String { detail.isEmpty ? reason : "\(reason) (\(detail))" }
}

/// A pod as the checks look at it.
struct PodSecurityCheck {
  let pod: Value
  let spec: Value
  let context: Value
  /// All containers, in the order in which the checks visit them.
  let containers: [Value]

  init(metadata: Value, spec: Value) {
    pod = metadata
    self.spec = spec
    context = spec[.securityContext]
    containers =
      spec[.initContainers].elements + spec[.containers].elements + spec[.ephemeralContainers].elements
  }

  typealias Rule = @Sendable (PodSecurityCheck) -> PodSecurityViolation?

  /// The names of the containers for which a condition holds.
  func names(where condition: (Value) -> Bool) -> [String] {
    containers.filter(condition).map(\.[.name].text)
  }

  /// `container "a"`, `containers "a", "b"`.
  static func containers(_ names: [String]) -> String {
    "\(plural("container", "containers", names.count)) \(quoted(names))"
  }

  static func plural(_ one: String, _ many: String, _ count: Int) -> String { count == 1 ? one : many }

  static func quoted(_ words: [String]) -> String { words.map { GoText.quoted($0) }.joined(separator: ", ") }

  /// The pod and the containers for whose security settings a condition holds: `pod and container "a"`.
  func setters(where condition: (Value) -> Bool) -> String? {
    var setters = condition(context) ? ["pod"] : []
    let names = names { condition($0[.securityContext]) }
    if !names.isEmpty { setters.append(Self.containers(names)) }
    return setters.isEmpty ? nil : setters.joined(separator: " and ")
  }

  static func sorted(_ words: some Sequence<String>) -> [String] {
    Set(words).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}

/// The standards: which rules a level has.
public enum PodSecurityStandards {
  /// Everything a pod, or a template of one, breaks at a level, in the order of the policy.
  public static func violations(metadata: Value, spec: Value, _ level: PodSecurityLevel) -> [PodSecurityViolation] {
    let check = PodSecurityCheck(metadata: metadata, spec: spec)
    let rules: [PodSecurityCheck.Rule]
    switch level {
    case .privileged: return []
    case .baseline: rules = PodSecurityCheck.baseline
    case .restricted: rules = PodSecurityCheck.kept + PodSecurityCheck.restricted
    }
    return rules.compactMap { $0(check) }
  }
}
