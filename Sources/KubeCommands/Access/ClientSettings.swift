// What the global flags say of the client and its kubeconfig, refused in kubectl's words before anything is asked.
import KubeObjects
import SimCore

enum ClientSettings {
  /// Commands that need no cluster and don't mind what the kubeconfig says.
  private static let offline: Set<String> = ["completion", "config", "help", "kuberc", "kustomize", "options", "plugin"]

  static func check(_ line: CommandLine, _ context: CommandContext) throws {
    let profile = line[GlobalFlags.profile]
    if !GlobalFlags.profiles.contains(profile) { throw CommandError.text("unknown profile '\(profile)'") }
    let words = line.path.split(separator: " ")
    if words.count < 2 || offline.contains(String(words[1])) { return }
    let file = line[GlobalFlags.kubeconfig]
    if !file.isEmpty, !context.files.exists(file) {
      throw CommandError.text("stat \(file): no such file or directory")
    }
    try checkEntries(line, context)
    try checkTimeout(line[GlobalFlags.requestTimeout])
    try checkImpersonation(line)
  }

  /// The context, cluster and user that flags name are those of the kubeconfig.
  private static func checkEntries(_ line: CommandLine, _ context: CommandContext) throws {
    let (name, cluster, user) = (line[GlobalFlags.context], line[GlobalFlags.cluster], line[GlobalFlags.user])
    if name.isEmpty, cluster.isEmpty, user.isEmpty { return }
    let config = try KubeConfig.load(line, context)
    if !name.isEmpty, config.entry(.contexts, name) == nil {
      throw CommandError.several([
        .text("Error in configuration: context was not found for specified context: \(name)")
      ])
    }
    if !user.isEmpty, config.entry(.users, user) == nil {
      throw CommandError.text("auth info \(GoText.quoted(user)) does not exist")
    }
    if !cluster.isEmpty, config.entry(.clusters, cluster) == nil {
      throw CommandError.text("no server found for cluster \(GoText.quoted(cluster))")
    }
  }

  /// Seconds, or a time with its unit.
  private static func checkTimeout(_ text: String) throws(CommandError) {
    if Int64(text) != nil || TimeSpan(goText: text) != nil { return }
    throw .text(
      "Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a corresponding "
        + "time unit (e.g. 1s | 2m | 3h)")
  }

  /// Whoever acts as a member of groups acts as somebody.
  private static func checkImpersonation(_ line: CommandLine) throws(CommandError) {
    if !line[GlobalFlags.impersonatedUser].isEmpty { return }
    if line[GlobalFlags.impersonatedGroups].isEmpty, line[GlobalFlags.impersonatedUID].isEmpty,
      line[GlobalFlags.impersonatedExtra].isEmpty
    { return }
    throw .text("requesting uid, groups or user-extra for test-user without impersonating a user")
  }
}
