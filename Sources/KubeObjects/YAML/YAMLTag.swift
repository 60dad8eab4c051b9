// Which type a scalar of YAML has: the rules of YAML 1.1 as go-yaml v2 knows them.

/// A tag in its short form: `!!str`, `!!int`, `!mine`.
struct YAMLTag: Equatable {
  let text: String

  init(_ text: String) {
    let long = "tag:yaml.org,2002:"
    self.text = text.hasPrefix(long) ? "!!" + text.dropFirst(long.count) : text
  }

  static let string = YAMLTag("!!str")
  static let bool = YAMLTag("!!bool")
  static let int = YAMLTag("!!int")
  static let float = YAMLTag("!!float")
  static let null = YAMLTag("!!null")
  static let timestamp = YAMLTag("!!timestamp")
  static let binary = YAMLTag("!!binary")
  static let merge = YAMLTag("!!merge")

  /// Tags whose scalars are still looked at; a scalar of any other tag is a string as it stands.
  var isResolved: Bool {
    switch self {
    case .string, .bool, .int, .float, .null, .timestamp: true
    default: false
    }
  }
}

/// What a scalar means. Numbers keep the type in which go-yaml holds them, because keys are written by it.
enum YAMLScalar: Equatable {
  case null
  case bool(Bool)
  case int(Int64)
  /// An integer above the range of `int64`.
  case unsigned(UInt64)
  case float(Double)
  /// A string; without a text of its own it is the scalar as it stands.
  case string(String?)

  /// The tag that go-yaml gives such a scalar.
  var tag: YAMLTag {
    switch self {
    case .null: .null
    case .bool: .bool
    case .int, .unsigned: .int
    case .float: .float
    case .string: .string
    }
  }
}
