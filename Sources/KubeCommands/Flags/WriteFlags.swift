// The flags that say how objects are written.
import KubeKinds
import KubeObjects

public enum WriteFlags {
  public static let dryRun = Flag(
    text: "dry-run", default: "none", bare: "unchanged",
    help: "\"none\", \"client\" (only print what would be sent) or \"server\" (send it, but keep nothing)."
  ).completing(.choices(["none", "client", "server"]))
  public static let validate = Flag(
    text: "validate", default: "strict", bare: "strict",
    help: "\"strict\" (or true) refuses unknown and duplicate fields, \"warn\" warns of them, \"ignore\" (or false) "
      + "drops them in silence."
  ).completing(.choices(["strict", "warn", "ignore", "true", "false"]))
  public static let saveConfig = Flag(
    bool: "save-config", help: "Keeps the object in its own annotation, so that apply can be used on it later.")
  public static let record = Flag(
    bool: "record", help: "Keeps the command in the annotation kubernetes.io/change-cause."
  ).deprecated("--record will be removed in the future")

  /// Who writes, with a command's own name as its default.
  public static func fieldManager(_ name: String) -> Flag<String> {
    Flag(text: "field-manager", default: name, help: "The name of the owner of the fields that are written.")
  }
}

/// What `--dry-run` asks for.
public enum DryRun: Sendable {
  case none, client, server

  /// What follows the message of a change: ` (dry run)`.
  public var suffix: String {
    switch self {
    case .none: ""
    case .client: " (dry run)"
    case .server: " (server dry run)"
    }
  }
}

extension CommandLine {
  /// Reads `--dry-run`. The flag without a value and Go's spellings of booleans are taken, with a warning.
  public func dryRun(in context: CommandContext) throws(CommandError) -> DryRun {
    let typed = self[WriteFlags.dryRun]
    switch typed {
    case "none": return .none
    case "client": return .client
    case "server": return .server
    case "unchanged":
      KlogLine.warn("--dry-run is deprecated and can be replaced with --dry-run=client.", in: context)
      return .client
    default: return try booleanDryRun(typed, context)
    }
  }

  private func booleanDryRun(_ typed: String, _ context: CommandContext) throws(CommandError) -> DryRun {
    guard let value = try? FlagReader.bool(typed) else {
      throw .text("Invalid dry-run value (\(typed)). Must be \"none\", \"server\", or \"client\".")
    }
    let advice = "--dry-run=\(typed) is deprecated (boolean value) and can be replaced with --dry-run="
    KlogLine.warn(advice + (value ? "client" : "none") + ".", in: context)
    return value ? .client : .none
  }

  /// Reads `--validate`.
  public func fieldValidation() throws(CommandError) -> FieldValidation {
    let typed = self[WriteFlags.validate]
    switch typed {
    case "strict": return .strict
    case "warn": return .warn
    case "ignore": return .ignore
    default: break
    }
    if let value = try? FlagReader.bool(typed) { return value ? .strict : .ignore }
    throw .text(
      "invalid - validate option \(GoText.quoted(typed)); must be one of: strict (or true), warn, ignore (or false)")
  }
}
