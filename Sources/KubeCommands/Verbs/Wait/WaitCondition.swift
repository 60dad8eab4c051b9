// What `kubectl wait --for` can name.
import KubeKinds
import KubeObjects

enum WaitCondition {
  case creation
  case deletion
  /// A condition of the status, and the value it must have; both in any case of letters.
  case status(name: String, value: String)
  /// A path, and the value it must give; without one any value will do.
  case path(WaitPath, value: String?)

  init(_ text: String) throws(CommandError) {
    switch text.lowercased() {
    case "delete": self = .deletion
    case "create": self = .creation
    default: self = try Self.compound(text)
    }
  }

  private static func compound(_ text: String) throws(CommandError) -> WaitCondition {
    if text.hasPrefix("condition=") {
      let parts = text.dropFirst("condition=".count).split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false
      ).map(String.init)
      return .status(name: parts[0], value: parts.count > 1 ? parts[1] : "true")
    }
    if text.hasPrefix("jsonpath=") {
      return try path(String(text.dropFirst("jsonpath=".count)))
    }
    throw .text("unrecognized condition: \(GoText.quoted(text))")
  }

  private static func path(_ text: String) throws(CommandError) -> WaitCondition {
    let parts = splitAtSingleEquals(text)
    guard parts.count < 3 else {
      throw .text(
        "jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3 or "
          + "--for=jsonpath='{.status.readyReplicas}'")
    }
    let path = try WaitPath(parts[0])
    guard parts.count == 2 else { return .path(path, value: nil) }
    var value = parts[1][...]
    while let first = value.first, first == "'" || first == "\"" { value.removeFirst() }
    while let last = value.last, last == "'" || last == "\"" { value.removeLast() }
    if value.isEmpty {
      throw .text(
        "jsonpath wait has to have a value after equal sign, like --for=jsonpath='{.status.readyReplicas}'=3")
    }
    return .path(path, value: String(value))
  }

  /// Parts a text at `=`; `==` belongs to a filter and parts nothing.
  static func splitAtSingleEquals(_ text: String) -> [String] {
    var parts = [""]
    var rest = text[...]
    while let character = rest.popFirst() {
      if character == "=", rest.first == "=" {
        rest.removeFirst()
        parts[parts.count - 1] += "=="
      } else if character == "=" {
        parts.append("")
      } else {
        parts[parts.count - 1].append(character)
      }
    }
    return parts
  }

  /// Whether the condition holds of an object as it is.
  func holds(of object: Value) throws(CommandError) -> Bool {
    switch self {
    case .creation: true
    case .deletion: false
    case .status(let name, let value): Self.status(object, name, value)
    case .path(let path, let value): try path.holds(of: object, value)
    }
  }

  private static func status(_ object: Value, _ name: String, _ value: String) -> Bool {
    let conditions = object[.status][.conditions].elements
    guard let condition = conditions.first(where: { $0[.type].text.lowercased() == name.lowercased() }) else {
      return false
    }
    let observed = condition[.observedGeneration].int ?? object[.status][.observedGeneration].int
    if let generation = object[.metadata][.generation].int, let observed, observed < generation { return false }
    return condition[.status].text.lowercased() == value.lowercased()
  }
}
