// Running one command line, already split into words: understand it, run it, render what it failed with.

import ClusterAPI
import KubeObjects

public enum CommandRunner {
  /// Runs a command and returns its exit status. `words` begin with the verb: `["get", "pods"]`.
  public static func run(_ words: [String], in context: CommandContext) -> Int32 {
    context.failure = nil
    defer { context.progress?.clear() }
    do {
      try perform(words, context)
      return ExitStatus.success
    } catch {
      let failure = CommandError(error)
      context.failure = failure
      let text = ErrorText.render(failure)
      if !text.isEmpty { context.errors.write(text) }
      return ExitStatus.of(failure)
    }
  }

  private static func perform(_ words: [String], _ context: CommandContext) throws {
    context.givenWarnings = []
    let line = try Grammar.parse(PreferredLine.applying(words, in: context))
    if line.isSet(GlobalFlags.kuberc), PreferenceFile.isDisabled(in: context) {
      throw UsageError(fault: .unknownFlag(GlobalFlags.kuberc.row.long), path: line.path)
    }
    for notice in line.notices { context.errors.write(notice + "\n") }
    if case .notice(let text) = line.command.action { return context.errors.write(text + "\n") }
    if line.wantsHelp { return context.output.write(HelpText.page(line.command, path: line.path)) }
    try ClientSettings.check(line, context)
    switch line.command.action {
    case .run(let run): try impersonating(line, context) { try run(line, context) }
    case .help: context.output.write(HelpText.page(line.command, path: line.path))
    case .helpAndFail: try helpAndFail(line, context.output)
    case .helpOnErrorsAndFail: try helpAndFail(line, context.errors)
    case .notice: break
    }
  }

  /// Runs a command as the one whom `--as` names.
  private static func impersonating(_ line: CommandLine, _ context: CommandContext, _ body: () throws -> Void) throws {
    if line[GlobalFlags.impersonatedUser].isEmpty { return try body() }
    let own = context.api
    context.api = ImpersonatingCluster(own, as: Subject(line))
    defer { context.api = own }
    try body()
  }

  /// A command that only has sub-commands, given none that it knows.
  private static func helpAndFail(_ line: CommandLine, _ sink: any TextSink) throws(CommandError) {
    guard line.arguments.isEmpty else {
      throw line.usageError("unknown command \(GoText.quoted(line.arguments.joined(separator: " ")))")
    }
    sink.write(HelpText.page(line.command, path: line.path))
    throw .exit(ExitStatus.failure)
  }
}

extension VerbCatalog {
  /// The commands that there are for a session.
  public static func root(for context: CommandContext) -> Command {
    let all = context.isStrict ? strictRoot : root
    return PreferenceFile.isDisabled(in: context) ? all.removing(KubeRC.command) : all
  }
}
