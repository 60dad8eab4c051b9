// What the server says about itself: health, version, groups and kinds.
import ClusterAPI
import KubeKinds
import KubeObjects

extension APIService {
  /// - Throws: `NotAcceptable`.
  func about(_ path: APIPath, _ request: APIRequest) throws(APIStatus) -> Answer {
    let documents = DiscoveryDocuments(cluster.catalog)
    switch path.subject {
    case .health(let endpoint, let check):
      let text = HealthText.text(endpoint, check, isVerbose: path.query["verbose"] != nil)
      return text.map { .text($0) } ?? .noSuchPath
    case .version: return .json(ServerVersion.answer(cluster.serverVersion))
    case .coreVersions:
      if let answer = aggregated(path, request, ofCore: true) { return answer }
      return try document(documents.coreVersions, "meta/v1.APIVersions", path, request)
    case .groups:
      if let answer = aggregated(path, request, ofCore: false) { return answer }
      return try document(documents.groups, "meta/v1.APIGroupList", path, request)
    case .group(let name): return try document(documents.group(name), "meta/v1.APIGroup", path, request)
    case .resources(let version):
      return try document(documents.resources(version), "meta/v1.APIResourceList", path, request)
    case .objects, .object: return .noSuchPath
    }
  }

  private func document(
    _ value: Value, _ type: String?, _ path: APIPath, _ request: APIRequest
  ) throws(APIStatus) -> Answer {
    var answer = Answer(.object(value, type: type))
    guard let form = AnswerForm.negotiated(request, path.query) else { throw .notAcceptable }
    answer.form = form
    return answer
  }

  /// All groups and kinds in one document, for clients that ask for that first.
  private func aggregated(_ path: APIPath, _ request: APIRequest, ofCore: Bool) -> Answer? {
    guard let form = AnswerForm.negotiated(request, path.query, isDiscovery: true),
      case .aggregatedDiscovery(let version) = form.shape
    else { return nil }
    let groups = DiscoveryDocuments(cluster.catalog).aggregated(ofCore: ofCore)
    var answer = Answer(
      .object(
        [
          .kind: "APIGroupDiscoveryList", .apiVersion: .string("apidiscovery.k8s.io/\(version)"), .metadata: [:],
          .items: .array(groups),
        ], type: nil))
    answer.form = form
    return answer
  }
}
