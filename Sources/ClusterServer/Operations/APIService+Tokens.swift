// Tokens of service accounts, asked for at their subresource `token`.
import ClusterAPI
import KubeKinds
import KubeObjects
import SimCore

extension APIService {
  func issueToken(_ call: Call, _ name: String, _ form: AnswerForm) throws(APIStatus) -> Answer {
    let request = try call.body.object(.tokenRequest)
    try Self.check(request[.metadata], name: name, namespace: call.namespace)
    let account = try cluster.get(call.kind, namespace: call.namespace, name: name, subresource: nil)
    let asked = request[.spec]
    var token = AccountToken(account: account)
    token.audiences = asked["audiences"].elements.map(\.text)
    if let seconds = asked["expirationSeconds"].int { token.duration = .seconds(seconds) }
    token.boundTo = asked["boundObjectRef"]
    let answered = try token.answered(in: cluster, signedWith: tokens)
    return answer(.object(answered, type: nil), form, call.kind, code: 201)
  }

  /// A request that names an account names the one it is sent to.
  private static func check(_ metadata: Value, name: String, namespace: String) throws(APIStatus) {
    for (key, right) in [(Key.name, name), (.namespace, namespace)] {
      let given = metadata[key].text
      if given.isEmpty || given == right { continue }
      throw .invalid(
        group: "authentication.k8s.io", kind: "TokenRequest", name: name,
        [
          .invalid(
            FieldPath("metadata").child(key.description), .string(given),
            "must match the service account \(key) if specified")
        ])
    }
  }
}
