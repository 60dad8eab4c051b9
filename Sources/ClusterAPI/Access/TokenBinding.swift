// What tokens of service accounts live with: a token that is bound to an object is worth nothing once that is gone.
import KubeKinds
import KubeObjects
import SimCore

/// The objects that a token names beside its account, each by `name` and `uid`; `null` for those it does not name.
struct TokenBinding {
  private(set) var pod = Value.null
  private(set) var secret = Value.null
  /// The node that it is bound to, or that the pod runs on.
  private(set) var node = Value.null

  /// A token that ends with its account alone.
  init() {}

  /// Finds the object that a request for a token names (`TokenREST.Create`).
  /// - Parameter reference: a `BoundObjectReference`, or `null`.
  init(to reference: Value, of account: Value, in cluster: any ClusterAPI) throws(APIStatus) {
    guard !reference.isNull else { return }
    let version = GroupVersion(reference[.apiVersion].text)
    guard version.group.isEmpty, let id = Self.kinds[reference[.kind].text], let kind = cluster.catalog.kind(id) else {
      throw .badRequest(
        "cannot bind token to object of type \(version.group)/\(version.version), Kind=\(reference[.kind].text)")
    }
    let namespace = kind.isNamespaced ? account[.metadata][.namespace].text : ""
    let object = try cluster.get(kind, namespace: namespace, name: reference[.name].text, subresource: nil)
    switch id {
    case .secret: secret = Self.named(object)
    case .node: node = Self.named(object)
    default:
      try Self.check(object, runsAs: account[.metadata][.name].text)
      pod = Self.named(object)
      node = Self.nodeOf(object, in: cluster)
    }
    try Self.check(object[.metadata][.uid].text, against: reference)
  }

  private static let kinds: [String: KindID] = ["Pod": .pod, "Secret": .secret, "Node": .node]

  private static func check(_ pod: Value, runsAs account: String) throws(APIStatus) {
    if pod[.spec][.serviceAccountName].text == account { return }
    throw .badRequest(
      "cannot bind token for serviceaccount \(GoText.quoted(account)) to pod running with different "
        + "serviceaccount name.")
  }

  private static func check(_ uid: String, against reference: Value) throws(APIStatus) {
    let asked = reference[.uid].text
    if asked.isEmpty || asked == uid { return }
    throw .conflict(
      GroupResource(group: "", resource: reference[.kind].text), reference[.name].text,
      "the UID in the bound object reference (\(asked)) does not match the UID in record. "
        + "The object might have been deleted and then recreated")
  }

  private static func named(_ object: Value) -> Value {
    [.name: object[.metadata][.name], .uid: object[.metadata][.uid]]
  }

  /// The node that a pod runs on; its name alone where the node is gone.
  private static func nodeOf(_ pod: Value, in cluster: any ClusterAPI) -> Value {
    let name = pod[.spec][.nodeName]
    guard let text = name.string else { return .null }
    return object(.node, "", text, in: cluster).map(named) ?? [.name: name]
  }

  private static func object(
    _ id: KindID, _ namespace: String, _ name: String, in cluster: any ClusterAPI
  ) -> Value? {
    cluster.catalog.kind(id).flatMap { try? cluster.get($0, namespace: namespace, name: name, subresource: nil) }
  }
}

// MARK: In tokens

extension TokenBinding {
  /// What a token says of the account and of what it is bound to.
  func claims(of account: Value) -> Value {
    var claims: Value = [
      .namespace: account[.metadata][.namespace], "serviceaccount": Self.named(account),
    ]
    for (name, object) in [("pod", pod), ("secret", secret), ("node", node)] where !object.isNull {
      claims[Key(name)] = object
    }
    return claims
  }

  /// Whether everything that a token speaks of is still there (`validator.Validate`). The node that a pod runs on is
  /// only told.
  static func isIntact(_ claims: Value, in cluster: any ClusterAPI) -> Bool {
    let namespace = claims[.namespace].text
    var named: [(KindID, String, Value)] = [(.serviceAccount, namespace, claims["serviceaccount"])]
    named += [(.secret, namespace, claims["secret"]), (.pod, namespace, claims["pod"])].filter { !$0.2.isNull }
    if claims["pod"].isNull, !claims["node"].isNull { named.append((.node, "", claims["node"])) }
    return named.allSatisfy { id, namespace, reference in
      guard let object = object(id, namespace, reference[.name].text, in: cluster) else { return false }
      return object[.metadata][.uid] == reference[.uid] && !isLongDeleted(object, at: cluster.now)
    }
  }

  /// Clocks may differ by a minute.
  private static func isLongDeleted(_ object: Value, at now: Instant) -> Bool {
    Instant(rfc3339: object[.metadata][.deletionTimestamp].text).map { $0 + .minutes(1) < now } ?? false
  }

  /// What is known of a caller beside its name, as a `UserInfo` has it.
  static func extra(_ claims: Value) -> Value {
    var extra: Value = ["authentication.kubernetes.io/credential-id": [.string("JTI=\(claims["jti"].text)")]]
    let named = claims["kubernetes.io"]
    for object in ["pod", "node"] as [Key] {
      for key in [Key.name, .uid] where !named[object][key].isNull {
        extra[Key("authentication.kubernetes.io/\(object)-\(key)")] = [named[object][key]]
      }
    }
    return extra
  }
}
