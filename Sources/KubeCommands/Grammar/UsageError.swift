// What can be wrong with a line before its command runs, as data, and as cobra and pflag say it.
import KubeObjects

/// A line that can't be understood.
public struct UsageError: Error, Equatable, Sendable {
  public enum Fault: Equatable, Sendable {
    case unknownCommand(String, suggestions: [String])
    /// A word that names no command could be a plugin, to which flags can't be handed this way.
    case flagsBeforePlugin(String)
    case badSyntax(String)
    case unknownFlag(String)
    case unknownShorthand(Character, in: String)
    /// A flag that needs a value is the last word.
    case missingValue(flag: String)
    case missingShorthandValue(Character, in: String)
    case invalidValue(String, flag: String, reason: String)
    case missingFlags([String])
    case exclusiveFlags(group: [String], given: [String])
  }

  public var fault: Fault
  /// The command that was reached: `kubectl rollout status`.
  public var path: String
  /// Whether the command points to its help in words of its own, and with a status of its own: `diff` does, because 1
  /// means differences there.
  public var isOfDiff = false

  /// The message without `error: `.
  public var message: String {
    switch fault {
    case .unknownCommand(let word, let suggestions):
      "unknown command \(GoText.quoted(word)) for \(GoText.quoted(path))\(Self.didYouMean(suggestions))"
    case .flagsBeforePlugin(let flag): "Error: flags cannot be placed before plugin name: \(flag)"
    case .badSyntax(let word): pointing("bad flag syntax: \(word)")
    case .unknownFlag(let name): pointing("unknown flag: --\(name)")
    case .unknownShorthand(let letter, let word): pointing("unknown shorthand flag: '\(letter)' in -\(word)")
    case .missingValue(let flag): pointing("flag needs an argument: \(flag)")
    case .missingShorthandValue(let letter, let word): pointing("flag needs an argument: '\(letter)' in -\(word)")
    case .invalidValue(let value, let flag, let reason):
      pointing("invalid argument \(GoText.quoted(value)) for \(GoText.quoted(flag)) flag: \(reason)")
    case .missingFlags(let names):
      "required flag(s) \(names.map { GoText.quoted($0) }.joined(separator: ", ")) not set"
    case .exclusiveFlags(let group, let given):
      "if any flags in the group [\(group.joined(separator: " "))] are set none of the others can be; "
        + "[\(given.sorted().joined(separator: " "))] were all set"
    }
  }

  private func pointing(_ text: String) -> String {
    // `options` has no help: what it prints is that of all commands.
    if path.hasSuffix(" options") { return "\(text)\nRun '\(path)' without flags." }
    return "\(text)\nSee '\(path) " + (isOfDiff ? "-h' for help and examples" : "--help' for usage.")
  }

  private static func didYouMean(_ suggestions: [String]) -> String {
    suggestions.isEmpty ? "" : "\n\nDid you mean this?\n" + suggestions.map { "\t\($0)\n" }.joined()
  }
}
