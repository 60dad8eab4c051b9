// What validation gathers, and the checks that every kind makes.
import KubeObjects

/// Everything wrong with an object, in the order in which it was found.
struct Findings {
  private(set) var errors: [FieldError] = []

  var isEmpty: Bool { errors.isEmpty }

  mutating func add(_ error: FieldError) { errors.append(error) }

  mutating func add(_ more: [FieldError]) { errors += more }

  mutating func add(_ more: Findings) { errors += more.errors }

  mutating func invalid(_ path: FieldPath, _ value: Value, _ detail: String) {
    add(.invalid(path, value, detail))
  }

  /// A value that is no text or number is shown as Go's JSON of it.
  mutating func invalid(_ path: FieldPath, shown: String, _ detail: String) {
    add(FieldError(.invalid, path, value: shown, detail: detail))
  }

  mutating func required(_ path: FieldPath, _ detail: String = "") { add(.required(path, detail)) }

  mutating func forbidden(_ path: FieldPath, _ detail: String) { add(.forbidden(path, detail)) }

  mutating func duplicate(_ path: FieldPath, _ value: Value) { add(.duplicate(path, value)) }

  mutating func notSupported(_ path: FieldPath, _ value: Value, _ allowed: [String]) {
    add(.notSupported(path, value, allowed))
  }
}

// MARK: Checks of single values

/// Paths are spelled out only where something is wrong.
extension Findings {
  /// One finding for each complaint of a rule of names.
  mutating func check(_ text: String, at path: @autoclosure () -> FieldPath, _ rule: (String) -> [String]) {
    for complaint in rule(text) { invalid(path(), .string(text), complaint) }
  }

  /// A text that must be there and keep a rule.
  mutating func require(
    _ text: String, at path: @autoclosure () -> FieldPath, _ rule: (String) -> [String] = { _ in [] }
  ) {
    if text.isEmpty { required(path()) } else { check(text, at: path(), rule) }
  }

  mutating func check(_ number: Int64, at path: @autoclosure () -> FieldPath, _ rule: (Int64) -> [String]) {
    for complaint in rule(number) { invalid(path(), .int(number), complaint) }
  }

  static let isNegative = "must be greater than or equal to 0"

  /// A number that is not below zero; a missing one is fine.
  mutating func nonNegative(_ value: Value, at path: @autoclosure () -> FieldPath) {
    if let number = value.int, number < 0 { invalid(path(), value, Self.isNegative) }
  }

  /// One of a set of texts.
  mutating func oneOf(
    _ allowed: [String], _ text: String, at path: @autoclosure () -> FieldPath, mayBeEmpty: Bool = false
  ) {
    if text.isEmpty {
      if !mayBeEmpty { required(path()) }
    } else if !allowed.contains(text) {
      notSupported(path(), .string(text), allowed)
    }
  }

  /// One of a set of texts, which are not what a missing one is taken for: nothing is not among them either.
  mutating func among(_ allowed: [String], _ text: String, at path: @autoclosure () -> FieldPath) {
    if !allowed.contains(text) { notSupported(path(), .string(text), allowed) }
  }

  static let immutable = "field is immutable"

  /// A field that keeps its value.
  mutating func immutable(_ new: Value, _ old: Value, at path: @autoclosure () -> FieldPath) {
    if new != old { invalid(path(), new, Self.immutable) }
  }

  /// A field that keeps its value, shown as Go's JSON of its type.
  mutating func immutable(_ new: Value, _ old: Value, as type: String, at path: @autoclosure () -> FieldPath) {
    if new != old { invalid(path(), shown: GoDump.compact(new, as: type), Self.immutable) }
  }

  /// `intstr.IntOrString` as a count or a percentage.
  mutating func countOrPercentage(_ value: Value, at path: @autoclosure () -> FieldPath) {
    if let text = value.string {
      for complaint in NameRules.percentage(text) { invalid(path(), value, complaint) }
    } else {
      nonNegative(value, at: path())
    }
  }

  mutating func atMostHundredPercent(_ value: Value, at path: @autoclosure () -> FieldPath) {
    guard let text = value.string, NameRules.percentage(text).isEmpty, let number = Int(text.dropLast()),
      number > 100
    else { return }
    invalid(path(), value, "must not be greater than 100%")
  }

  /// A domain, a slash, and a path: `example.com/ingress`.
  mutating func domainPath(_ name: String, at path: @autoclosure () -> FieldPath) {
    if name.isEmpty { return required(path()) }
    let parts = name.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
      return invalid(path(), .string(name), #"must be a domain-prefixed path (such as "acme.io/foo")"#)
    }
    for complaint in NameRules.dnsSubdomain(parts[0]) { invalid(path(), .string(parts[0]), complaint) }
  }

  /// A port by number or name.
  mutating func port(_ value: Value, at path: @autoclosure () -> FieldPath) {
    if let name = value.string {
      check(name, at: path(), NameRules.portName)
    } else {
      check(value.number, at: path(), NameRules.portNumber)
    }
  }
}
