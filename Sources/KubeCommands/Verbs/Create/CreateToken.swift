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
    let request = try TokenRequest(line, context, name: name).answered()
    guard report.printsObjects else {
      return context.output.write("\(request[.status]["token"].text)\n")
    }
    try report.report("", request)
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

/// One request for a token, and its answer.
private struct TokenRequest {
  private let line: CommandLine
  private let context: CommandContext
  private let account: Value
  private static let issuer = "https://kubernetes.default.svc.cluster.local"
  /// What a server gives to who asks for no time of its own.
  private static let usualDuration = TimeSpan.hours(1)
  private static let shortest = TimeSpan.minutes(10)

  init(_ line: CommandLine, _ context: CommandContext, name: String) throws(CommandError) {
    self.line = line
    self.context = context
    guard let kind = context.api.catalog.kind(.serviceAccount) else {
      throw .text("failed to create token: there are no service accounts here")
    }
    do throws(APIStatus) {
      account = try context.api.get(kind, namespace: line.namespace(in: context), name: name, subresource: nil)
    } catch {
      throw .text("failed to create token: \(error.message)")
    }
  }

  private var duration: TimeSpan {
    line[CreateToken.duration] == .zero ? Self.usualDuration : line[CreateToken.duration]
  }

  private var audiences: [String] {
    line[CreateToken.audiences].isEmpty ? [Self.issuer] : line[CreateToken.audiences]
  }

  func answered() throws(CommandError) -> Value {
    if duration < Self.shortest {
      throw .text(
        "failed to create token: TokenRequest.authentication.k8s.io \"\" is invalid: spec.expirationSeconds: "
          + "Invalid value: \(duration.nanoseconds / 1_000_000_000): may not specify a duration less than 10 minutes")
    }
    let now = context.api.now
    let metadata = account[.metadata]
    var spec: Value = [
      "audiences": .strings(audiences), "boundObjectRef": .null,
      "expirationSeconds": .int(duration.nanoseconds / 1_000_000_000),
    ]
    if !line[CreateToken.boundKind].isEmpty { spec["boundObjectRef"] = bound }
    return [
      "apiVersion": "authentication.k8s.io/v1", "kind": "TokenRequest",
      "metadata": [
        "creationTimestamp": .string(now.rfc3339), "name": metadata[.name], "namespace": metadata[.namespace],
      ],
      "spec": spec,
      "status": ["expirationTimestamp": .string((now + duration).rfc3339), "token": .string(token(at: now))],
    ]
  }

  private var bound: Value {
    var reference: Value = [
      "apiVersion": "v1", "kind": .string(line[CreateToken.boundKind]), "name": .string(line[CreateToken.boundName]),
    ]
    if !line[CreateToken.boundUID].isEmpty { reference["uid"] = .string(line[CreateToken.boundUID]) }
    return reference
  }

  /// A JSON web token (RFC 7519) whose signature is only a sum of its content.
  private func token(at now: Instant) -> String {
    let metadata = account[.metadata]
    let claims: Value = [
      "aud": .strings(audiences), "exp": .int((now + duration).unixSeconds), "iat": .int(now.unixSeconds),
      "iss": .string(Self.issuer), "nbf": .int(now.unixSeconds),
      "kubernetes.io": [
        "namespace": metadata[.namespace], "serviceaccount": ["name": metadata[.name], "uid": metadata[.uid]],
      ],
      "sub": .string("system:serviceaccount:\(metadata[.namespace].text):\(metadata[.name].text)"),
    ]
    let content = part(["alg": "RS256", "kid": "stsctl"]) + "." + part(claims)
    return content + "." + encoded(SHA256.digest(Array(content.utf8)))
  }

  private func part(_ value: Value) -> String { encoded(JSONWriter.bytes(value)) }

  private func encoded(_ bytes: [UInt8]) -> String {
    String(Base64.encode(bytes).compactMap { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 == "=" ? nil : $0 })
  }
}
