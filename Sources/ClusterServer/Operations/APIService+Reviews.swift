// Reviews: questions about who one is and what one may do. They are answered and not kept.
import ClusterAPI
import KubeKinds
import KubeObjects

extension APIService {
  private static let groups: Set<String> = ["authentication.k8s.io", "authorization.k8s.io"]

  static func isReview(_ kind: Kind) -> Bool { groups.contains(kind.group) && kind.name.hasSuffix("Review") }

  /// The answer to a review. Whoever has the token is the administrator, and may do everything.
  func review(_ call: Call) throws(APIStatus) -> Answer {
    let form = try call.form()
    var review = try call.body.object(call.kind)
    review[.apiVersion] = .string("\(call.kind.groupVersion)")
    review[.kind] = .string(call.kind.name)
    review[.metadata].setDefault(.creationTimestamp, .null)
    switch call.kind.name {
    case "SelfSubjectReview": review[.status] = ["userInfo": Self.administrator]
    case "SelfSubjectAccessReview": review[.status] = ["allowed": true]
    case "SelfSubjectRulesReview": review[.status] = Self.everything
    default: throw .methodNotAllowed
    }
    return answer(.object(review, type: nil), form, call.kind, code: 201)
  }

  private static let administrator: Value = [
    "username": "admin", "uid": "uid1", "groups": ["system:masters", "system:authenticated"],
  ]

  private static let everything: Value = [
    "incomplete": false, "resourceRules": [["verbs": ["*"], "apiGroups": ["*"], "resources": ["*"]]],
    "nonResourceRules": [["verbs": ["*"], "nonResourceURLs": ["*"]]],
  ]
}
