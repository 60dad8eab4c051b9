// What was typed: the command, its flags and its arguments. Nothing of the cluster has been looked at yet.

/// A command line that was understood.
public struct CommandLine: Sendable {
  public let command: Command
  /// The command with those above it: `kubectl rollout status`.
  public let path: String
  /// The words that are neither flags nor their values.
  public internal(set) var arguments: [String] = []
  /// How many of the arguments came before `--`; `nil` where there was none.
  public internal(set) var argumentsBeforeDashes: Int?
  /// `--help` or `-h` was given.
  public internal(set) var wantsHelp = false
  /// What the user should be told of the flags used: deprecations.
  public internal(set) var notices: [String] = []
  /// The flags in the order they were typed, each with its value as text.
  public private(set) var typedFlags: [(name: String, text: String)] = []
  private var settings: [(name: String, value: FlagSetting)] = []

  init(command: Command, path: String) {
    self.command = command
    self.path = path
  }

  /// A flag's value: what was given, or its default.
  public subscript<Value>(flag: Flag<Value>) -> Value {
    setting(flag.row.long).flatMap(Value.read) ?? flag.fallback
  }

  /// Whether a flag was given at all, be it with its default.
  public func isSet(_ flag: some AnyFlag) -> Bool { setting(flag.row.long) != nil }

  func setting(_ name: String) -> FlagSetting? { settings.first { $0.name == name }?.value }

  mutating func set(_ name: String, _ value: FlagSetting, text: String) {
    typedFlags.append((name, text))
    if let index = settings.firstIndex(where: { $0.name == name }) {
      settings[index].value = value
    } else {
      settings.append((name, value))
    }
  }

  /// Refuses arguments, for a command that takes none.
  func refuseUnexpectedArguments() throws(CommandError) {
    if !arguments.isEmpty { throw usageError("Unexpected args: [\(arguments.joined(separator: " "))]") }
  }

  /// An error about how the command was used, with the pointer to its help that kubectl adds.
  public func usageError(_ text: String) -> CommandError {
    .text("\(text)\nSee '\(path) -h' for help and examples")
  }
}
