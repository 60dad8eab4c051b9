// Which words are commands, for those who must tell a command from its arguments.

extension CommandRunner {
  private static let verbs: Set<String> = [
    "annotate", "api-resources", "api-versions", "apply", "attach", "auth", "autoscale", "certificate",
    "cluster-info", "completion", "config", "cordon", "cp", "create", "debug", "delete", "describe", "diff",
    "drain", "edit", "events", "exec", "explain", "expose", "get", "help", "kustomize", "label", "logs",
    "options", "patch", "plugin", "port-forward", "proxy", "replace", "rollout", "run", "scale", "set", "taint",
    "top", "uncordon", "version", "wait", "why",
  ]

  /// Whether a word is the first of a command.
  public static func isVerb(_ word: String) -> Bool { verbs.contains(word) }
}
