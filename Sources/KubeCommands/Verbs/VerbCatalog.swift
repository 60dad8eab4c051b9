// All commands, one line each, in the order of kubectl, which is that of its suggestions.

public enum VerbCatalog {
  /// Everything stsctl understands.
  public static let root = tree(kubectl + own)
  /// Exactly kubectl.
  public static let strictRoot = tree(kubectl)

  private static let kubectl: [Command] = [
    CreateVerb.command,
    Expose.command,
    Run.row,
    SetVerb.command,
    Explain.command,
    Get.command,
    Edit.command,
    Delete.command,
    Rollout.command,
    Scale.command,
    Autoscale.command,
    Certificate.command,
    ClusterInfo.command,
    Top.command,
    Cordon.command,
    Cordon.reverse,
    Drain.command,
    Taint.command,
    Describe.command,
    Logs.command,
    Exec.attach,
    Exec.command,
    PortForward.command,
    Proxy.command,
    Copy.command,
    Auth.command,
    Debug.command,
    Events.command,
    Diff.command,
    Apply.command,
    PatchVerb.command,
    Replace.command,
    Wait.command,
    KustomizeVerb.command,
    Label.command,
    Annotate.command,
    CompletionVerb.command,
    Config.command,
    Plugin.command,
    Version.command,
    APIVersions.command,
    APIResources.command,
    OptionsVerb.command,
    KubeRC.command,
    AlphaVerb.command,
    HelpVerb.command,
  ]

  /// Words that kubectl does not have.
  private static let own: [Command] = [Why.command]

  private static func tree(_ commands: [Command]) -> Command {
    Command(
      "kubectl", usage: "[flags]",
      CommandHelp(
        "kubectl controls the Kubernetes cluster manager.",
        "kubectl controls the Kubernetes cluster manager.\n\n"
          + "Find more information at: https://kubernetes.io/docs/reference/kubectl/"),
      subcommands: commands, .help)
  }
}
