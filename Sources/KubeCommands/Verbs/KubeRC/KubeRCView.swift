// `kubectl kuberc view`
import KubeKinds
import KubeObjects
import KubePrinters

enum KubeRCView {
  static let output = PrintFlags.output.with(default: "yaml")

  static let command = Command(
    "view",
    CommandHelp(
      "Display the current kuberc configuration",
      "Prints the file of preferences. Where there is none, it offers to make one: apply on the server's side, and "
        + "delete only after a question.",
      examples: [
        Example("Show the preferences", "kubectl kuberc view"),
        Example("Show those of another file", "kubectl kuberc view --kuberc team.kuberc -o json"),
      ]),
    flags: [
      GlobalFlags.kuberc, output, PrintFlags.template, PrintFlags.allowMissingKeys, PrintFlags.showManagedFields,
    ], run: run)

  private static func run(_ line: CommandLine, _ context: CommandContext) throws {
    let file = try KubeRC.file(line, context)
    guard var value = try KubeRC.load(file, context) else { return try offer(file, context) }
    for key: Key in ["aliases", "defaults"] where value[key].isNull { value[key] = [] }
    var request = line.formatRequest(in: context)
    if request.output.isEmpty { request.output = "yaml" }
    var printer = try line.printer(request)
    if value[.kind].isEmpty || value[.apiVersion].isEmpty {
      throw CommandError.text(
        "missing apiVersion or kind; try GetObjectKind().SetGroupVersionKind() if you know the type")
    }
    if request.output.lowercased() == "json" {
      return context.output.write(TypedJSON.write(value, names: fieldOrder, indent: "    "))
    }
    try context.print(value, with: &printer)
  }

  private static let fieldOrder = [
    "kind", "apiVersion", "defaults", "aliases", "name", "command", "prependArgs", "appendArgs", "options", "default",
    "credentialPluginPolicy", "credentialPluginAllowlist",
  ]

  private static func offer(_ file: PreferenceFile, _ context: CommandContext) throws(CommandError) {
    if file.isExplicit { throw .text("kuberc file not found at \(file.path)") }
    context.output.write(
      "kuberc file not found at \(file.path)\n"
        + "Would you like to generate a default kuberc file with recommended options? (y/N): ")
    let line = String(decoding: context.input, as: UTF8.self).prefix { $0 != "\n" }
    guard line.trimmingPrefix(while: \.isWhitespace).lowercased() == "y" else { return }
    var value = KubeRC.empty
    value["defaults"] = [
      ["command": "apply", "options": [["name": "server-side", "default": "true"]]],
      ["command": "delete", "options": [["name": "interactive", "default": "true"]]],
    ]
    try KubeRC.save(value, file, context)
  }
}
