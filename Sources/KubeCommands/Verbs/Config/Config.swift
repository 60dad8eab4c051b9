// `kubectl config` and what its sub-commands share.
import KubeKinds
import KubeObjects
import KubePrinters

enum Config {
  static let command = Command(
    "config", usage: "SUBCOMMAND",
    CommandHelp(
      "Change kubeconfig files",
      """
      Shows and changes a kubeconfig: which clusters there are, who one is there, and which of them is used.

      With --kubeconfig, or the variable KUBECONFIG, that file is meant. Otherwise it is the simulated cluster's own, \
      which lasts as long as the session.
      """,
      examples: [Example("Work in another namespace", "kubectl config set-context --current --namespace=shop")]),
    arguments: .command,
    subcommands: [
      ConfigReading.currentContext, ConfigEntries.deleteCluster, ConfigEntries.deleteContext,
      ConfigEntries.deleteUser, ConfigReading.getClusters, ConfigReading.getContexts, ConfigReading.getUsers,
      ConfigEntries.renameContext, ConfigProperty.setCommand, ConfigSetting.setCluster, ConfigSetting.setContext,
      ConfigSetting.setCredentials, ConfigProperty.unsetCommand, ConfigEntries.useContext, ConfigView.command,
    ], .helpOnErrorsAndFail)

  /// Some sub-commands print their help when arguments are missing, and fail after it.
  static func refuse(_ line: CommandLine, _ context: CommandContext, word: String = "Unexpected") -> CommandError {
    context.output.write(HelpText.page(line.command, path: line.path))
    return .text("\(word) args: [\(line.arguments.joined(separator: " "))]")
  }
}
