// Requests about all objects of a kind: list, watch, create, delete.
import ClusterAPI
import KubeKinds
import KubeObjects
import SimCore

extension APIService {
  func collection(_ call: Call, isEverywhere: Bool) throws(APIStatus) -> Outcome {
    switch call.request.method {
    case "GET":
      let namespace = isEverywhere ? nil : call.namespace
      if call.query.flag("watch") {
        try call.require("watch")
        return .watch(try WatchRequest(call, namespace: namespace, isCluster: cluster))
      }
      try call.require("list")
      return .answer(try list(call, namespace))
    case "POST":
      try call.require("create")
      if Self.isReview(call.kind) { return .answer(try review(call)) }
      if isEverywhere, call.kind.isNamespaced { throw .methodNotAllowed }
      return .answer(try create(call))
    case "DELETE":
      try call.require("deletecollection")
      if isEverywhere, call.kind.isNamespaced { throw .methodNotAllowed }
      return .answer(try deleteAll(call, isEverywhere ? nil : call.namespace))
    default: throw .methodNotAllowed
    }
  }

  func list(_ call: Call, _ namespace: String?) throws(APIStatus) -> Answer {
    let form = try call.form(ofList: true)
    try ListChecks.check(call.query)
    let options = try ListOptions(call.query)
    try checkVersion(options, call.query)
    var page = try pages.page(call.kind, namespace, options, cluster)
    // Who owns what has to be worked out. Programs that keep whole lists don't ask for pages, and never look at it.
    if options.limit > 0, form.tellsOwners { page.items = page.items.map { cluster.withOwners($0, call.kind) } }
    return answer(.list(page), form, call.kind)
  }

  /// An answer about objects of a kind, at the present time.
  func answer(
    _ content: Answer.Content, _ form: AnswerForm, _ kind: Kind, code: Int = 200, warnings: [String] = []
  ) -> Answer {
    var answer = Answer(content, code: code)
    answer.form = form
    answer.kind = kind
    answer.now = cluster.now
    answer.warnings = warnings
    return answer
  }

  /// A list is always of the newest version. One that asks for a version that is yet to come, or exactly for an old
  /// one, is told so.
  private func checkVersion(_ options: ListOptions, _ query: Query) throws(APIStatus) {
    if options.continuation != nil, (options.resourceVersion ?? "0") != "0" {
      throw .badRequest("specifying resource version is not allowed when using continue")
    }
    guard let version = try ListChecks.version(options.resourceVersion) else { return }
    try ListChecks.checkReached(version, cluster)
    if query["resourceVersionMatch"] == "Exact", version != cluster.revision {
      throw .expired("The resourceVersion for the provided list is too old.")
    }
  }

  private func create(_ call: Call) throws(APIStatus) -> Answer {
    let form = try call.form()
    let object = try call.body.object(call.kind)
    var options = try WriteOptions(call.query, call.request, kind: "CreateOptions")
    options.faults = call.body.faults
    if call.kind.groupVersion == Kind.binding.groupVersion, call.kind.name == Kind.binding.name {
      return try bind(call, object, form, options)
    }
    let written = try cluster.create(
      call.kind, namespace: call.namespace, name: nil, object, subresource: nil, options)
    let told = form.tellsOwners ? cluster.withOwners(written.object, call.kind) : written.object
    return answer(
      .object(told, type: call.kind.schemaType), form, call.kind, code: 201, warnings: written.warnings)
  }

  /// A binding that is posted by itself: the old way to put a pod on a node.
  private func bind(
    _ call: Call, _ binding: Value, _ form: AnswerForm, _ options: WriteOptions
  ) throws(APIStatus) -> Answer {
    guard let pods = cluster.catalog.kind(.pod) else { throw .methodNotAllowed }
    let written = try cluster.create(
      pods, namespace: call.namespace, name: binding[.metadata][.name].text, binding, subresource: .binding, options)
    return answer(.object(written.object, type: nil), form, call.kind, code: 201, warnings: written.warnings)
  }

  /// Deletes one after the other, as the API server does; the answer lists what was deleted.
  private func deleteAll(_ call: Call, _ namespace: String?) throws(APIStatus) -> Answer {
    let form = try call.form(ofList: true)
    let options = try DeleteOptions(call.query, try call.body.deleteOptions())
    let list = try cluster.list(call.kind, namespace: namespace, try ListOptions(call.query))
    for object in list.items {
      let metadata = object[.metadata]
      do throws(APIStatus) {
        _ = try cluster.delete(
          call.kind, namespace: metadata[.namespace].text, name: metadata[.name].text, options)
      } catch where error.reason == .notFound {
        continue
      }
    }
    let page = ObjectPage(kind: call.kind, items: list.items, resourceVersion: String(cluster.revision))
    return answer(.list(page), form, call.kind)
  }
}
