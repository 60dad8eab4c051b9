// Who sends a request, as far as a token says.
import ClusterAPI
import ClusterServer
import KubeObjects

/// Who asks.
enum Caller: Equatable {
  case administrator
  /// Someone with a token of a service account, which says this. Whether it is still good, the cluster knows.
  case account(Value)
  /// Someone without a token, or with a wrong one.
  case stranger

  init(_ request: APIRequest, _ setup: ConnectionSetup) {
    let start = "Bearer "
    let header = request.header("authorization")
    let given = header.hasPrefix(start) ? header.dropFirst(start.count) : ""
    if let claims = given.isEmpty ? nil : setup.tokens.claims(of: given) {
      self = setup.token != nil || LocalName.isOne(request.header("host")) ? .account(claims) : .stranger
      return
    }
    self = Self.isPublic(request.path) || Self.isAdministrator(given, request, setup) ? .administrator : .stranger
  }

  /// How the server is and which version it has, everybody may know.
  private static func isPublic(_ path: Substring) -> Bool {
    if path == "/version" { return true }
    return ["/healthz", "/livez", "/readyz"].contains { path == $0 || path.hasPrefix($0 + "/") }
  }

  private static func isAdministrator(_ given: Substring, _ request: APIRequest, _ setup: ConnectionSetup) -> Bool {
    guard let token = setup.token else { return LocalName.isOne(request.header("host")) }
    return ConstantTime.areSame(Array(given.utf8), Array(token.utf8))
  }
}

/// Names by which programs of this machine reach it. A page in a browser that was sent here under a name of its own
/// says that name.
enum LocalName {
  static func isOne(_ host: String) -> Bool {
    let name = host.hasPrefix("[") ? host.prefix { $0 != "]" }.dropFirst() : host.prefix { $0 != ":" }
    let digits = name.split(separator: ".", omittingEmptySubsequences: false)
    let isAddress = digits.count == 4 && digits[0] == "127" && digits.allSatisfy { UInt8($0) != nil }
    return name == "localhost" || name == "::1" || isAddress
  }
}
