// The kubeconfig that leads to a simulated cluster, in this process or served to others.
import ClusterAPI
import KubeKinds
import KubeObjects

/// A kubeconfig with one cluster, the context that leads to it and the user that may do everything.
public struct OwnKubeConfig {
  /// Where a cluster in this process says it is. Nothing listens there.
  static let server = "https://127.0.0.1:6443"
  private static let userName = "admin"

  /// What cluster and context are called.
  public let name: String
  private let cluster: Value
  private let user: Value
  private let namespace: String

  /// A cluster that is served.
  /// - Parameter authority: the certificate to trust, as PEM; `nil` for plain HTTP.
  public init(_ name: String, server: String, authority: String?, token: String) {
    self.name = name
    var cluster: Value = ["server": .string(server)]
    if let authority { cluster["certificate-authority-data"] = .string(Base64.encode(Array(authority.utf8))) }
    self.cluster = cluster
    user = ["token": .string(token)]
    namespace = "default"
  }

  /// The cluster that a command is about.
  public init(_ context: CommandContext) {
    name = context.api.clusterName
    cluster = ["server": .string(Self.server)]
    user = [:]
    namespace = context.namespace
  }

  public var value: Value {
    var entry: Value = ["cluster": .string(name), "user": .string(Self.userName)]
    if namespace != "default" { entry[.namespace] = .string(namespace) }
    return [
      "apiVersion": "v1", "kind": "Config", "current-context": .string(name),
      "clusters": [["name": .string(name), "cluster": cluster]],
      "contexts": [["name": .string(name), "context": entry]],
      "users": [["name": .string(Self.userName), "user": user]],
    ]
  }

  /// Whether a kubeconfig holds nothing but the cluster of a name, so that it may be written anew.
  public static func mayReplace(_ config: Value, _ name: String) -> Bool {
    config[.kind] == "Config" && ["clusters", "contexts"].allSatisfy { part in
      config[Key(part)].elements.allSatisfy { $0[.name].text == name }
    }
  }
}
