// Typed handles on flags: `line[Scale.replicas]` is an Int, and no verb spells a flag's name twice.
import SimCore

/// What was given for a flag, read by its kind.
public enum FlagSetting: Equatable, Sendable {
  case bool(Bool)
  case int(Int)
  case text(String)
  case list([String])
  case duration(TimeSpan)
}

/// A type that flags can have.
public protocol FlagValue: Sendable {
  /// The value in a setting of the matching kind.
  static func read(_ setting: FlagSetting) -> Self?
  /// As help shows it as a default.
  var helpText: String { get }
}

/// A flag of any type: what a command lists.
public protocol AnyFlag: Sendable {
  var row: FlagRow { get }
}

/// A flag whose value is a `Value`.
public struct Flag<Value: FlagValue>: AnyFlag {
  public private(set) var row: FlagRow
  /// What the flag is worth when it isn't given.
  public let fallback: Value

  private init(
    _ long: String, _ short: Character?, _ kind: FlagKind, _ fallback: Value, bare: String? = nil, help: String
  ) {
    self.fallback = fallback
    row = FlagRow(
      long: long, short: short, kind: kind, defaultText: fallback.helpText, bareValue: bare, help: help)
  }

  private func changed(_ change: (inout FlagRow) -> Void) -> Flag {
    var copy = self
    change(&copy.row)
    return copy
  }

  /// The flag with another default.
  func with(default fallback: Value) -> Flag {
    var copy = Flag(row.long, row.short, row.kind, fallback, bare: row.bareValue, help: row.help)
    copy.row.completion = row.completion
    copy.row.isHidden = row.isHidden
    copy.row.isRequired = row.isRequired
    return copy
  }

  public func completing(_ completion: Completion) -> Flag { changed { $0.completion = completion } }

  public var required: Flag { changed { $0.isRequired = true } }

  public var hidden: Flag { changed { $0.isHidden = true } }

  /// Warns when used; `advice` says what to do instead, as pflag prints it after `has been deprecated, `.
  public func deprecated(_ advice: String) -> Flag {
    changed {
      $0.deprecation = advice
      $0.isHidden = true
    }
  }
}

// MARK: Making flags

extension Flag where Value == Bool {
  public init(bool long: String, _ short: Character? = nil, default fallback: Bool = false, help: String) {
    self.init(long, short, .bool, fallback, bare: "true", help: help)
  }
}

extension Flag where Value == Int {
  public init(
    int long: String, _ short: Character? = nil, bits: Int = 64, default fallback: Int = 0, help: String
  ) {
    self.init(long, short, .int(bits: bits), fallback, help: help)
  }
}

extension Flag where Value == String {
  /// - Parameter bare: the value of the flag given without one.
  public init(
    text long: String, _ short: Character? = nil, default fallback: String = "", bare: String? = nil, help: String
  ) {
    self.init(long, short, .text, fallback, bare: bare, help: help)
  }
}

extension Flag where Value == String {
  /// A flag of Go's own kind, whose default help shows without quotes.
  init(goText long: String, help: String) {
    self.init(text: long, help: help)
    row.defaultText = ""
  }
}

extension Flag where Value == [String] {
  /// A flag that takes a comma-separated list.
  public init(list long: String, _ short: Character? = nil, default fallback: [String] = [], help: String) {
    self.init(long, short, .list, fallback, help: help)
  }

  /// A flag that takes one whole value each time.
  public init(each long: String, _ short: Character? = nil, default fallback: [String] = [], help: String) {
    self.init(long, short, .repeated, fallback, help: help)
  }

  /// A flag that takes pairs `key=value`.
  public init(pairs long: String, help: String) { self.init(long, nil, .pairs, [], help: help) }

  /// A flag that takes a list of pairs `key=value,key=value`.
  public init(map long: String, help: String) {
    self.init(long, nil, .map, [], help: help)
    row.defaultText = ""
  }
}

extension Flag where Value == TimeSpan {
  public init(
    duration long: String, _ short: Character? = nil, default fallback: TimeSpan = .zero, help: String
  ) {
    self.init(long, short, .duration, fallback, help: help)
  }
}

// MARK: Types of flags

extension Bool: FlagValue {
  public static func read(_ setting: FlagSetting) -> Bool? { if case .bool(let value) = setting { value } else { nil } }

  public var helpText: String { self ? "true" : "false" }
}

extension Int: FlagValue {
  public static func read(_ setting: FlagSetting) -> Int? { if case .int(let value) = setting { value } else { nil } }

  public var helpText: String { String(self) }
}

extension String: FlagValue {
  public static func read(_ setting: FlagSetting) -> String? {
    if case .text(let value) = setting { value } else { nil }
  }

  public var helpText: String { "'\(self)'" }
}

extension [String]: FlagValue {
  public static func read(_ setting: FlagSetting) -> [String]? {
    if case .list(let value) = setting { value } else { nil }
  }

  public var helpText: String { "[\(joined(separator: ","))]" }
}

extension TimeSpan: FlagValue {
  public static func read(_ setting: FlagSetting) -> TimeSpan? {
    if case .duration(let value) = setting { value } else { nil }
  }

  public var helpText: String { goText }
}
