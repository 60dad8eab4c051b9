// The options that stand in a request's query, read into what the one door takes.
import ClusterAPI
import KubeKinds
import KubeObjects

/// A query's values by name.
typealias Query = [String: String]

extension WriteOptions {
  /// - Throws: `Invalid` for values that the API does not know.
  init(_ query: Query, _ request: APIRequest, kind: String) throws(APIStatus) {
    let manager = query["fieldManager"] ?? ""
    self.init(
      isDryRun: try Self.isDryRun(query["dryRun"].map { [$0] } ?? [], kind),
      fieldManager: manager.isEmpty ? Self.manager(request) : manager)
    guard let text = query["fieldValidation"], !text.isEmpty else {
      fieldValidation = .warn
      return
    }
    guard let validation = FieldValidation(rawValue: text) else {
      throw .invalid(
        group: "meta.k8s.io", kind: kind, name: "",
        [.notSupported(FieldPath("fieldValidation"), .string(text), ["Ignore", "Strict", "Warn"])])
    }
    fieldValidation = validation
  }

  /// Who writes, when the request does not say: the client's name up to the slash.
  private static func manager(_ request: APIRequest) -> String {
    String(request.header("user-agent").prefix { $0 != "/" }.prefix(128))
  }

  static func isDryRun(_ values: [String], _ kind: String) throws(APIStatus) -> Bool {
    let stages = values.flatMap { $0.split(separator: ",").map(String.init) }.filter { !$0.isEmpty }
    if let other = stages.first(where: { $0 != "All" }) {
      throw .invalid(
        group: "meta.k8s.io", kind: kind, name: "", [.notSupported(FieldPath("dryRun"), .string(other), ["All"])])
    }
    return !stages.isEmpty
  }
}

extension DeleteOptions {
  /// Options from the body, where one was sent, and from the query.
  init(_ query: Query, _ body: Value) throws(APIStatus) {
    self.init()
    let grace = body["gracePeriodSeconds"].int ?? query["gracePeriodSeconds"].flatMap { Int64($0) }
    gracePeriodSeconds = grace
    uid = body["preconditions"][.uid].string
    resourceVersion = body["preconditions"][.resourceVersion].string
    let stages = body["dryRun"].elements.map(\.text) + (query["dryRun"].map { [$0] } ?? [])
    isDryRun = try WriteOptions.isDryRun(stages, "DeleteOptions")
    propagation = try Self.propagation(query, body)
  }

  private static func propagation(_ query: Query, _ body: Value) throws(APIStatus) -> PropagationPolicy? {
    if let text = body["propagationPolicy"].string ?? query["propagationPolicy"], !text.isEmpty {
      guard let policy = PropagationPolicy(rawValue: text) else {
        throw .invalid(
          group: "meta.k8s.io", kind: "DeleteOptions", name: "",
          [
            .notSupported(
              FieldPath("propagationPolicy"), .string(text), ["Background", "Foreground", "Orphan", "nil"])
          ])
      }
      return policy
    }
    let orphans = body["orphanDependents"].bool ?? query["orphanDependents"].map { $0 == "true" || $0 == "1" }
    return orphans.map { $0 ? .orphan : .background }
  }
}

extension ListOptions {
  /// - Throws: `BadRequest` for selectors and numbers that can't be read.
  init(_ query: Query) throws(APIStatus) {
    self.init()
    do throws(SelectorError) {
      if let text = query["labelSelector"], !text.isEmpty { labelSelector = try LabelSelector(parsing: text) }
      if let text = query["fieldSelector"], !text.isEmpty { fieldSelector = try FieldSelector(parsing: text) }
    } catch {
      throw .badRequest(error.message)
    }
    if let text = query["limit"], !text.isEmpty {
      guard let number = Int(text) else {
        throw .badRequest("strconv.ParseInt: parsing \(GoText.quoted(text)): invalid syntax")
      }
      limit = max(0, number)
    }
    if let text = query["continue"], !text.isEmpty { continuation = text }
    if let text = query["resourceVersion"], !text.isEmpty { resourceVersion = text }
  }
}

extension Query {
  /// A flag as Go's `strconv.ParseBool` reads it.
  func flag(_ name: String) -> Bool { ["1", "t", "T", "true", "TRUE", "True"].contains(self[name] ?? "") }
}
