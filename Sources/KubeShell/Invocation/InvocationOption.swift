// stsctl's own options, one row each. Parsing, help, man page and completions read the rows.
import SimCore

/// An option of stsctl, written before the command.
public struct InvocationOption: Sendable {
  /// What may be given as an option's value, for completion.
  public enum ValueKind: Sendable {
    case file, text
    case choices([String])
  }

  /// `--cluster`
  public let name: String
  /// `-f`, where there is one.
  public let shortName: String?
  /// What its value is called; `nil` for options without one.
  public let valueName: String?
  public let valueKind: ValueKind
  /// What it does, in full sentences.
  public let details: String
  /// For other programs: neither in help nor offered.
  public let isHidden: Bool
  let apply: @Sendable (inout Invocation, String) throws(InvocationError) -> Void

  init(
    _ name: String, short: String? = nil, value: String? = nil, of kind: ValueKind = .text, isHidden: Bool = false,
    _ details: String,
    apply: @escaping @Sendable (inout Invocation, String) throws(InvocationError) -> Void
  ) {
    self.name = name
    shortName = short
    valueName = value
    valueKind = kind
    self.details = details
    self.isHidden = isHidden
    self.apply = apply
  }

  /// Takes the option's value, from `--name=value` or from the next argument, and applies it.
  func read(
    _ argument: String, _ rest: inout ArraySlice<String>, _ invocation: inout Invocation
  ) throws(InvocationError) {
    let joined = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).dropFirst().first
    guard valueName != nil else {
      if joined != nil { throw InvocationError("\(name) takes no value") }
      return try apply(&invocation, "")
    }
    guard let value = joined.map(String.init) ?? rest.popFirst() else {
      throw InvocationError("\(argument) needs a value: \(valueName ?? "")")
    }
    try apply(&invocation, value)
  }
}

public enum InvocationOptionCatalog {
  /// All options, in the order of the manual.
  public static let options: [InvocationOption] = scriptOptions + clusterOptions + timeOptions + otherOptions

  /// The option that an argument names; `nil` where the command begins.
  static func option(_ argument: String) -> InvocationOption? {
    let name = argument.split(separator: "=", maxSplits: 1).first.map(String.init) ?? argument
    return options.first { $0.name == name || $0.shortName == argument }
  }

  private static let scriptOptions: [InvocationOption] = [
    InvocationOption(
      "--file", short: "-f", value: "FILE", of: .file,
      "Run the script FILE in a fresh cluster; - is the standard input. May be given several times."
    ) { invocation, value in invocation.addScript(value) },
    InvocationOption(
      "--keep-going",
      "Go on after a step that fails. The exit status is still that of the first step that failed."
    ) { invocation, _ in invocation.script.keepsGoing = true },
    InvocationOption(
      "--echo", "Print every step of a script, and the comments above it, before what it prints."
    ) { invocation, _ in invocation.script.echoes = true },
    InvocationOption(
      "--transcript", value: "FILE", of: .file,
      "Write one JSON object a step to FILE: command, stdout, stderr, exitCode, and what happened to pods (timeline) "
        + "and claims until the cluster was at rest."
    ) { invocation, value in invocation.transcriptFile = value },
  ]

  private static let clusterOptions: [InvocationOption] = [
    InvocationOption(
      "--cluster", value: "FILE", of: .file,
      "Make the cluster as the ClusterConfig in FILE says: nodes, storage classes, behaviours, timings. Without it the "
        + "cluster has a control-plane node, four workers and a default storage class."
    ) { invocation, value in
      invocation.clusterFile = value
      invocation.saysHowToBegin = true
    },
    InvocationOption(
      "--state", value: "NAME",
      "Use the saved cluster NAME, which is made when there is none of that name; `none` is a fresh cluster that is "
        + "forgotten at the end. Without it the shell and single commands use the cluster `default`, or the one that "
        + "`cluster switch` chose; scripts, and whatever is given --cluster, --seed or --start, use a fresh one."
    ) { invocation, value in invocation.state = value == "none" ? .forgotten : .named(value) },
    InvocationOption(
      "--seed", value: "N",
      "The one source of chance: the same script with the same seed prints the same bytes. 1 unless given."
    ) { invocation, value throws(InvocationError) in
      guard let seed = UInt64(value) else { throw InvocationError("--seed \(value): a whole number is needed") }
      invocation.seed = seed
      invocation.saysHowToBegin = true
    },
    InvocationOption(
      "--restricted",
      "For scripts of strangers: no other programs, no files outside of the folder of the script (or the present one), "
        + "no network, no other saved clusters, and nothing of the environment but HOME, LANG, TERM and TZ."
    ) { invocation, _ in invocation.isRestricted = true },
    InvocationOption(
      "--strict", "Behave exactly as kubectl with a real cluster: no extensions, no hints."
    ) { invocation, _ in invocation.isStrict = true },
  ]

  private static let timeOptions: [InvocationOption] = [
    InvocationOption(
      "--settle",
      "After each command that changes the cluster let it come to rest before the next one. A step that begins with "
        + "@nosettle is left out of this."
    ) { invocation, _ in invocation.timing.settles = true },
    InvocationOption(
      "--pace", value: "TIME", "The cluster time a command takes in a script: 100ms unless given."
    ) { invocation, value throws(InvocationError) in
      guard let pace = TimeSpan(wordText: value), pace >= .zero else {
        throw InvocationError("--pace \(value): a time is needed, such as 100ms")
      }
      invocation.timing.pace = pace
    },
    InvocationOption(
      "--speed", value: "N", "Cluster seconds per second, in the interactive shell and in serve: 1 unless given."
    ) { invocation, value throws(InvocationError) in
      guard let speed = Double(value), speed > 0, speed.isFinite else {
        throw InvocationError("--speed \(value): a number above 0 is needed")
      }
      invocation.speed = speed
    },
    InvocationOption(
      "--start", value: "TIME",
      "The cluster's time at its start, as in 2026-01-01T00:00:00Z. Scripts and single commands begin at that time "
        + "unless another is given, the shell begins now."
    ) { invocation, value throws(InvocationError) in
      guard let start = Instant(rfc3339: value) else {
        throw InvocationError("--start \(value): a time is needed, such as 2026-01-01T00:00:00Z")
      }
      invocation.start = start
      invocation.saysHowToBegin = true
    },
  ]

  private static let otherOptions: [InvocationOption] = [
    InvocationOption(
      "--color", value: "WHEN", of: .choices(ColorChoice.allCases.map(\.rawValue)),
      "Colour what is ready, waits, fails or was changed: auto, always or never. auto, the default, does so on a "
        + "terminal unless NO_COLOR is set."
    ) { invocation, value throws(InvocationError) in
      guard let choice = ColorChoice(rawValue: value) else {
        throw InvocationError("--color \(value): auto, always or never is needed")
      }
      invocation.color = choice
    },
    InvocationOption("--help", short: "-h", "Print a short help.") { invocation, _ in invocation.task = .help },
    InvocationOption("--version", "Print the version.") { invocation, _ in invocation.task = .version },
    InvocationOption(
      "--complete", value: "LINE", isHidden: true,
      "Print what may stand at the end of LINE, one word a line with a tab and what it is."
    ) { invocation, value in invocation.task = .complete(value) },
    InvocationOption(
      "--generate", value: "FOLDER", isHidden: true, "Write the man pages and completions below FOLDER."
    ) { invocation, value in invocation.task = .generate(value) },
  ]
}
