// Reviews: questions about who one is and what one may do. They are answered and not kept.
import ClusterAPI
import KubeKinds
import KubeObjects
import SimCore

extension APIService {
  private static let groups: Set<String> = ["authentication.k8s.io", "authorization.k8s.io"]

  static func isReview(_ kind: Kind) -> Bool { groups.contains(kind.group) && kind.name.hasSuffix("Review") }

  /// The answer to a review. Whoever has the token is the administrator, and may do everything in everybody's name.
  func review(_ call: Call) throws(APIStatus) -> Answer {
    let form = try call.form()
    var review = try call.body.object(call.kind)
    review[.apiVersion] = .string("\(call.kind.groupVersion)")
    review[.kind] = .string(call.kind.name)
    review[.metadata].setDefault(.creationTimestamp, .null)
    if call.kind.name == "SelfSubjectReview" { review[.metadata][.creationTimestamp] = .string(cluster.now.rfc3339) }
    switch call.kind.name {
    case "SelfSubjectReview": review[.status] = ["userInfo": call.subject.info]
    case "SelfSubjectAccessReview": review[.status] = try access(review[.spec], call.subject)
    case "SelfSubjectRulesReview": review[.status] = try rules(review[.spec], call.subject)
    default: throw .methodNotAllowed
    }
    return answer(.object(review, type: nil), form, call.kind, code: 201)
  }

  private func access(_ asked: Value, _ subject: Subject) throws(APIStatus) -> Value {
    let (resource, path) = (asked["resourceAttributes"], asked["nonResourceAttributes"])
    let part = resource["subresource"].text
    var request = AccessRequest(
      verb: resource["verb"].text, group: resource["group"].text,
      resource: resource["resource"].text + (part.isEmpty ? "" : "/\(part)"), name: resource[.name].text)
    if resource.isNull { request = AccessRequest(verb: path["verb"].text, path: path["path"].text) }
    let namespace = resource[.namespace].text
    let rules = try AccessRules(subject, namespace: namespace.isEmpty ? nil : namespace, cluster)
    return ["allowed": .bool(rules.allow(request))]
  }

  private func rules(_ asked: Value, _ subject: Subject) throws(APIStatus) -> Value {
    let rules = try AccessRules(subject, namespace: asked[.namespace].text, cluster).rules
    let (paths, resources) = (rules.filter { !$0["nonResourceURLs"].isNull }, rules.filter { !$0["resources"].isNull })
    return ["incomplete": false, "resourceRules": .array(resources), "nonResourceRules": .array(paths)]
  }
}
