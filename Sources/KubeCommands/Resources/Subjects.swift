// Who a role is bound to, as the flags of `create rolebinding` and `set subject` name them.
import KubeObjects

enum Subjects {
  /// Subjects as bindings hold them.
  static func values(users: [String], groups: [String], accounts: [String]) throws(CommandError) -> [Value] {
    let group: Value = "rbac.authorization.k8s.io"
    var subjects: [Value] = users.map { ["apiGroup": group, "kind": "User", "name": .string($0)] }
    subjects += groups.map { ["apiGroup": group, "kind": "Group", "name": .string($0)] }
    for account in accounts { subjects.append(try serviceAccount(account)) }
    return subjects
  }

  /// `namespace:name`
  private static func serviceAccount(_ text: String) throws(CommandError) -> Value {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
      throw .text("serviceaccount must be <namespace>:<name>")
    }
    return ["kind": "ServiceAccount", "namespace": .string(parts[0]), "name": .string(parts[1])]
  }
}
