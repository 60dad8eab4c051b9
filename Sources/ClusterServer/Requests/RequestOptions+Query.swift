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
    try FieldManagerName.check(manager, kind)
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
    let asked = try query.number("gracePeriodSeconds")
    gracePeriodSeconds = body["gracePeriodSeconds"].int ?? asked
    uid = body["preconditions"][.uid].string
    resourceVersion = body["preconditions"][.resourceVersion].string
    let stages = body["dryRun"].elements.map(\.text) + (query["dryRun"].map { [$0] } ?? [])
    isDryRun = try WriteOptions.isDryRun(stages, "DeleteOptions")
    propagation = try Self.propagation(query, body)
  }

  private static func propagation(_ query: Query, _ body: Value) throws(APIStatus) -> PropagationPolicy? {
    let orphans = body["orphanDependents"].bool ?? query["orphanDependents"].map { _ in query.flag("orphanDependents") }
    guard let text = body["propagationPolicy"].string ?? query["propagationPolicy"], !text.isEmpty else {
      return orphans.map { $0 ? .orphan : .background }
    }
    let path = FieldPath("propagationPolicy")
    var findings: [FieldError] = []
    if orphans != nil {
      findings.append(
        .invalid(path, .string(text), "orphanDependents and deletionPropagation cannot be both set"))
    }
    let policy = PropagationPolicy(rawValue: text)
    if policy == nil {
      findings.append(.notSupported(path, .string(text), ["Foreground", "Background", "Orphan", "nil"]))
    }
    if !findings.isEmpty { throw .invalid(group: "meta.k8s.io", kind: "DeleteOptions", name: "", findings) }
    return policy
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
    limit = max(0, Int(try query.number("limit") ?? 0))
    if let text = query["continue"], !text.isEmpty { continuation = text }
    if let text = query["resourceVersion"], !text.isEmpty { resourceVersion = text }
  }
}

extension Query {
  /// A flag as the API reads it: everything but a no is a yes (k8s.io/apimachinery pkg/runtime/converter.go).
  func flag(_ name: String) -> Bool { self[name].map { $0.lowercased() != "false" && $0 != "0" } ?? false }

  /// A number; `nil` where none is given.
  /// - Throws: `BadRequest` for what is no number, in Go's words.
  func number(_ name: String) throws(APIStatus) -> Int64? {
    guard let text = self[name] else { return nil }
    guard let number = Int64(text) else {
      throw .badRequest("strconv.ParseInt: parsing \(GoText.quoted(text)): invalid syntax")
    }
    return number
  }
}

/// The names of those who write, as `managedFields` keeps them (k8s.io/apimachinery pkg/apis/meta/v1/validation).
private enum FieldManagerName {
  private static let maximum = 128

  static func check(_ name: String, _ kind: String) throws(APIStatus) {
    let path = FieldPath("fieldManager")
    var findings: [FieldError] = []
    if name.utf8.count > maximum { findings.append(.tooLong(path, maximum: maximum)) }
    var position = 0
    for letter in name.unicodeScalars {
      if letter.properties.generalCategory == .control {
        let digits = String(letter.value, radix: 16, uppercase: true)
        let code = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        findings.append(.invalid(path, .string(name), "invalid character \(code) (at position \(position))"))
      }
      position += String(letter).utf8.count
    }
    if !findings.isEmpty { throw .invalid(group: "meta.k8s.io", kind: kind, name: "", findings) }
  }
}
