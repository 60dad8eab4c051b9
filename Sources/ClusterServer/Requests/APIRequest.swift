// A request to the API as its bytes say it, before anything is made of it.
import ClusterAPI
import KubeObjects

/// A request: the method, the path with its query, the headers and the body.
public struct APIRequest: Sendable {
  /// `GET`, `POST` ...
  public var method: String
  /// The path and what follows the question mark, still escaped.
  public var target: String
  /// Names in lower case.
  public var headers: [(name: String, value: String)]
  public var body: [UInt8]
  /// What the token says that it was sent with; `null` for the administrator's own.
  public var claims: Value = .null

  public init(method: String, target: String, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
    self.method = method
    self.target = target
    self.headers = headers
    self.body = body
  }

  /// The first header of a name, given in lower case; empty where there is none.
  public func header(_ name: String) -> String { headers.first { $0.name == name }?.value ?? "" }

  /// The path alone.
  public var path: Substring { target.prefix { $0 != "?" } }
}

extension APIRequest {
  /// The value of a query's name, for paths that are none of Kubernetes'.
  public func queryValue(_ name: String) -> String? { APIPath.query(of: target)[name] }
}

extension APIRequest {
  /// In whose name the request is made, when that is not the one who sent it (the `Impersonate-` headers).
  var impersonated: Subject? {
    let user = header("impersonate-user")
    if user.isEmpty { return nil }
    return Subject(as: user, groups: impersonatedGroups, uid: header("impersonate-uid"))
  }

  var impersonatedGroups: [String] { headers.filter { $0.name == "impersonate-group" }.map(\.value) }
}
