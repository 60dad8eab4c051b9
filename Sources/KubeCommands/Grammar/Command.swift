// A command as a row of plain data: names, flags, help, examples, sub-commands, and what runs. The parser, help, man
// pages and completions all read this one row.
import Synchronization

/// Where `kubectl --help` lists a command.
public enum CommandGroup: String, Sendable, CaseIterable {
  case beginner = "Basic Commands (Beginner):"
  case intermediate = "Basic Commands (Intermediate):"
  case deploy = "Deploy Commands:"
  case cluster = "Cluster Management Commands:"
  case troubleshooting = "Troubleshooting and Debugging Commands:"
  case advanced = "Advanced Commands:"
  case settings = "Settings Commands:"
  case other = "Other Commands:"
  /// Known, and not in the list.
  case unlisted = ""
  /// Words that kubectl does not have.
  case simulation = "Simulation Commands:"
}

/// One example of help: what it does, and the line to type.
public struct Example: Sendable {
  public let purpose: String
  public let line: String

  public init(_ purpose: String, _ line: String) {
    self.purpose = purpose
    self.line = line
  }
}

/// What help says of a command.
public struct CommandHelp: Sendable {
  /// One line, for lists of commands.
  public let summary: String
  /// Paragraphs, separated by empty lines.
  public let text: String
  public let examples: [Example]

  public init(_ summary: String, _ text: String = "", examples: [Example] = []) {
    self.summary = summary
    self.text = text
    self.examples = examples
  }
}

/// What a command without a sub-command's name does: some print their help on standard output, some on standard
/// error, and fail.
public enum CommandAction: Sendable {
  case run(@Sendable (CommandLine, CommandContext) throws -> Void)
  /// Prints its help on standard output and succeeds.
  case help
  /// Prints its help on standard output and fails.
  case helpAndFail
  /// Prints its help on standard error and fails.
  case helpOnErrorsAndFail
  /// Has nothing to do and no help: says so on standard error, whatever is asked, and succeeds.
  case notice(String)
}

/// One command or sub-command.
public final class Command: Sendable {
  public let name: String
  public let aliases: [String]
  public let group: CommandGroup
  /// What follows the command's path in `Usage:`: `--replicas=COUNT (-f FILENAME | TYPE NAME)`.
  public let usage: String
  public let help: CommandHelp
  private let makeFlags: @Sendable () -> [any AnyFlag]
  private let flagRows = Mutex<[FlagRow]?>(nil)
  /// What can be offered for an argument.
  public let arguments: Completion
  /// Flags of which only one may be given.
  public let exclusive: [[String]]
  public let subcommands: [Command]
  public let isHidden: Bool
  /// Its exit status 1 says that objects differ, so that failures have another.
  public let comparesObjects: Bool
  public let action: CommandAction

  public init(
    _ name: String, aliases: [String] = [], group: CommandGroup = .other, usage: String = "", _ help: CommandHelp,
    flags: @autoclosure @escaping @Sendable () -> [any AnyFlag] = [], arguments: Completion = .nothing,
    exclusive: [[String]] = [],
    subcommands: [Command] = [], isHidden: Bool = false, comparesObjects: Bool = false, _ action: CommandAction
  ) {
    self.name = name
    self.aliases = aliases
    self.group = group
    self.usage = usage
    self.help = help
    makeFlags = flags
    self.arguments = arguments
    self.exclusive = exclusive
    self.subcommands = subcommands
    self.isHidden = isHidden
    self.comparesObjects = comparesObjects
    self.action = action
  }

  /// A command that runs.
  public convenience init(
    _ name: String, aliases: [String] = [], group: CommandGroup = .other, usage: String = "", _ help: CommandHelp,
    flags: @autoclosure @escaping @Sendable () -> [any AnyFlag] = [], arguments: Completion = .nothing,
    exclusive: [[String]] = [],
    subcommands: [Command] = [], isHidden: Bool = false, comparesObjects: Bool = false,
    run: @escaping @Sendable (CommandLine, CommandContext) throws -> Void
  ) {
    self.init(
      name, aliases: aliases, group: group, usage: usage, help, flags: flags(), arguments: arguments,
      exclusive: exclusive, subcommands: subcommands, isHidden: isHidden, comparesObjects: comparesObjects, .run(run))
  }

  /// Sorted by name, as help lists them. They are made when they are first asked for: a run meets one command's.
  public var flags: [FlagRow] {
    flagRows.withLock { known in
      if let known { return known }
      let rows = makeFlags().map(\.row).sorted { $0.long.utf8.lexicographicallyPrecedes($1.long.utf8) }
      known = rows
      return rows
    }
  }

  /// The command under another name, for an alias of the user's.
  func renamed(_ name: String) -> Command { copy(name: name, usage: "", subcommands: subcommands) }

  /// The command with one more sub-command, the last.
  func adding(_ command: Command) -> Command { copy(name: name, usage: usage, subcommands: subcommands + [command]) }

  /// The command without a sub-command.
  func removing(_ command: Command) -> Command {
    copy(name: name, usage: usage, subcommands: subcommands.filter { $0 !== command })
  }

  private func copy(name: String, usage: String, subcommands: [Command]) -> Command {
    Command(
      name, group: group, usage: usage, help, flags: self.makeFlags(), arguments: arguments, exclusive: exclusive,
      subcommands: subcommands, isHidden: isHidden, comparesObjects: comparesObjects, action)
  }

  /// Whether kubectl has no such word: it is not there under `--strict`.
  public var isExtension: Bool { group == .simulation }

  /// The sub-command of a name or an alias.
  public func subcommand(_ name: String) -> Command? {
    subcommands.first { $0.name == name || $0.aliases.contains(name) }
  }
}
