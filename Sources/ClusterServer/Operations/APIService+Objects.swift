// Requests about one object, or a subresource of it.
import ClusterAPI
import KubeKinds
import KubeObjects
import SimCore

extension APIService {
  func object(_ call: Call, _ name: String, _ subresource: Kind.Subresource?) throws(APIStatus) -> Outcome {
    try checkVerb(call, subresource)
    if let subresource, Self.isInContainer(subresource) {
      return .answer(try containerRefusal(call, name, subresource))
    }
    switch call.request.method {
    case "GET": return .answer(try read(call, name, subresource))
    case "PUT": return .answer(try replace(call, name, subresource))
    case "PATCH": return .answer(try patch(call, name, subresource))
    case "DELETE": return .answer(try delete(call, name))
    case "POST": return .answer(try post(call, name, subresource))
    default: throw .methodNotAllowed
    }
  }

  private static let verbs = [
    "GET": "get", "PUT": "update", "PATCH": "patch", "DELETE": "delete", "POST": "create",
  ]

  private func checkVerb(_ call: Call, _ subresource: Kind.Subresource?) throws(APIStatus) {
    guard let verb = Self.verbs[call.request.method] else { throw .methodNotAllowed }
    let offered = subresource.map { DiscoveryDocuments.verbs(of: $0) } ?? call.kind.verbs.filter { $0 != "create" }
    if !offered.contains(verb) { throw .methodNotAllowed }
  }

  private func read(_ call: Call, _ name: String, _ subresource: Kind.Subresource?) throws(APIStatus) -> Answer {
    let form = try call.form()
    if let version = try ListChecks.version(call.query["resourceVersion"]) {
      try ListChecks.checkReached(version, cluster)
    }
    let object = try cluster.get(call.kind, namespace: call.namespace, name: name, subresource: subresource)
    return answer(told(object, call, subresource, form), form, call.kind)
  }

  /// An object as it is told, with everybody who owns its fields.
  private func told(
    _ object: Value, _ call: Call, _ subresource: Kind.Subresource?, _ form: AnswerForm
  ) -> Answer.Content {
    let isWhole = subresource == nil || subresource == .status
    let object = isWhole && form.tellsOwners ? cluster.withOwners(object, call.kind) : object
    return .object(object, type: type(call, subresource))
  }

  /// The type of what is answered; the sizes of all kinds are of one.
  private func type(_ call: Call, _ subresource: Kind.Subresource?) -> String? {
    subresource == .scale ? Kind.scale.schemaType : call.kind.schemaType
  }

  private func replace(_ call: Call, _ name: String, _ subresource: Kind.Subresource?) throws(APIStatus) -> Answer {
    let form = try call.form()
    let object = try call.body.object(subresource == .scale ? .scale : call.kind)
    try SentObject.checkPlace(object, namespace: call.namespace, name: name)
    var options = try WriteOptions(call.query, call.request, kind: "UpdateOptions")
    options.faults = call.body.faults
    let written = try cluster.update(
      call.kind, namespace: call.namespace, object, subresource: subresource, options)
    return answer(
      told(written.object, call, subresource, form), form, call.kind, warnings: written.warnings)
  }

  private func patch(_ call: Call, _ name: String, _ subresource: Kind.Subresource?) throws(APIStatus) -> Answer {
    let form = try call.form()
    let patch = try call.body.patch(force: call.query.flag("force"))
    var options = try WriteOptions(call.query, call.request, kind: "PatchOptions")
    try checkApply(patch, call.query)
    let warnings = patch.form == .apply ? try call.body.warningsOfConfiguration(options) : []
    if patch.form != .apply { options.faults = call.body.faults(patch) }
    let before = cluster.revision
    let isNew = patch.form == .apply && !exists(call, name)
    let written = try cluster.patch(
      call.kind, namespace: call.namespace, name: name, patch, subresource: subresource, options)
    let isCreated = isNew && (options.isDryRun || cluster.revision > before)
    return answer(
      told(written.object, call, subresource, form), form, call.kind, code: isCreated ? 201 : 200,
      warnings: warnings + written.warnings)
  }

  private func exists(_ call: Call, _ name: String) -> Bool {
    (try? cluster.get(call.kind, namespace: call.namespace, name: name, subresource: nil)) != nil
  }

  /// Server-side apply needs to know who applies; only it may be forced.
  private func checkApply(_ patch: Patch, _ query: Query) throws(APIStatus) {
    var findings: [FieldError] = []
    if patch.form == .apply {
      if query["fieldManager"] ?? "" == "" {
        findings.append(.required(FieldPath("fieldManager"), "is required for apply patch"))
      }
    } else if query["force"] != nil {
      findings.append(.forbidden(FieldPath("force"), "may not be specified for non-apply patch"))
    }
    if !findings.isEmpty { throw .invalid(group: "meta.k8s.io", kind: "PatchOptions", name: "", findings) }
  }

  private func delete(_ call: Call, _ name: String) throws(APIStatus) -> Answer {
    let form = try call.form()
    let options = try DeleteOptions(call.query, try call.body.deleteOptions())
    let deleted = try cluster.delete(call.kind, namespace: call.namespace, name: name, options)
    if DeletionAnswer.isObject(deleted, call.kind, options, in: cluster) {
      return answer(told(deleted, call, nil, form), form, call.kind)
    }
    return answer(.object(DeletionAnswer.gone(deleted, call.kind), type: "meta/v1.Status"), form, call.kind)
  }

  private func post(_ call: Call, _ name: String, _ subresource: Kind.Subresource?) throws(APIStatus) -> Answer {
    let form = try call.form()
    guard let subresource else { throw .methodNotAllowed }
    if subresource == .token { return try issueToken(call, name, form) }
    guard let posted = subresource.postedKind else { throw .methodNotAllowed }
    let object = try call.body.object(posted)
    let written = try cluster.create(
      call.kind, namespace: call.namespace, name: name, object, subresource: subresource,
      try WriteOptions(call.query, call.request, kind: "CreateOptions"))
    let code = written.object["code"].int.map { Int($0) } ?? 201
    return answer(.object(written.object, type: nil), form, call.kind, code: code, warnings: written.warnings)
  }
}

extension Kind.Subresource {
  /// The kind of what is posted to the subresource; `nil` where nothing is.
  fileprivate var postedKind: Kind? {
    switch self {
    case .eviction: .eviction
    case .binding: .binding
    default: nil
    }
  }
}
