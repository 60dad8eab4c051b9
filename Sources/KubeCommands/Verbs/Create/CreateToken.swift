// `kubectl create token`: a token that says who a service account is.
import ClusterAPI
import KubeKinds
import KubeObjects
import SimCore

enum CreateToken {
  static let audiences = Flag(each: "audience", help: "Who is to accept the token; may be repeated.")
  static let duration = Flag(duration: "duration", help: "How long the token is good for; zero lets the server choose.")
  static let boundKind = Flag(text: "bound-object-kind", help: "The kind of an object that the token lives with.")
    .completing(.choices(boundKinds))
  static let boundName = Flag(text: "bound-object-name", help: "The name of that object.")
  static let boundUID = Flag(text: "bound-object-uid", help: "The UID of that object.")

  static let command = Command(
    "token", usage: "SERVICE_ACCOUNT_NAME",
    CommandHelp(
      "Ask for a token of a service account",
      "Prints a token with which a program can say that it is a service account. The token of a simulated cluster has "
        + "the form of a real one and is signed by nobody.",
      examples: [Example("For an hour", "kubectl create token robot --duration=1h")]),
    flags: [audiences, duration, boundKind, boundName, boundUID] + PrintFlags.all,
    arguments: .names(of: "serviceaccounts")
  ) { line, context in
    let name = try FlagCreation.name(line)
    try check(line)
    let report = try ChangeReport(line, context)
    let request = try answer(line, context, name)
    guard report.printsObjects else {
      return context.output.write("\(request[.status]["token"].text)\n")
    }
    try report.report("", request)
  }

  private static func answer(
    _ line: CommandLine, _ context: CommandContext, _ name: String
  ) throws(CommandError) -> Value {
    guard let kind = context.api.catalog.kind(.serviceAccount) else {
      throw .text("failed to create token: there are no service accounts here")
    }
    do throws(APIStatus) {
      var token = AccountToken(
        account: try context.api.get(kind, namespace: line.namespace(in: context), name: name, subresource: nil))
      token.audiences = line[audiences]
      token.duration = line[duration]
      if !line[boundKind].isEmpty { token.boundTo = bound(line) }
      return try token.answered(in: context.api)
    } catch {
      throw .text("failed to create token: \(error.message)")
    }
  }

  private static func bound(_ line: CommandLine) -> Value {
    var reference: Value = [
      "apiVersion": "v1", "kind": .string(line[boundKind]), "name": .string(line[boundName]),
    ]
    if !line[boundUID].isEmpty { reference["uid"] = .string(line[boundUID]) }
    return reference
  }

  private static let boundKinds = ["Node", "Pod", "Secret"]

  private static func check(_ line: CommandLine) throws(CommandError) {
    if line[duration] < .zero { throw .text("--duration must be greater than or equal to 0") }
    if line[duration].nanoseconds % 1_000_000_000 != 0 {
      throw .text("duration cannot be expressed in units less than seconds")
    }
    if line[audiences].contains("") { throw .text("--audience must not be an empty string") }
    guard line[boundKind].isEmpty else {
      if !boundKinds.contains(line[boundKind]) {
        throw .text("supported --bound-object-kind values are \(boundKinds.joined(separator: ", "))")
      }
      if line[boundName].isEmpty {
        throw .text("--bound-object-name is required if --bound-object-kind is provided")
      }
      return
    }
    if !line[boundName].isEmpty {
      throw .text("--bound-object-name can only be set if --bound-object-kind is provided")
    }
    if !line[boundUID].isEmpty {
      throw .text("--bound-object-uid can only be set if --bound-object-kind is provided")
    }
  }
}
