// `kubectl auth` and `kubectl auth whoami`
import ClusterAPI
import KubeKinds
import KubeObjects
import KubePrinters
import SimCore

enum Auth {
  static let command = Command(
    "auth", group: .troubleshooting, usage: "[flags]",
    CommandHelp("Ask what one may do", "Asks the cluster who one is and what one may do."), arguments: .command,
    subcommands: [CanI.command, AuthReconcile.command, whoAmI], .helpOnErrorsAndFail)

  private static let whoAmI = Command(
    "whoami", CommandHelp(
      "Ask who one is", "Prints who the cluster takes one for.",
      examples: [Example("Ask", "kubectl auth whoami")]),
    flags: PrintFlags.all
  ) { line, context in
    let subject = Subject(line)
    var info: Value = ["username": .string(subject.user), "groups": .strings(subject.groups)]
    if !subject.uid.isEmpty { info[.uid] = .string(subject.uid) }
    if !line[PrintFlags.output].isEmpty {
      var printer = try line.printer(line.formatRequest(in: context))
      let review: Value = [
        "apiVersion": "authentication.k8s.io/v1", "kind": "SelfSubjectReview",
        "metadata": [.creationTimestamp: .string(context.api.now.rfc3339)], "status": ["userInfo": info],
      ]
      return try context.print(review, with: &printer)
    }
    var tabs = TabWriter(.table)
    tabs.write("ATTRIBUTE\tVALUE\nUsername\t\(subject.user)\n")
    if !subject.uid.isEmpty { tabs.write("UID\t\(subject.uid)\n") }
    tabs.write("Groups\t[\(subject.groups.joined(separator: " "))]\n")
    context.output.write(tabs.take())
  }
}

/// Who a request is made as: the administrator of the simulated cluster, or who `--as` names.
struct Subject {
  var user = "admin"
  var uid = "uid1"
  var groups = ["system:masters", "system:authenticated"]

  init(_ line: CommandLine) {
    let other = line[GlobalFlags.impersonatedUser]
    if other.isEmpty { return }
    user = other
    uid = ""
    let named = line[GlobalFlags.impersonatedGroups]
    groups = (named.isEmpty ? Self.groups(of: other) : named) + ["system:authenticated"]
  }

  /// Service accounts belong to groups by their name.
  private static func groups(of user: String) -> [String] {
    let parts = user.split(separator: ":").map(String.init)
    guard parts.count == 4, parts[0] == "system", parts[1] == "serviceaccount" else { return [] }
    return ["system:serviceaccounts", "system:serviceaccounts:\(parts[2])"]
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
}
