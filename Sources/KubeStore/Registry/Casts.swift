// Objects that are made alike: of a thousand pods made from one template, the first goes through reading, defaults,
// admission and validation, and the others are cast after it. They differ in their names and in labels that tell these.
import KubeKinds
import KubeObjects

/// What became of an object that a controller asked for.
struct Cast {
  private let asked: Value
  /// As it was stored, found sound by all who looked at it.
  let made: Value
  /// The revision of what admission went by.
  let policies: Int64

  init(asked: Value, made: Value, policies: Int64) {
    self.asked = asked
    self.made = made
    self.policies = policies
  }

  /// What becomes of another object; `nil` where it differs in more than the name and what tells it.
  func another(_ object: Value) -> Value? {
    guard isLike(object), isPlain else { return nil }
    var another = made
    another[.metadata].set(.name, object[.metadata].fields[.name])
    another[.metadata].set(.labels, object[.metadata].fields[.labels])
    if let hostname = object[.spec].fields[.hostname] { another[.spec][.hostname] = hostname }
    return another
  }

  private func isLike(_ object: Value) -> Bool {
    object.fields.equals(asked.fields) { key, part, asked in
      switch key {
      case .metadata:
        part.fields.equals(asked.fields) { key, value, asked in
          key == .name || (key == .labels && value.fields.equals(asked.fields) { _, _, _ in true })
        }
      case .spec: part.fields.equals(asked.fields) { key, _, _ in key == .hostname }
      default: false
      }
    }
  }

  /// Whether nothing else of what was made depends on the name, the labels or the time: neither selectors with labels
  /// of the pod's own (`matchLabelKeys`) nor a condition.
  private var isPlain: Bool {
    let (asked, made) = (asked[.spec], made[.spec])
    return asked[.affinity] == made[.affinity]
      && asked[.topologySpreadConstraints] == made[.topologySpreadConstraints]
      && self.made[.status][.conditions].isNull
      && self.asked[.metadata][.labels] == self.made[.metadata][.labels]
  }
}

/// Remembers, for each controller, the object it created last in full.
struct Casts {
  private struct Maker: Hashable {
    let uid: String
    let kind: KindID
  }

  private var last = BoundedMemory<Maker, Cast>(limit: 4_096)

  /// What became of an object that may be like a new one.
  mutating func cast(for object: Value, _ kind: KindID) -> Cast? {
    guard let uid = object.controllerUID else { return nil }
    return last[Maker(uid: uid, kind: kind)]
  }

  mutating func note(_ cast: Cast, _ kind: KindID) {
    guard let uid = cast.made.controllerUID else { return }
    last[Maker(uid: uid, kind: kind)] = cast
  }
}

extension Registry {
  /// What admission of pods looks at beside the pod.
  private static let policies: [KindID] = [
    .namespace, .serviceAccount, .limitRange, .priorityClass, .runtimeClass,
  ]

  /// When one of these was changed last.
  var policyRevision: Int64 { Self.policies.reduce(0) { max($0, store[$1]?.revision ?? 0) } }

  /// Creates a pod as the one before it was created; `nil` where it has to be looked at in full. A quota counts pods
  /// one by one.
  func cast(_ object: Value, _ kind: Kind, _ options: WriteOptions) throws(APIStatus) -> Written? {
    guard kind.id == .pod, options.fieldManager.isEmpty, !options.isDryRun, store.count(.resourceQuota) == 0,
      let cast = casts.cast(for: object, kind.id), cast.policies == policyRevision,
      var pod = cast.another(object)
    else { return nil }
    identify(&pod)
    let name = pod[.metadata][.name].text
    let findings = rules(kind).validate(pod, like: cast.made)
    if !findings.isEmpty { throw invalid(kind, name, findings) }
    let key = key(kind, pod[.metadata][.namespace].text, name)
    guard !store.contains(key) else { throw .alreadyExists(kind.groupResource, name) }
    return Written(store.put(key, pod), warnings: [])
  }
}
