// What a pod wants of the pods around it: affinity, anti-affinity and spreading, as terms that can be counted.
import KubeKinds
import KubeObjects

/// Which pods a term is about, and over what they are counted.
struct PodTerm: Hashable {
  var selector: LabelSelector
  /// `nil` for all namespaces.
  var namespaces: [String]?
  /// Selects further namespaces by their labels.
  var namespaceSelector: LabelSelector?
  /// The node label whose values are the domains.
  var topologyKey: Key

  /// Whether the term is about a pod with these labels. `namespaceLabels` is asked only where it matters.
  func matches(namespace: String, labels: Value, namespaceLabels: (String) -> Value) -> Bool {
    guard let namespaces else { return selector.matches(labels) }
    let isInside =
      namespaces.contains(namespace) || (namespaceSelector?.matches(namespaceLabels(namespace)) ?? false)
    return isInside && selector.matches(labels)
  }
}

struct WeightedTerm: Hashable {
  var weight: Int64
  var term: PodTerm
}

/// `affinity.podAffinity` and `affinity.podAntiAffinity` of a pod.
struct PodAffinityTerms: Hashable {
  var required: [PodTerm] = []
  var preferred: [WeightedTerm] = []
  var requiredAnti: [PodTerm] = []
  var preferredAnti: [WeightedTerm] = []

  private static let requiredKey: Key = "requiredDuringSchedulingIgnoredDuringExecution"
  private static let preferredKey: Key = "preferredDuringSchedulingIgnoredDuringExecution"

  init?(_ affinity: Value, namespace: String, labels: Value) {
    let near = affinity[.podAffinity]
    let far = affinity[.podAntiAffinity]
    guard near.object != nil || far.object != nil else { return nil }
    func term(_ value: Value) -> PodTerm { PodTerm(value, namespace: namespace, labels: labels) }
    func weighted(_ value: Value) -> WeightedTerm {
      WeightedTerm(weight: value["weight"].number, term: term(value["podAffinityTerm"]))
    }
    required = near[Self.requiredKey].elements.map(term)
    preferred = near[Self.preferredKey].elements.map(weighted)
    requiredAnti = far[Self.requiredKey].elements.map(term)
    preferredAnti = far[Self.preferredKey].elements.map(weighted)
  }
}

extension PodTerm {
  /// Reads a `PodAffinityTerm` of a pod. `matchLabelKeys` and `mismatchLabelKeys` add the pod's own labels.
  init(_ term: Value, namespace: String, labels: Value) {
    var requirements = LabelSelector(spec: term["labelSelector"])?.requirements
    if requirements != nil {
      requirements? += Self.own(term["matchLabelKeys"], labels, .in)
      requirements? += Self.own(term["mismatchLabelKeys"], labels, .notIn)
    }
    // A missing selector selects no pod at all.
    selector = LabelSelector(requirements ?? [.init(key: "", operator: .in, values: [])])
    topologyKey = Key(term["topologyKey"].text)
    let named = term["namespaces"].elements.map(\.text)
    let byLabels = LabelSelector(spec: term["namespaceSelector"])
    if let byLabels, byLabels.isEmpty {
      namespaces = nil
      namespaceSelector = nil
    } else {
      namespaces = named.isEmpty && byLabels == nil ? [namespace] : named
      namespaceSelector = byLabels
    }
  }

  static func own(_ keys: Value, _ labels: Value, _ meaning: LabelSelector.Operator) -> [LabelSelector.Requirement] {
    keys.elements.compactMap { key in
      let key = Key(key.text)
      return labels[key].string.map { .init(key: key, operator: meaning, values: [$0]) }
    }
  }
}

/// One of a pod's `topologySpreadConstraints`.
struct SpreadConstraint: Hashable {
  var maxSkew: Int64
  var topologyKey: Key
  /// Whether a node that would break it is out of the question (`DoNotSchedule`).
  var isHard: Bool
  var selector: LabelSelector
  var minDomains: Int64
  /// Whether nodes that the pod's selector and affinity exclude don't count (`nodeAffinityPolicy: Honor`).
  var honorsAffinity: Bool
  /// Whether nodes whose taints the pod doesn't tolerate don't count (`nodeTaintsPolicy: Honor`).
  var honorsTaints: Bool
  /// Whether the pod itself would be counted.
  var countsSelf: Bool

  init?(_ constraint: Value, labels: Value) {
    let spec = LabelSelector(spec: constraint["labelSelector"])
    var requirements = spec?.requirements ?? [.init(key: "", operator: .in, values: [])]
    requirements += PodTerm.own(constraint["matchLabelKeys"], labels, .in)
    selector = LabelSelector(requirements)
    maxSkew = constraint["maxSkew"].number
    topologyKey = Key(constraint["topologyKey"].text)
    isHard = constraint["whenUnsatisfiable"].text != "ScheduleAnyway"
    minDomains = constraint["minDomains"].int ?? 1
    honorsAffinity = constraint["nodeAffinityPolicy"].text != "Ignore"
    honorsTaints = constraint["nodeTaintsPolicy"].text == "Honor"
    countsSelf = selector.matches(labels)
  }

  /// One of the constraints that count for pods without any: spread over hosts and zones as far as it costs nothing.
  init(default topologyKey: Key, maxSkew: Int64, selector: LabelSelector) {
    self.maxSkew = maxSkew
    self.topologyKey = topologyKey
    self.selector = selector
    isHard = false
    minDomains = 1
    honorsAffinity = true
    honorsTaints = false
    countsSelf = true
  }
}
