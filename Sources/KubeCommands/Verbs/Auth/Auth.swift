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
    if !line[PrintFlags.output].isEmpty {
      var printer = try line.printer(line.formatRequest(in: context))
      let review: Value = [
        "apiVersion": "authentication.k8s.io/v1", "kind": "SelfSubjectReview",
        "metadata": [.creationTimestamp: .string(context.api.now.rfc3339)], "status": ["userInfo": subject.info],
      ]
      if line[PrintFlags.output].lowercased() == "json" {
        return context.output.write(TypedJSON.write(review, names: fieldOrder, indent: "    "))
      }
      return try context.print(review, with: &printer)
    }
    var tabs = TabWriter(.table)
    tabs.write("ATTRIBUTE\tVALUE\nUsername\t\(subject.user)\n")
    if !subject.uid.isEmpty { tabs.write("UID\t\(subject.uid)\n") }
    tabs.write("Groups\t[\(subject.groups.joined(separator: " "))]\n")
    for name in subject.extra.fields.keys.sorted(by: { $0.text < $1.text }) {
      let values = subject.extra.fields[name]?.elements.map(\.text) ?? []
      tabs.write("Extra: \(name.text)\t[\(values.joined(separator: " "))]\n")
    }
    context.output.write(tabs.take())
  }
}

/// The fields of a `SelfSubjectReview` in the order of its type.
private let fieldOrder = ["kind", "apiVersion", "metadata", "status", "userInfo", "username", "uid", "groups", "extra"]

extension Subject {
  /// The administrator of the simulated cluster, or who `--as` names.
  init(_ line: CommandLine) {
    let other = line[GlobalFlags.impersonatedUser]
    self.init()
    if other.isEmpty { return }
    self = Subject(
      as: other, groups: line[GlobalFlags.impersonatedGroups], uid: line[GlobalFlags.impersonatedUID])
    for attribute in line[GlobalFlags.impersonatedExtra] {
      guard let sign = attribute.firstIndex(of: "=") else { continue }
      // They travel as names of headers, which know no capitals.
      let name = Key(String(attribute[..<sign]).lowercased())
      extra[name].append(.string(String(attribute[attribute.index(after: sign)...])))
    }
  }
}
