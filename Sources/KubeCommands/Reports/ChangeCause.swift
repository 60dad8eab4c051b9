// `--record`: the command, kept in the annotation that `rollout history` shows.
import ClusterAPI
import KubeKinds
import KubeObjects

enum ChangeCause {
  static let key: Key = "kubernetes.io/change-cause"

  /// Flags whose values nobody is to read later.
  private static let secrets = ["token", "password"]

  /// What the annotation is to say; `nil` unless it was asked for.
  static func of(_ line: CommandLine) -> String? {
    guard line[WriteFlags.record] else { return nil }
    let flags = line.typedFlags.map { flag in
      " --\(flag.name)=\(secrets.contains(flag.name) ? "CLASSIFIED" : flag.text)"
    }
    return ([line.path] + line.arguments).joined(separator: " ") + flags.joined()
  }

  /// The object with the annotation, where there is something to say.
  static func recorded(_ cause: String?, in object: Value) -> Value {
    guard let cause else { return object }
    var object = object
    object[.metadata][.annotations][key] = .string(cause)
    return object
  }

  /// Adds the annotation to an object of the cluster, where there is something to say.
  static func write(_ line: CommandLine, _ info: ResourceInfo, _ context: CommandContext) throws(APIStatus) {
    guard let cause = of(line) else { return }
    let body: Value = ["metadata": ["annotations": .object(Object([(key, .string(cause))]))]]
    _ = try context.api.patch(
      info.kind, namespace: info.namespace, name: info.name, Patch(.merge, body), subresource: nil, WriteOptions())
  }
}
