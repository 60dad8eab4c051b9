// The flags that every command takes, as `kubectl options` lists them.
import SimCore

public enum GlobalFlags {
  public static let namespace = Flag(
    text: "namespace", "n", help: "The namespace of this request, if it is not the context's.").completing(.namespace)
  public static let requestTimeout = Flag(
    text: "request-timeout", default: "0",
    help: "How long one request to the server may take, with a unit (1s, 2m, 3h); zero for as long as it takes.")
  public static let kubeconfig = Flag(text: "kubeconfig", help: "The kubeconfig file to use.").completing(.file)
  static let kuberc = Flag(
    text: "kuberc", help: "The file of preferences to use. KUBERC=off, or KUBECTL_KUBERC=false, is to use none.")
    .completing(.file)
  public static let context = Flag(text: "context", help: "The context of the kubeconfig to use.")
    .completing(.kubeContext)
  public static let cluster = Flag(text: "cluster", help: "The cluster of the kubeconfig to use.")
    .completing(.kubeCluster)
  public static let user = Flag(text: "user", help: "The user of the kubeconfig to use.").completing(.kubeUser)
  public static let server = Flag(text: "server", "s", help: "The address and port of the API server.")
  public static let impersonatedUser = Flag(
    text: "as", help: "Act as this user: a person, or a service account of a namespace.")
  public static let impersonatedGroups = Flag(each: "as-group", help: "Act as a member of this group; may be repeated.")
  static let impersonatedUID = Flag(text: "as-uid", help: "Act as the user with this UID.")
  static let impersonatedExtra = Flag(
    each: "as-user-extra", help: "Extra attributes to act with, as key=value; may be repeated.")
  static let profile = Flag(text: "profile", default: "none", help: "What to profile.").completing(.choices(profiles))
  static let profiles = ["none", "cpu", "heap", "goroutine", "threadcreate", "block", "mutex", "trace"]
  public static let verbosity = Flag(int: "v", "v", bits: 32, help: "How much the log says.")
  public static let warningsAsErrors = Flag(
    bool: "warnings-as-errors", help: "Takes a warning of the server as an error: the exit status is then not zero.")

  /// Sorted by name.
  public static let rows: [FlagRow] = flags.map(\.row).sorted { $0.long < $1.long }

  private static let flags: [any AnyFlag] = [
    namespace, requestTimeout, kubeconfig, context, cluster, user, server, impersonatedUser, impersonatedGroups,
    impersonatedUID, impersonatedExtra, verbosity, warningsAsErrors, profile, kuberc,
    Flag(text: "cache-dir", default: "$HOME/.kube/cache", help: "Where answers of the server are kept.")
      .completing(.directory),
    Flag(text: "certificate-authority", help: "The certificate of the authority to trust.").completing(.file),
    Flag(text: "client-certificate", help: "The certificate to show to the server.").completing(.file),
    Flag(text: "client-key", help: "The key of the certificate to show to the server.").completing(.file),
    Flag(bool: "disable-compression", help: "Asks the server not to compress its answers."),
    Flag(bool: "insecure-skip-tls-verify", help: "Does not check the server's certificate: anybody could answer."),
    Flag(duration: "log-flush-frequency", default: .seconds(5), help: "The longest time between writes of the log."),
    Flag(bool: "match-server-version", help: "Refuses to talk to a server of another version."),
    Flag(text: "password", help: "The password for basic authentication."),
    Flag(text: "profile-output", default: "profile.pprof", help: "The file the profile is written to.")
      .completing(.file),
    Flag(text: "tls-server-name", help: "The name the server's certificate must have, if not the host's."),
    Flag(text: "token", help: "The bearer token to show to the server."),
    Flag(text: "username", help: "The user name for basic authentication."),
    Flag(goText: "vmodule", help: "Log verbosity by file, as pattern=N."),
  ]
}

extension CommandLine {
  /// The namespace that `-n` names, or the context's.
  public func namespace(in context: CommandContext) -> String {
    let typed = self[GlobalFlags.namespace]
    return typed.isEmpty ? context.namespace : typed
  }

  /// Whether a namespace was named, so that objects must agree with it.
  public var namesNamespace: Bool { !self[GlobalFlags.namespace].isEmpty }
}
