// Value trees as Go's fmt package prints them: `%v` in templates, `%#v` in messages of kubectl.

/// `%#v`: a value in Go syntax, `map[string]interface {}{"a":[]interface {}{1, "b"}}`.
public enum GoSyntax {
  /// What the maps of a tree are in Go.
  public enum Maps: String, Sendable {
    /// Trees decoded from JSON, as kubectl's objects are.
    case json = "map[string]interface {}"
    /// Trees that go-yaml made.
    case yaml = "map[interface {}]interface {}"
  }

  public static func text(_ value: Value, _ maps: Maps = .json) -> String {
    if value.isNull { return "<nil>" }
    var result = ""
    write(value, maps, to: &result)
    return result
  }

  private static func write(_ value: Value, _ maps: Maps, to result: inout String) {
    switch value {
    case .null: result += "interface {}(nil)"
    case .string(let text): result += GoText.quoted(text)
    case .array(let elements):
      result += "[]interface {}{"
      for (index, element) in elements.enumerated() {
        if index > 0 { result += ", " }
        write(element, maps, to: &result)
      }
      result += "}"
    case .object(let object):
      result += maps.rawValue + "{"
      for (index, entry) in object.enumerated() {
        if index > 0 { result += ", " }
        result += GoText.quoted(entry.key.text) + ":"
        write(entry.value, maps, to: &result)
      }
      result += "}"
    case .bool, .int, .double: result += GoText.sprint(value)
    }
  }
}

extension GoText {
  /// `%v`: `map[a:1 b:[x y]]`, texts as they are, `<nil>` for null.
  public static func sprint(_ value: Value) -> String {
    var result = ""
    sprint(value, to: &result)
    return result
  }

  private static func sprint(_ value: Value, to result: inout String) {
    switch value {
    case .null: result += "<nil>"
    case .bool(let flag): result += flag ? "true" : "false"
    case .int(let number): result += String(number)
    case .double(let number): result += GoNumber.sprint(number)
    case .string(let text): result += text
    case .array(let elements):
      result += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { result += " " }
        sprint(element, to: &result)
      }
      result += "]"
    case .object(let object):
      result += "map["
      for (index, entry) in object.enumerated() {
        if index > 0 { result += " " }
        result += entry.key.text + ":"
        sprint(entry.value, to: &result)
      }
      result += "]"
    }
  }
}

extension GoSyntax {
  /// `%T`: the Go type of a value decoded from JSON.
  public static func type(of value: Value) -> String {
    switch value {
    case .null: "<nil>"
    case .bool: "bool"
    case .int: "int64"
    case .double: "float64"
    case .string: "string"
    case .array: "[]interface {}"
    case .object: "map[string]interface {}"
    }
  }
}
