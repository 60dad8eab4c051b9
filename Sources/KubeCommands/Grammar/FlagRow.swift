// One flag as a row of plain data: the parser, help, man pages, shell completions and completion at the cursor all
// read the same row.

/// What kind of value a flag takes. The names of the number kinds follow Go's types, because the refusals do.
public enum FlagKind: Sendable, Equatable {
  /// `--flag`, `--flag=false`.
  case bool
  /// A whole number of so many bits; Go's notation, so `0x10` and `1_000` are numbers too.
  case int(bits: Int)
  case text
  /// Values separated by commas, as CSV; a repeated flag adds to them.
  case list
  /// One value each time the flag is given, commas and all.
  case repeated
  /// `key=value` each time the flag is given; with more than one `=`, several separated by commas.
  case pairs
  /// `key=value,key=value`
  case map
  /// Go's notation: `1m30s`.
  case duration
}

/// What can be offered where a word is missing: for a flag's value, or for an argument.
public enum Completion: Sendable, Equatable {
  case nothing
  case file
  case directory
  case choices([String])
  case namespace
  case kubeContext
  case kubeCluster
  case kubeUser
  /// Kinds by their plural and short names.
  case kind
  /// Names of objects of one kind: `nodes`.
  case names(of: String)
  /// `TYPE NAME...`, `TYPE/NAME`: the first argument is a kind, the others its names.
  case resource
  /// Like `resource`, of kinds that roll out.
  case rollout
  /// Containers of the object that the arguments name.
  case container
  case labelSelector
  /// Keys of labels.
  case labelKey
  case fieldSelector
  /// Paths of fields of the kind that the arguments name: `{.spec.replicas}`.
  case fieldPath
  case outputFormat
  /// What `wait --for` takes.
  case waitCondition
  /// Numbers of revisions of the object that the arguments name.
  case revision
  /// Another command of this tree.
  case command
}

/// One flag.
public struct FlagRow: Sendable {
  /// The name after `--`.
  public let long: String
  /// The letter after `-`.
  public let short: Character?
  public let kind: FlagKind
  /// The default as help shows it: `false`, `''`, `[]`, `0s`.
  public internal(set) var defaultText: String
  /// What the flag means when it is given without a value (`--dry-run`); `nil` where a value must follow.
  public var bareValue: String?
  /// One sentence.
  public let help: String
  public var completion = Completion.nothing
  /// Neither in help nor offered.
  public var isHidden = false
  /// What to use instead; a deprecated flag is hidden and warns when used.
  public var deprecation: String?
  /// The command does not run without it.
  public var isRequired = false

  public init(
    long: String, short: Character?, kind: FlagKind, defaultText: String, bareValue: String?, help: String
  ) {
    self.long = long
    self.short = short
    self.kind = kind
    self.defaultText = defaultText
    self.bareValue = bareValue
    self.help = help
  }

  /// As errors name it: `-w, --watch`.
  public var names: String { short.map { "-\($0), --\(long)" } ?? "--\(long)" }
}
