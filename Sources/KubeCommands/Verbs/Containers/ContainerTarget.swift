// The container that logs, exec, attach, cp and port-forward are about.
import ClusterAPI
import KubeKinds
import KubeObjects

struct ContainerTarget {
  let pod: ResourceInfo
  let object: Value

  /// Finds the pod that a word means: `web-0`, `pod/web-0`, `sts/web` for one of a set's pods.
  static func find(_ word: String, _ line: CommandLine, _ context: CommandContext) throws -> ContainerTarget {
    var builder = ResourceBuilder(context, namespace: line.namespace(in: context))
    builder.typedNames = (kind: "pods", names: [word])
    builder.continuesOnError = true
    let (infos, failures) = try builder.infos()
    try failures.throwIfAny()
    guard let info = infos.first else { throw CommandError.text("no resources found") }
    if info.kind.id == .pod { return ContainerTarget(pod: info, object: info.object ?? .null) }
    return try podOf(info, context)
  }

  /// One of the pods that an object selects, a ready one if there is any.
  private static func podOf(_ info: ResourceInfo, _ context: CommandContext) throws -> ContainerTarget {
    let object = info.object ?? .null
    let selector =
      info.kind.id == .service
      ? LabelSelector(map: object[.spec][.selector]) : LabelSelector(spec: object[.spec][.selector])
    guard let selector, let kind = context.api.catalog.kind(.pod) else {
      throw CommandError.text(
        "cannot get the logs from \(info.kind.groupKindText): selector for \(info.kind.groupKindText) not implemented")
    }
    let pods = try context.api.list(
      kind, namespace: info.namespace, ListOptions(labelSelector: selector)
    ).items
    let isReady = { (pod: Value) in
      pod[.status][.conditions].first(where: .type, is: "Ready")?[.status].text == "True"
    }
    guard let pod = pods.first(where: isReady) ?? pods.first else {
      throw CommandError.text("timed out waiting for the condition")
    }
    let found = ResourceInfo(
      kind: kind, namespace: info.namespace, name: pod[.metadata][.name].text, object: pod)
    return ContainerTarget(pod: found, object: pod)
  }

  private func names(_ key: Key) -> [String] { object[.spec][key].elements.map { $0[.name].text } }

  private func isContainer(_ name: String) -> Bool {
    [Key.containers, .initContainers, .ephemeralContainers].contains { names($0).contains(name) }
  }

  /// All containers as people are told of them: main ones first, the others with what they are.
  private var listing: String {
    let others = [(Key.ephemeralContainers, "ephem"), (.initContainers, "init")].flatMap { key, mark in
      names(key).map { "\($0) (\(mark))" }
    }
    return (names(.containers) + others).joined(separator: ", ")
  }

  /// The container that is named, or the pod's own choice, or its first one; who has several is told.
  /// - Parameter toleratesWrongDefault: goes on with the first container where the pod's own choice is none of its
  ///   containers, as `logs` does; others refuse it.
  func container(
    _ name: String, _ context: CommandContext, toleratesWrongDefault: Bool = false
  ) throws(CommandError) -> String {
    var chosen = name.isEmpty ? object[.metadata][.annotations]["kubectl.kubernetes.io/default-container"].text : name
    if name.isEmpty, !chosen.isEmpty, toleratesWrongDefault, !isContainer(chosen) {
      context.errors.write("Default container name \(GoText.quoted(chosen)) not found in pod \(pod.name)\n")
      chosen = ""
    }
    if !chosen.isEmpty {
      if isContainer(chosen) { return chosen }
      throw .text("container \(chosen) is not valid for pod \(pod.name) out of: \(listing)")
    }
    let first = names(.containers).first ?? ""
    if listing != first { context.errors.write("Defaulted container \(GoText.quoted(first)) out of: \(listing)\n") }
    return first
  }

  /// Why a container does not run, in the server's words; `nil` when it runs or has run.
  func refusal(_ container: String) -> APIStatus? { ContainerRefusal.status(container, of: object) }

  static func unsupported(_ what: String) -> CommandError {
    .text("\(what) is not simulated: there are no processes in the containers of this cluster")
  }
}
