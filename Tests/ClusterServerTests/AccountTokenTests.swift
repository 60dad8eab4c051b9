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

  // MARK: Tokens that live with an object

  private static let secrets = "/api/v1/namespaces/default/secrets"

  private func make(pod: String, account: String = "default") -> Value {
    server.ask(
      "POST", Self.pods,
      [
        "metadata": ["name": .string(pod)],
        "spec": [
          "serviceAccountName": .string(account), "containers": [["name": "main", "image": "nginx:1.27"]],
        ],
      ]
    ).body
  }

  private func bound(_ kind: String, _ name: String, uid: String = "") -> Value {
    var reference: Value = ["apiVersion": "v1", "kind": .string(kind), "name": .string(name)]
    if !uid.isEmpty { reference["uid"] = .string(uid) }
    return ["boundObjectRef": reference]
  }

  @Test(arguments: [
    ("Pod", "nosuch", "", 404, #"pods "nosuch" not found"#),
    ("Secret", "nosuch", "", 404, #"secrets "nosuch" not found"#),
    ("Node", "nosuch", "", 404, #"nodes "nosuch" not found"#),
    ("ConfigMap", "kube-root-ca.crt", "", 400, "cannot bind token to object of type /v1, Kind=ConfigMap"),
    (
      "Pod", "other", "", 400,
      #"cannot bind token for serviceaccount "default" to pod running with different serviceaccount name."#
    ),
    (
      "Pod", "web", "12", 409,
      #"Operation cannot be fulfilled on Pod "web": the UID in the bound object reference (12) does not match the UID "#
        + "in record. The object might have been deleted and then recreated"
    ),
  ])
  func whatATokenCannotLiveWith(kind: String, name: String, uid: String, code: Int, message: String) {
    #expect(server.ask("POST", Self.accounts, ["metadata": ["name": "job"]]).code == 201)
    _ = make(pod: "web")
    _ = make(pod: "other", account: "job")
    let answer = server.ask("POST", Self.accounts + "/default/token", ["spec": bound(kind, name, uid: uid)])
    #expect(answer.code == code)
    #expect(answer.body[.message].text == message)
  }

  @Test func aTokenEndsWithItsPod() throws {
    let uid = make(pod: "web")[.metadata][.uid].text
    try server.cluster.advance(to: server.cluster.now + .seconds(30))
    let token = token(bound("Pod", "web", uid: uid))
    #expect(ask("GET", "/apis", with: token).0 == 200)
    let told = Self.key.claims(of: token)?["kubernetes.io"] ?? .null
    #expect(told["pod"] == ["name": "web", "uid": .string(uid)])
    let node = server.ask("GET", "/api/v1/nodes/" + told["node"]["name"].text).body
    #expect(told["node"]["uid"] == node[.metadata][.uid] && node[.kind] == "Node")
    #expect(server.ask("DELETE", Self.pods + "/web?gracePeriodSeconds=0").code == 200)
    #expect(ask("GET", "/apis", with: token).0 == 401)
    _ = make(pod: "web")
    #expect(ask("GET", "/apis", with: token).0 == 401, "the next pod of the name is another")
  }

  @Test func aTokenEndsWithItsSecretOrNode() {
    #expect(server.ask("POST", Self.secrets, ["metadata": ["name": "door"]]).code == 201)
    let node = server.ask("GET", "/api/v1/nodes").body[.items][index: 0][.metadata][.name].text
    for (token, path) in [
      (token(bound("Secret", "door")), Self.secrets + "/door"), (token(bound("Node", node)), "/api/v1/nodes/\(node)"),
    ] {
      #expect(ask("GET", "/apis", with: token).0 == 200)
      #expect(server.ask("DELETE", path).code == 200)
      #expect(ask("GET", "/apis", with: token).0 == 401)
    }
  }

  @Test func aPodIsToldWithItsToken() {
    let uid = make(pod: "web")[.metadata][.uid]
    let answer = ask(
      "POST", "/apis/authentication.k8s.io/v1/selfsubjectreviews",
      ["apiVersion": "authentication.k8s.io/v1", "kind": "SelfSubjectReview"], with: token(bound("Pod", "web")))
    let extra = answer.1[.status]["userInfo"]["extra"]
    #expect(extra["authentication.kubernetes.io/pod-name"] == ["web"])
    #expect(extra["authentication.kubernetes.io/pod-uid"] == [uid])
    #expect(extra["authentication.kubernetes.io/node-name"][index: 0].text.isEmpty == false)
  }

  /// Programs that read their token once are given a year.
  @Test func tokensThatPodsAskForLastLonger() throws {
    _ = make(pod: "web")
    var spec = bound("Pod", "web")
    spec["expirationSeconds"] = 3607
    let tokens = [token(spec), token(["expirationSeconds": 3607])]
    try server.cluster.advance(to: server.cluster.now + .hours(2))
    #expect(tokens.map { ask("GET", "/apis", with: $0).0 } == [200, 401])
  }

  @Test(arguments: [("name", "other"), ("namespace", "kube-system")])
  func aRequestNamesItsOwnAccount(key: String, value: String) {
    let answer = server.ask(
      "POST", Self.accounts + "/default/token", ["metadata": [Key(key): .string(value)], "spec": [:]])
    #expect(answer.code == 422)
    #expect(
      answer.body[.message].text
        == #"TokenRequest.authentication.k8s.io "default" is invalid: metadata.\#(key): Invalid value: "\#(value)": "#
        + "must match the service account \(key) if specified")
  }
}
