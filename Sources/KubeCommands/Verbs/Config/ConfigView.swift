// `kubectl config view`
import KubeKinds
import KubeObjects
import KubePrinters

enum ConfigView {
  static let raw = Flag(bool: "raw", help: "Prints certificates and secrets, too.")
  static let minify = Flag(bool: "minify", help: "Only what the present context uses.")
  static let flatten = Flag(bool: "flatten", help: "Prints the contents of files instead of their paths.")
  static let merge = Flag(bool: "merge", default: true, help: "Takes all files together that make up the kubeconfig.")
  static let output = PrintFlags.output.with(default: "yaml")

  static let command = Command(
    "view", usage: "[flags]",
    CommandHelp(
      "Show the kubeconfig", "Prints the kubeconfig. Secrets are left out unless --raw is given.",
      examples: [
        Example("Show it", "kubectl config view"),
        Example("Show the present namespace", "kubectl config view --minify -o jsonpath='{..namespace}'"),
      ]),
    flags: [
      raw, minify, flatten, merge, output, PrintFlags.template, PrintFlags.allowMissingKeys,
      PrintFlags.showManagedFields,
    ], run: run)

  private static func run(_ line: CommandLine, _ context: CommandContext) throws {
    if !line.arguments.isEmpty {
      throw line.usageError("unexpected arguments: [\(line.arguments.joined(separator: " "))]")
    }
    var config = try KubeConfig.load(line, context)
    if line[minify] { try reduce(&config, to: line[GlobalFlags.context]) }
    var value = config.normalised
    if !line[raw], !line[flatten] { redact(&value) }
    if line[output].lowercased() == "json" {
      return context.output.write(TypedJSON.write(value, names: fieldOrder, indent: "    "))
    }
    var request = line.formatRequest(in: context)
    if request.output.isEmpty { request.output = "yaml" }
    var printer = try line.printer(request)
    try context.print(value, with: &printer)
  }

  private static let fieldOrder = [
    "kind", "apiVersion", "preferences", "name", "clusters", "users", "contexts", "current-context", "server",
    "tls-server-name", "insecure-skip-tls-verify", "certificate-authority", "certificate-authority-data", "proxy-url",
    "client-certificate", "client-certificate-data", "client-key", "client-key-data", "token", "tokenFile", "as",
    "username", "password", "cluster", "user", "namespace",
  ]

  private static func reduce(_ config: inout KubeConfig, to name: String) throws(CommandError) {
    if !name.isEmpty { config.current = name }
    if config.current.isEmpty { throw .text("current-context must exist in order to minify") }
    guard let entry = config.entry(.contexts, config.current) else {
      throw .text("cannot locate context \(config.current)")
    }
    let kept: [KubeConfigSection: String] = [
      .contexts: config.current, .clusters: entry["cluster"].text, .users: entry["user"].text,
    ]
    for section in KubeConfigSection.allCases {
      for name in config.names(section) where name != kept[section] { config.set(section, name, nil) }
    }
  }

  private static let secrets: [Key] = ["token", "password"]
  private static let data: [Key] = ["certificate-authority-data", "client-certificate-data", "client-key-data"]

  private static func redact(_ value: inout Value) {
    for section in KubeConfigSection.allCases {
      value[section.key].modifyElements { entry in
        entry.amend(section.singular) { content in
          for key in secrets where !content[key].text.isEmpty { content[key] = "REDACTED" }
          for key in data where !content[key].text.isEmpty { content[key] = "DATA+OMITTED" }
        }
      }
    }
  }
}
