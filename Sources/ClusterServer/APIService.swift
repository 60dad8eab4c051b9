// The REST API over a cluster: a request in, an answer or a watch out. No word of sockets here.
import ClusterAPI
import KubeKinds
import KubeObjects
import KubePrinters
import SimCore

/// A request whose text has been read, ready to be put to the cluster.
public struct ReceivedRequest: Sendable {
  public let request: APIRequest
  let body: RequestBody
  /// In whose name it is made, once that is known.
  var subject = Subject()

  /// Reads what does not depend on the cluster. Can be long work: a body of megabytes.
  public init(_ request: APIRequest) {
    self.request = request
    body = RequestBody(request)
  }
}

/// Answers requests for one cluster. All calls come from the one thread that owns the cluster.
public final class APIService {
  let cluster: any Simulation
  let pages = ListPages()
  let openAPI = OpenAPIDocuments()
  /// What tokens of service accounts are signed with.
  let tokens: TokenKey

  public init(_ cluster: any Simulation, tokens: TokenKey = TokenKey()) {
    self.cluster = cluster
    self.tokens = tokens
  }

  /// In which order the fields of answers come.
  public var types: FormatRequest.Types { FormatRequest.Types(schema: cluster.schema, catalog: cluster.catalog) }

  /// Does what a request asks for.
  public func perform(_ received: ReceivedRequest) -> Outcome {
    do throws(APIStatus) {
      return try outcome(received)
    } catch {
      return .answer(Answer(error, to: received.request))
    }
  }

  private func outcome(_ received: ReceivedRequest) throws(APIStatus) -> Outcome {
    var received = received
    received.subject = try subject(of: received.request)
    if let old = OldWatchPath(received.request.target) { return try watch(old, received) }
    let request = received.request
    if request.path.hasPrefix("/openapi/") {
      try demandPath(received)
      return .answer(openAPI.answer(request, cluster))
    }
    if request.path == "/", request.method == "GET" {
      try demandPath(received)
      return .answer(.json(DiscoveryDocuments(cluster.catalog).root))
    }
    guard let path = APIPath(request.target, in: cluster.catalog) else {
      try demandPath(received)
      return .answer(nothing(at: request.path))
    }
    switch path.subject {
    case .health: return .answer(try about(path, request))
    case .version, .coreVersions, .groups, .group, .resources:
      try demandPath(received)
      guard request.method == "GET" else { throw .methodNotAllowed }
      return .answer(try about(path, request))
    case .objects(let kind, let namespace):
      let call = Call(received, path.query, kind, namespace ?? "")
      try demand(call, "", "")
      return warned(try collection(call, isEverywhere: namespace == nil), kind)
    case .object(let kind, let namespace, let name, let subresource):
      let call = Call(received, path.query, kind, namespace)
      try demand(call, name, subresource?.rawValue ?? "")
      return warned(try object(call, name, subresource), kind)
    }
  }

  /// In whose name a request is made: that of whoever sends it, or of another in whose name the sender may act.
  private func subject(of request: APIRequest) throws(APIStatus) -> Subject {
    var sender = Subject()
    if !request.claims.isNull {
      guard let account = Subject(claims: request.claims, in: cluster) else { throw .unauthorized }
      sender = account
    }
    guard let other = request.impersonated else { return sender }
    if !sender.isMaster {
      try AccessRules.demandImpersonation(of: other, groups: request.impersonatedGroups, by: sender, in: cluster)
    }
    return other
  }

  /// Refuses a path that is no resource to those who may not ask for it. The version everybody may know.
  private func demandPath(_ received: ReceivedRequest) throws(APIStatus) {
    let path = String(received.request.path)
    if received.subject.isMaster || path == "/version" { return }
    try AccessRules.demand(received.request.method.lowercased(), path: path, of: received.subject, in: cluster)
  }

  /// Refuses what the one may not do in whose name a request is made.
  func demand(_ call: Call, _ name: String, _ subresource: String) throws(APIStatus) {
    guard !call.subject.isMaster, let verb = call.verb(isWhole: name.isEmpty) else { return }
    let namespace = call.namespace.isEmpty ? nil : call.namespace
    try AccessRules.demand(verb, call.kind, namespace, name, subresource, of: call.subject, in: cluster)
  }

  /// Who uses a kind that is to go is told so with every answer.
  private func warned(_ outcome: Outcome, _ kind: Kind) -> Outcome {
    guard let deprecation = kind.deprecation, case .answer(var answer) = outcome else { return outcome }
    if !answer.warnings.contains(deprecation) { answer.warnings.insert(deprecation, at: 0) }
    return .answer(answer)
  }

  /// Below a group and version that there is, an unknown path is answered with a status.
  private func nothing(at path: Substring) -> Answer {
    let words = path.split(separator: "/")
    let depth = words.first == "api" ? 2 : 3
    let root = "/" + words.prefix(depth).joined(separator: "/")
    guard words.count > depth, ["api", "apis"].contains(words.first), APIPath(root, in: cluster.catalog) != nil else {
      return .noSuchPath
    }
    return Answer(.unknownPath)
  }
}

/// A request about the objects of one kind.
struct Call {
  let request: APIRequest
  let body: RequestBody
  let query: Query
  let kind: Kind
  let namespace: String
  /// In whose name it is made.
  let subject: Subject

  init(_ received: ReceivedRequest, _ query: Query, _ kind: Kind, _ namespace: String) {
    request = received.request
    body = received.body
    self.query = query
    self.kind = kind
    self.namespace = namespace
    subject = received.subject
  }

  /// What is asked for, as roles name it; `nil` for what nothing answers.
  func verb(isWhole: Bool) -> String? {
    switch request.method {
    case "GET": !isWhole ? "get" : query.flag("watch") ? "watch" : "list"
    case "POST": "create"
    case "PUT": "update"
    case "PATCH": "patch"
    case "DELETE": isWhole ? "deletecollection" : "delete"
    default: nil
    }
  }

  /// The form of the answer.
  ///
  /// - Parameter isList: whether it is a list; `nil` for a watch, which has one object at a time and takes either.
  func form(ofList isList: Bool? = false) throws(APIStatus) -> AnswerForm {
    guard let form = AnswerForm.negotiated(request, query) else { throw .notAcceptable }
    switch form.shape {
    case .metadata(_, let wantsList) where isList == true && !wantsList:
      throw .notAcceptable(
        "you requested PartialObjectMetadata, but the requested object is a list (\(kind.goName)List)")
    case .metadata(_, let wantsList) where isList == false && wantsList:
      throw .notAcceptable(
        "you requested PartialObjectMetadataList, but the requested object is not a list (\(kind.goName))")
    case .table: try AnswerForm.checkIncluded(query)
    default: break
    }
    return form
  }

  /// Refuses what a kind can't do.
  func require(_ verb: String) throws(APIStatus) {
    if !kind.verbs.contains(verb) { throw .methodNotAllowed }
  }
}
