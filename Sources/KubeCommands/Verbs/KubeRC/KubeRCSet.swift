// `kubectl kuberc set`
import KubeKinds
import KubeObjects

enum KubeRCSet {
  static let section = Flag(text: "section", help: "What to change: 'defaults', 'aliases' or 'credentialplugin'.")
    .completing(.choices(["aliases", "credentialplugin", "defaults"])).required
  static let commandWords = Flag(text: "command", help: "The command that it is about: 'get', 'set env'.")
  static let name = Flag(text: "name", help: "The name of an alias.")
  static let policy = Flag(text: "policy", help: "Which plugins may be asked for credentials.")
    .completing(.choices(policies))
  static let option = Flag(each: "option", help: "An option as flag=value; may be repeated.")
  static let prepended = Flag(each: "prependarg", help: "An argument of an alias before those typed; may be repeated.")
  static let appended = Flag(each: "appendarg", help: "An argument of an alias behind those typed; may be repeated.")
  static let allowed = Flag(each: "allowlist-entry", help: "A plugin that may be asked, as command=PATH.")
  static let overwrite = Flag(bool: "overwrite", help: "Replaces what is there.")

  private static let policies = ["AllowAll", "Allowlist", "DenyAll"]

  static let command = Command(
    "set", usage: "--section (defaults|aliases) --command COMMAND",
    CommandHelp(
      "Set values in the kuberc configuration",
      """
      Sets a default, an alias or the policy of credential plugins in the file of preferences.

      A default is an option that a command has unless another value is given. An alias is a command of one's own: \
      another command with options, and with arguments before and behind those that are typed.
      """,
      examples: [
        Example(
          "Let env print what it sets",
          "kubectl kuberc set --section defaults --command 'set env' --option output=yaml"),
        Example(
          "Make a command that runs an image",
          "kubectl kuberc set --section aliases --name runx --command run --option image=nginx"),
        Example(
          "Replace a default",
          "kubectl kuberc set --section defaults --command get --option output=json --overwrite"),
      ]),
    flags: [
      GlobalFlags.kuberc, section, commandWords, name, policy, option, prepended, appended, allowed, overwrite,
    ], run: run)

  private static func run(_ line: CommandLine, _ context: CommandContext) throws {
    let file = try KubeRC.file(line, context)
    try check(line)
    var value = try KubeRC.load(file, context) ?? KubeRC.empty
    if value[.kind].isEmpty, value[.apiVersion].isEmpty, value["aliases"].isNull, value["defaults"].isNull {
      value = KubeRC.empty
    }
    let options = try line[option].map(parsed)
    switch line[section] {
    case "defaults": try setDefault(options, line, &value)
    case "aliases": try setAlias(options, line, &value)
    default: try setPolicy(line, &value)
    }
    try KubeRC.save(value, file, context)
  }

  // MARK: Refusals

  private static func check(_ line: CommandLine) throws(CommandError) {
    switch line[section] {
    case "defaults":
      if !line[name].isEmpty { throw .text("--name should not be specified when --section=defaults") }
      if !(line[prepended] + line[appended]).isEmpty {
        throw .text("--prependarg and --appendarg are only valid for --section=aliases")
      }
    case "aliases":
      if line[name].isEmpty { throw .text("--name is required when --section=aliases") }
    case "credentialplugin": return try checkPolicy(line)
    default:
      throw .text(
        "--section must be \"defaults\", \"aliases\", or \"credentialplugin\", got: \(line[section])")
    }
    if line[commandWords].isEmpty {
      throw .text("--command is required when --section=aliases or --section=defaults")
    }
  }

  private static func checkPolicy(_ line: CommandLine) throws(CommandError) {
    let typed = line[policy]
    if typed.isEmpty { throw .text("--policy is required when --section=credentialplugin") }
    guard policies.contains(typed) else { throw .text("invalid value for --policy: \(GoText.quoted(typed))") }
    if line[allowed].isEmpty == (typed == "Allowlist") {
      let word = typed == "Allowlist" ? "is required" : "may only be used"
      throw .text("--allowlist-entry \(word) when --section=credentialplugin and --policy=Allowlist")
    }
  }

  private static func parsed(_ text: String) throws(CommandError) -> Value {
    guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
      throw .text("invalid option format \(GoText.quoted(text)), expected flag=value")
    }
    let name = text[..<equals].drop { $0 == "-" }
    return ["name": .string(String(name)), "default": .string(String(text[text.index(after: equals)...]))]
  }

  // MARK: Changes

  private static func setDefault(
    _ options: [Value], _ line: CommandLine, _ value: inout Value
  ) throws(CommandError) {
    let words = line[commandWords]
    var entries = value["defaults"].elements
    if let index = entries.firstIndex(where: { $0["command"].text == words }) {
      if !line[overwrite] {
        throw .text("defaults for command \(GoText.quoted(words)) already exist, use --overwrite to replace")
      }
      if !options.isEmpty { entries[index]["options"] = .array(options) }
    } else {
      entries.append(["command": .string(words), "options": options.isEmpty ? .null : .array(options)])
    }
    value["defaults"] = .array(entries)
  }

  private static func setAlias(_ options: [Value], _ line: CommandLine, _ value: inout Value) throws(CommandError) {
    var entries = value["aliases"].elements
    let index = entries.firstIndex { $0[.name].text == line[name] }
    if index != nil, !line[overwrite] {
      throw .text("alias \(GoText.quoted(line[name])) already exists, use --overwrite to replace")
    }
    var entry: Value = index.map { entries[$0] } ?? ["name": .string(line[name])]
    entry["command"] = .string(line[commandWords])
    // What is not given stays as it was.
    if !options.isEmpty { entry["options"] = .array(options) }
    if !line[prepended].isEmpty { entry["prependArgs"] = .array(line[prepended].map(Value.string)) }
    if !line[appended].isEmpty { entry["appendArgs"] = .array(line[appended].map(Value.string)) }
    if let index { entries[index] = entry } else { entries.append(entry) }
    value["aliases"] = .array(entries)
  }

  private static func setPolicy(_ line: CommandLine, _ value: inout Value) throws(CommandError) {
    if line[policy] == "Allowlist" {
      var faults: [String] = []
      let entries = line[allowed].flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }
        .compactMap { allowedPlugin($0, &faults) }
      if !faults.isEmpty { throw .text(faults.joined(separator: "\n")) }
      value["credentialPluginAllowlist"] = .array(entries)
    }
    value["credentialPluginPolicy"] = .string(line[policy])
  }

  private static func allowedPlugin(_ text: Substring, _ faults: inout [String]) -> Value? {
    guard let equals = text.firstIndex(of: "=") else {
      faults.append("improperly formatted allowlist entry: \(GoText.quoted(String(text)))")
      return nil
    }
    let key = String(text[..<equals])
    let plugin = String(text[text.index(after: equals)...])
    if key == "name" {
      faults.append("allowlist entry field \"name\" is deprecated, use \"command\" instead")
    } else if key != "command" {
      faults.append("unrecognized allowlist entry field: \(GoText.quoted(key))")
    } else if plugin.allSatisfy(\.isWhitespace) {
      faults.append("empty value in allowlist entry for field \"command\"")
    } else {
      return ["command": .string(plugin)]
    }
    return nil
  }
}
