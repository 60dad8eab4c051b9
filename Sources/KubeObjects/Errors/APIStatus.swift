// Errors of the API server: what a `Status` object says, as a value that is thrown.

/// A refusal of the API server (`metav1.Status` with `status: Failure`). Commands print it as
/// `Error from server (Reason): message`.
public struct APIStatus: Error, Equatable, Sendable, Codable {
  /// Machine-readable reasons of `metav1.StatusReason` that this server gives.
  public enum Reason: String, Sendable, Codable {
    case unknown = ""
    case alreadyExists = "AlreadyExists"
    case badRequest = "BadRequest"
    case conflict = "Conflict"
    case expired = "Expired"
    case forbidden = "Forbidden"
    case gone = "Gone"
    case internalError = "InternalError"
    case invalid = "Invalid"
    case methodNotAllowed = "MethodNotAllowed"
    case notAcceptable = "NotAcceptable"
    case notFound = "NotFound"
    case requestEntityTooLarge = "RequestEntityTooLarge"
    case serverTimeout = "ServerTimeout"
    case serviceUnavailable = "ServiceUnavailable"
    case timeout = "Timeout"
    case tooManyRequests = "TooManyRequests"
    case unauthorized = "Unauthorized"
    case unsupportedMediaType = "UnsupportedMediaType"
  }

  /// One cause among several (`metav1.StatusCause`).
  public struct Cause: Equatable, Sendable, Codable {
    public var reason: String
    public var message: String
    public var field: String

    public init(reason: String, message: String, field: String = "") {
      self.reason = reason
      self.message = message
      self.field = field
    }
  }

  /// The HTTP status.
  public var code: Int
  public var reason: Reason
  public var message: String
  /// What the refusal is about: name, API group, kind or resource.
  public var name = ""
  public var group = ""
  public var kind = ""
  public var causes: [Cause] = []
  /// After how many seconds the client may try again; 0 when it says nothing of that.
  public var retryAfterSeconds = 0
  /// With which token a list that can't go on as it began may go on nevertheless; empty where there is none.
  public var continuation = ""

  public init(
    code: Int, reason: Reason, message: String, name: String = "", group: String = "", kind: String = "",
    causes: [Cause] = [], retryAfterSeconds: Int = 0
  ) {
    self.code = code
    self.reason = reason
    self.message = message
    self.name = name
    self.group = group
    self.kind = kind
    self.causes = causes
    self.retryAfterSeconds = retryAfterSeconds
  }
}

/// A resource as messages name it: `statefulsets.apps`, `pods`.
public struct GroupResource: Hashable, Sendable, CustomStringConvertible {
  public let group: String
  public let resource: String

  public init(group: String, resource: String) {
    self.group = group
    self.resource = resource
  }

  public var description: String { group.isEmpty ? resource : "\(resource).\(group)" }
}

// MARK: The refusals, in the words of k8s.io/apimachinery pkg/api/errors

extension APIStatus {
  public static func notFound(_ resource: GroupResource, _ name: String) -> APIStatus {
    APIStatus(
      code: 404, reason: .notFound, message: "\(resource) \(GoText.quoted(name)) not found", name: name,
      group: resource.group, kind: resource.resource)
  }

  public static func alreadyExists(_ resource: GroupResource, _ name: String) -> APIStatus {
    APIStatus(
      code: 409, reason: .alreadyExists, message: "\(resource) \(GoText.quoted(name)) already exists",
      name: name, group: resource.group, kind: resource.resource)
  }

  public static func conflict(_ resource: GroupResource, _ name: String, _ detail: String) -> APIStatus {
    APIStatus(
      code: 409, reason: .conflict,
      message: "Operation cannot be fulfilled on \(resource) \(GoText.quoted(name)): \(detail)", name: name,
      group: resource.group, kind: resource.resource)
  }

  public static func forbidden(_ resource: GroupResource, _ name: String, _ detail: String) -> APIStatus {
    let message =
      resource.resource.isEmpty
      ? "forbidden: \(detail)"
      : name.isEmpty ? "\(resource) is forbidden: \(detail)"
        : "\(resource) \(GoText.quoted(name)) is forbidden: \(detail)"
    return APIStatus(
      code: 403, reason: .forbidden, message: message, name: name, group: resource.group,
      kind: resource.resource)
  }

  /// `StatefulSet.apps "web" is invalid: ...`: one finding as it is, several in brackets.
  public static func invalid(group: String, kind: String, name: String, _ findings: [FieldError]) -> APIStatus {
    var texts: [String] = []
    for finding in findings where !texts.contains(finding.message) { texts.append(finding.message) }
    let list = texts.count == 1 ? texts[0] : "[\(texts.joined(separator: ", "))]"
    return APIStatus(
      code: 422, reason: .invalid,
      message: "\(GroupResource(group: group, resource: kind)) \(GoText.quoted(name)) is invalid: \(list)",
      name: name, group: group, kind: kind,
      causes: findings.map { Cause(reason: $0.kind.rawValue, message: $0.body, field: $0.field.text) })
  }

  public static func badRequest(_ message: String) -> APIStatus {
    APIStatus(code: 400, reason: .badRequest, message: message)
  }

  public static func internalError(_ message: String) -> APIStatus {
    APIStatus(
      code: 500, reason: .internalError, message: "Internal error occurred: \(message)",
      causes: [Cause(reason: "", message: message)])
  }

  public static func tooManyRequests(_ message: String, retryAfterSeconds: Int = 0) -> APIStatus {
    APIStatus(
      code: 429, reason: .tooManyRequests, message: message, retryAfterSeconds: retryAfterSeconds)
  }

  /// The refusal of a path that nothing is served at.
  public static let unknownPath = APIStatus(
    code: 404, reason: .notFound, message: "the server could not find the requested resource")

  /// The refusal of a method that is not served at a path.
  public static let methodNotAllowed = APIStatus(
    code: 405, reason: .methodNotAllowed, message: "the server does not allow this method on the requested resource")

  public static func methodNotAllowed(_ resource: GroupResource, _ verb: String) -> APIStatus {
    APIStatus(
      code: 405, reason: .methodNotAllowed,
      message: "\(verb) is not supported on resources of kind \(GoText.quoted(resource.description))",
      group: resource.group, kind: resource.resource)
  }

  /// A version that is no longer kept: the watcher must list again.
  public static func expired(_ message: String) -> APIStatus {
    APIStatus(code: 410, reason: .expired, message: message)
  }

  /// The `Status` object that the server sends.
  public var object: Value {
    var details: Value = [:]
    if !name.isEmpty { details["name"] = .string(name) }
    if !group.isEmpty { details["group"] = .string(group) }
    if !kind.isEmpty { details["kind"] = .string(kind) }
    if !causes.isEmpty { details["causes"] = .array(causes.map(\.object)) }
    if retryAfterSeconds > 0 { details["retryAfterSeconds"] = .int(Int64(retryAfterSeconds)) }
    var status: Value = [
      "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Failure",
      "message": .string(message), "code": .int(Int64(code)),
    ]
    if !continuation.isEmpty { status["metadata"]["continue"] = .string(continuation) }
    if reason != .unknown { status["reason"] = .string(reason.rawValue) }
    if !details.fields.isEmpty { status["details"] = details }
    return status
  }
}

extension APIStatus.Cause {
  fileprivate var object: Value {
    var value: Value = [:]
    if !reason.isEmpty { value["reason"] = .string(reason) }
    if !message.isEmpty { value["message"] = .string(message) }
    if !field.isEmpty { value["field"] = .string(field) }
    return value
  }
}
