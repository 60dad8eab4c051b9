// `kubectl config set` and `kubectl config unset`: single values by a dotted name.
import KubeKinds
import KubeObjects

enum ConfigProperty {
  static let rawBytes = Flag(bool: "set-raw-bytes", help: "The value of a data field is no base64 yet.")

  static let setCommand = Command(
    "set", usage: "PROPERTY_NAME PROPERTY_VALUE",
    CommandHelp(
      "Set one value", "Sets one value of the kubeconfig, such as contexts.prod.namespace.",
      examples: [Example("Set the address of a cluster", "kubectl config set clusters.prod.server https://1.2.3.4")]),
    flags: [rawBytes]
  ) { line, context in
    guard line.arguments.count == 2 else { throw Config.refuse(line, context) }
    var config = try KubeConfig.load(line, context)
    let property = try Property(line.arguments[0])
    try property.set(try value(line, property), in: &config)
    try config.save(context)
    context.output.write("Property \(GoText.quoted(line.arguments[0])) set.\n")
  }

  static let unsetCommand = Command(
    "unset", usage: "PROPERTY_NAME",
    CommandHelp(
      "Unset one value", "Takes one value out of the kubeconfig.",
      examples: [Example("Unset the present context", "kubectl config unset current-context")])
  ) { line, context in
    guard line.arguments.count == 1 else { throw Config.refuse(line, context) }
    var config = try KubeConfig.load(line, context)
    try Property(line.arguments[0]).set(nil, in: &config)
    try config.save(context)
    context.output.write("Property \(GoText.quoted(line.arguments[0])) unset.\n")
  }

  private static func value(_ line: CommandLine, _ property: Property) throws(CommandError) -> Value {
    let text = line.arguments[1]
    switch property.field {
    case "insecure-skip-tls-verify":
      do throws(UnreadableValue) { return .bool(try FlagReader.bool(text)) } catch { throw .text(error.reason) }
    case let field where field.hasSuffix("-data"):
      if line[rawBytes] { return .string(Base64.encode(Array(text.utf8))) }
      if case .failure(let error) = Base64.decoded(text.utf8) {
        throw .text("error decoding input value: illegal base64 data at input byte \(error.offset)")
      }
      return .string(text)
    default: return .string(text)
    }
  }
}

/// `current-context`, `contexts.NAME.namespace`
private struct Property {
  var section: KubeConfigSection?
  var name = ""
  var field = ""

  /// The fields that entries have.
  private static let fields: [KubeConfigSection: [String]] = [
    .clusters: [
      "server", "certificate-authority", "certificate-authority-data", "insecure-skip-tls-verify", "tls-server-name",
      "proxy-url", "disable-compression",
    ],
    .contexts: ["cluster", "user", "namespace"],
    .users: [
      "client-certificate", "client-certificate-data", "client-key", "client-key-data", "token", "tokenFile", "as",
      "username", "password",
    ],
  ]

  init(_ text: String) throws(CommandError) {
    if text == "current-context" {
      field = text
      return
    }
    let parts = text.split(separator: ".").map(String.init)
    guard let section = parts.first.flatMap(KubeConfigSection.init) else {
      throw .text("unable to parse \(text) after [] at api.Config")
    }
    self.section = section
    let rest = parts.dropFirst()
    if let last = rest.last, rest.count > 1, Self.fields[section]?.contains(last) == true {
      field = last
      name = rest.dropLast().joined(separator: ".")
    } else {
      name = rest.joined(separator: ".")
    }
  }

  func set(_ value: Value?, in config: inout KubeConfig) throws(CommandError) {
    guard let section else { return config.value.set(KubeConfig.currentContext, value ?? "") }
    if value != nil, field.isEmpty { throw .text("can't set a map to a value: \(section.rawValue).\(name)") }
    guard !name.isEmpty else { return config.value.set(section.key, nil) }
    guard !field.isEmpty else { return config.set(section, name, nil) }
    if value == nil, config.entry(section, name) == nil { throw .text("current map key `\(name)` is invalid") }
    var entry = config.entry(section, name) ?? [:]
    entry.set(Key(field), value)
    config.set(section, name, entry)
  }
}
