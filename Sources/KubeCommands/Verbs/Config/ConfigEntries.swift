// `kubectl config use-context`, `rename-context`, `delete-context`, `delete-cluster`, `delete-user`
import KubeKinds
import KubeObjects

enum ConfigEntries {
  static let useContext = Command(
    "use-context", aliases: ["use"], usage: "CONTEXT_NAME",
    CommandHelp(
      "Choose the present context", "Makes a context the one that commands use.",
      examples: [Example("Use a context", "kubectl config use-context prod")]), arguments: .kubeContext
  ) { line, context in
    guard line.arguments.count == 1 else { throw Config.refuse(line, context) }
    var config = try KubeConfig.load(line, context)
    let name = line.arguments[0]
    if config.entry(.contexts, name) == nil {
      throw CommandError.text("no context exists with the name: \(GoText.quoted(name))")
    }
    config.current = name
    try config.save(context)
    context.output.write("Switched to context \(GoText.quoted(name)).\n")
  }

  static let renameContext = Command(
    "rename-context", usage: "CONTEXT_NAME NEW_NAME",
    CommandHelp(
      "Give a context another name", "Renames a context; if it is the present one, it stays so.",
      examples: [Example("Rename one", "kubectl config rename-context old new")]), arguments: .kubeContext
  ) { line, context in
    guard line.arguments.count == 2 else { throw Config.refuse(line, context) }
    var config = try KubeConfig.load(line, context)
    let (old, new) = (line.arguments[0], line.arguments[1])
    let prefix = "cannot rename the context \(GoText.quoted(old)), "
    guard let entry = config.entry(.contexts, old) else {
      throw CommandError.text(prefix + "it's not in \(config.name)")
    }
    if config.entry(.contexts, new) != nil {
      throw CommandError.text(prefix + "the context \(GoText.quoted(new)) already exists in \(config.name)")
    }
    config.set(.contexts, old, nil)
    config.set(.contexts, new, entry)
    if config.current == old { config.current = new }
    try config.save(context)
    context.output.write("Context \(GoText.quoted(old)) renamed to \(GoText.quoted(new)).\n")
  }

  static let deleteContext = deletion("context", .contexts, .kubeContext)
  static let deleteCluster = deletion("cluster", .clusters, .kubeCluster)
  static let deleteUser = deletion("user", .users, .kubeUser)

  private static func deletion(_ word: String, _ section: KubeConfigSection, _ completion: Completion) -> Command {
    Command(
      "delete-\(word)", usage: "NAME",
      CommandHelp(
        "Delete a \(word) from the kubeconfig",
        "Takes a \(word) out of the kubeconfig. The cluster itself is not touched.",
        examples: [Example("Delete one", "kubectl config delete-\(word) old")]), arguments: completion
    ) { line, context in
      guard line.arguments.count == 1 else {
        if section == .users { throw line.usageError("user to delete is required") }
        return context.output.write(HelpText.page(line.command, path: line.path))
      }
      var config = try KubeConfig.load(line, context)
      let name = line.arguments[0]
      if config.entry(section, name) == nil {
        throw CommandError.text("cannot delete \(word) \(name), not in \(config.name)")
      }
      if section == .contexts, config.current == name {
        context.errors.write(
          "warning: this removed your active context, use \"kubectl config use-context\" to select a different one\n")
      }
      config.set(section, name, nil)
      try config.save(context)
      context.output.write("deleted \(word) \(name) from \(config.name)\n")
    }
  }
}
