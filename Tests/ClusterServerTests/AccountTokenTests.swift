// Tokens of service accounts: who brings one is the account, and may do what roles allow.
import ClusterAPI
import ClusterSim
import KubeKinds
import KubeObjects
import SimCore
import Testing

@testable import ClusterServer

@Suite struct AccountTokenTests {
  private static let accounts = "/api/v1/namespaces/default/serviceaccounts"
  private static let pods = "/api/v1/namespaces/default/pods"
  private static let key = TokenKey(Array("secret".utf8))

  private let server: ServedCluster

  init() throws {
    server = ServedCluster(tokens: Self.key)
    _ = try server.cluster.settle(limit: .minutes(1))
  }

  private func token(_ spec: Value = [:]) -> String {
    let answer = server.ask("POST", Self.accounts + "/default/token", ["spec": spec])
    #expect(answer.code == 201)
    return answer.body[.status]["token"].text
  }

  private func ask(_ method: String, _ target: String, _ body: Value? = nil, with token: String) -> (Int, Value) {
    var request = APIRequest(
      method: method, target: target, headers: [("content-type", "application/json")],
      body: body.map { JSONWriter.bytes($0) } ?? [])
    request.claims = Self.key.claims(of: token) ?? .null
    guard case .answer(let answer) = server.service.perform(ReceivedRequest(request)) else { return (0, .null) }
    return (answer.code, (try? JSONReader.read(bytes: answer.bytes(server.service.types))) ?? .null)
  }

  @Test func onlyItsOwnTokensAreBelieved() {
    let token = token()
    #expect(Self.key.claims(of: token)?["sub"] == "system:serviceaccount:default:default")
    #expect(TokenKey().claims(of: token) == nil)
    #expect(Self.key.claims(of: token + "A") == nil)
    #expect(Self.key.claims(of: "a.b") == nil && Self.key.claims(of: "") == nil)
  }

  @Test func rolesSayWhatAnAccountMayDo() {
    let token = token()
    let refused = ask("GET", Self.pods, with: token)
    #expect(refused.0 == 403)
    #expect(
      refused.1[.message] == """
        pods is forbidden: User "system:serviceaccount:default:default" cannot list resource "pods" in API group "" in the \
        namespace "default"
        """)
    let rbac = "/apis/rbac.authorization.k8s.io/v1/namespaces/default/rolebindings"
    let binding: Value = [
      "metadata": ["name": "view"],
      "roleRef": ["apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "view"],
      "subjects": [["kind": "ServiceAccount", "name": "default", "namespace": "default"]],
    ]
    #expect(server.ask("POST", rbac, binding).code == 201)
    #expect(ask("GET", Self.pods, with: token).0 == 200)
    #expect(ask("GET", "/api/v1/namespaces/kube-system/pods", with: token).0 == 403)
    #expect(ask("GET", Self.pods + "?watch=1", with: token).0 == 0, "a watch")
    #expect(ask("GET", "/apis", with: token).0 == 200)
    #expect(
      ask("GET", "/metrics", with: token).1[.message]
        == #"forbidden: User "system:serviceaccount:default:default" cannot get path "/metrics""#)
  }

  @Test func whoAsksIsToldWhoTheyAre() {
    let answer = ask(
      "POST", "/apis/authentication.k8s.io/v1/selfsubjectreviews",
      ["apiVersion": "authentication.k8s.io/v1", "kind": "SelfSubjectReview"], with: token())
    let info = answer.1[.status]["userInfo"]
    #expect(info["username"] == "system:serviceaccount:default:default")
    #expect(
      info["groups"] == ["system:serviceaccounts", "system:serviceaccounts:default", "system:authenticated"])
    #expect(info["extra"]["authentication.kubernetes.io/credential-id"][index: 0].text.hasPrefix("JTI="))
  }

  @Test func tokensEnd() throws {
    let token = token(["expirationSeconds": 600])
    #expect(ask("GET", "/apis", with: token).0 == 200)
    try server.cluster.advance(to: server.cluster.now + .minutes(11))
    #expect(ask("GET", "/apis", with: token).0 == 401)
  }

  @Test func tokensForOthersAreRefused() {
    #expect(ask("GET", "/apis", with: token(["audiences": ["vault"]])).0 == 401)
  }

  @Test func anAccountThatIsMadeAnewIsAnother() throws {
    #expect(server.ask("POST", Self.accounts, ["metadata": ["name": "job"]]).code == 201)
    let token = server.ask("POST", Self.accounts + "/job/token", ["spec": [:]]).body[.status]["token"].text
    #expect(ask("GET", "/apis", with: token).0 == 200)
    #expect(server.ask("DELETE", Self.accounts + "/job").code == 200)
    #expect(server.ask("POST", Self.accounts, ["metadata": ["name": "job"]]).code == 201)
    #expect(ask("GET", "/apis", with: token).0 == 401)
  }
}
