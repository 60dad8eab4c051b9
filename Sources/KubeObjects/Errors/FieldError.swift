// What is wrong with one field of an object, in the words of Kubernetes' API server (k8s.io/apimachinery
// pkg/util/validation/field).

/// A path to a field, as validation messages spell it: `spec.template.spec.containers[0].image`.
public struct FieldPath: Hashable, Sendable, CustomStringConvertible {
  public let text: String

  public init(_ text: String = "") { self.text = text }

  /// A named field below this one.
  public func child(_ name: String) -> FieldPath { FieldPath(text.isEmpty ? name : "\(text).\(name)") }

  /// An element of a list.
  public func index(_ index: Int) -> FieldPath { FieldPath("\(text)[\(index)]") }

  /// An entry of a map.
  public func key(_ key: String) -> FieldPath { FieldPath("\(text)[\(key)]") }

  public var description: String { text }
}

/// One finding of validation. Rendered by `message`, and as a cause of an `APIStatus`.
public struct FieldError: Error, Equatable, Sendable {
  public enum Kind: String, Sendable {
    case notFound = "FieldValueNotFound"
    case required = "FieldValueRequired"
    case duplicate = "FieldValueDuplicate"
    case invalid = "FieldValueInvalid"
    case notSupported = "FieldValueNotSupported"
    case forbidden = "FieldValueForbidden"
    case tooLong = "FieldValueTooLong"
    case tooMany = "FieldValueTooMany"
    case internalError = "InternalError"
    case typeInvalid = "FieldValueTypeInvalid"
  }

  public var kind: Kind
  public var field: FieldPath
  /// The offending value as the message shows it, already in its Go form; empty for kinds that show none.
  public var value: String
  public var detail: String

  public init(_ kind: Kind, _ field: FieldPath, value: String = "", detail: String = "") {
    self.kind = kind
    self.field = field
    self.value = value
    self.detail = detail
  }

  /// The message without the field's path: `Invalid value: -1: must be greater than or equal to 0`.
  public var body: String {
    switch kind {
    case .notFound: withDetail("Not found: \(value)")
    case .required: withDetail("Required value")
    case .duplicate: withDetail(value.isEmpty ? "Duplicate value" : "Duplicate value: \(value)")
    case .invalid, .typeInvalid: withDetail(value.isEmpty ? "Invalid value" : "Invalid value: \(value)")
    case .notSupported: withDetail("Unsupported value: \(value)")
    case .forbidden: withDetail("Forbidden")
    case .tooLong: withDetail("Too long")
    case .tooMany: withDetail("Too many: \(value)")
    case .internalError: withDetail("Internal error")
    }
  }

  /// The whole message: `spec.replicas: Invalid value: -1: must be greater than or equal to 0`.
  public var message: String { "\(field): \(body)" }

  private func withDetail(_ text: String) -> String { detail.isEmpty ? text : "\(text): \(detail)" }
}

// MARK: Making findings

extension FieldError {
  public static func invalid(_ field: FieldPath, _ value: Value, _ detail: String) -> FieldError {
    FieldError(.invalid, field, value: shown(value), detail: detail)
  }

  public static func required(_ field: FieldPath, _ detail: String = "") -> FieldError {
    FieldError(.required, field, detail: detail)
  }

  public static func forbidden(_ field: FieldPath, _ detail: String) -> FieldError {
    FieldError(.forbidden, field, detail: detail)
  }

  public static func duplicate(_ field: FieldPath, _ value: Value) -> FieldError {
    FieldError(.duplicate, field, value: shown(value))
  }

  /// - Parameter shown: the value as Go shows it.
  public static func duplicate(_ field: FieldPath, shown: String) -> FieldError {
    FieldError(.duplicate, field, value: shown)
  }

  public static func notFound(_ field: FieldPath, _ value: Value) -> FieldError {
    FieldError(.notFound, field, value: shown(value))
  }

  /// `Unsupported value: "x": supported values: "A", "B"`, the allowed ones in the order given.
  public static func notSupported(_ field: FieldPath, _ value: Value, _ allowed: [String]) -> FieldError {
    let list = allowed.map { GoText.quoted($0) }.joined(separator: ", ")
    return FieldError(
      .notSupported, field, value: shown(value), detail: allowed.isEmpty ? "" : "supported values: \(list)")
  }

  /// `Too long: may not be more than N bytes`.
  public static func tooLong(_ field: FieldPath, maximum: Int) -> FieldError {
    FieldError(.tooLong, field, detail: "may not be more than \(maximum) bytes")
  }

  public static func tooMany(_ field: FieldPath, _ count: Int, maximum: Int) -> FieldError {
    FieldError(.tooMany, field, value: String(count), detail: "must have at most \(maximum) items")
  }

  /// A value as `field.Error` shows it: strings quoted as Go does, everything else as JSON.
  private static func shown(_ value: Value) -> String {
    if case .string(let text) = value { return GoText.quoted(text) }
    return JSONWriter.write(value, escapesHTML: false)
  }
}
