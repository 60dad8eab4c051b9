// Who asks something of a cluster.
import KubeKinds
import KubeObjects

/// Who a request is made as: the administrator of the simulated cluster, or somebody else in whose name it is made.
public struct Subject: Sendable {
  public var user = "admin"
  public var uid = "uid1"
  public var groups = ["system:masters", "system:authenticated"]
  /// What else is known of it: lists by name.
  public var extra: Value = .null

  /// The administrator.
  public init() {}

  /// Somebody else.
  /// - Parameter named: the groups to be in; those that follow from the name when there are none.
  public init(as user: String, groups named: [String] = [], uid: String = "") {
    self.user = user
    self.uid = uid
    groups = (named.isEmpty ? Self.groups(of: user) : named) + ["system:authenticated"]
  }

  /// Service accounts belong to groups by their name.
  private static func groups(of user: String) -> [String] {
    guard let account = account(user) else { return [] }
    return ["system:serviceaccounts", "system:serviceaccounts:\(account.namespace)"]
  }

  /// The service account that it is.
  var account: (namespace: String, name: String)? { Self.account(user) }

  private static func account(_ user: String) -> (namespace: String, name: String)? {
    let parts = user.split(separator: ":").map(String.init)
    guard parts.count == 4, parts[0] == "system", parts[1] == "serviceaccount" else { return nil }
    return (parts[2], parts[3])
  }

  /// Whether a binding's subject is this one.
  func matches(_ subject: Value, bindingNamespace: String) -> Bool {
    switch subject[.kind].text {
    case "User": return subject[.name].text == user
    case "Group": return groups.contains(subject[.name].text)
    case "ServiceAccount":
      let namespace = subject[.namespace].string ?? bindingNamespace
      return user == "system:serviceaccount:\(namespace):\(subject[.name].text)"
    default: return false
    }
  }

  /// Whether it may do everything, whatever roles there are.
  public var isMaster: Bool { groups.contains("system:masters") }

  /// The subject as a `UserInfo`.
  public var info: Value {
    var info: Value = ["username": .string(user), "groups": .array(groups.map { .string($0) })]
    if !uid.isEmpty { info[.uid] = .string(uid) }
    if !extra.isNull { info["extra"] = extra }
    return info
  }
}
