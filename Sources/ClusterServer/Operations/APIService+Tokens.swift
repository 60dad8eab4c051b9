// Tokens of service accounts, asked for at their subresource `token`.
import ClusterAPI
import KubeKinds
import KubeObjects
import SimCore

extension APIService {
  func issueToken(_ call: Call, _ name: String, _ form: AnswerForm) throws(APIStatus) -> Answer {
    let account = try cluster.get(call.kind, namespace: call.namespace, name: name, subresource: nil)
    let asked = try call.body.object(.tokenRequest)[.spec]
    var token = AccountToken(account: account)
    token.audiences = asked["audiences"].elements.map(\.text)
    if let seconds = asked["expirationSeconds"].int { token.duration = .seconds(seconds) }
    token.boundTo = asked["boundObjectRef"]
    let answered = try token.answered(at: cluster.now, signedWith: tokens)
    return answer(.object(answered, type: nil), form, call.kind, code: 201)
  }
}
