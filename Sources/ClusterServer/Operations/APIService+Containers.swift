// Requests to containers: logs, commands, ports. Containers of a simulated cluster have no processes, so all that can
// be answered is why.
import ClusterAPI
import KubeKinds
import KubeObjects

extension APIService {
  private static let wishes: [Kind.Subresource: String] = [
    .log: "reading logs", .exec: "running commands", .attach: "attaching", .portforward: "forwarding ports",
    .proxy: "passing requests on",
  ]

  /// Whether a subresource leads into a container.
  static func isInContainer(_ subresource: Kind.Subresource?) -> Bool { subresource.map { wishes[$0] != nil } ?? false }

  /// Why the request can't be granted.
  func containerRefusal(_ call: Call, _ name: String, _ subresource: Kind.Subresource) throws(APIStatus) -> Answer {
    let object = try cluster.get(call.kind, namespace: call.namespace, name: name, subresource: nil)
    if call.kind.id == .pod, subresource != .portforward, subresource != .proxy {
      let containers = object[.spec][.containers].elements.map { $0[.name].text }
      let others = [Key.initContainers, .ephemeralContainers].flatMap { object[.spec][$0].elements }
      let all = containers + others.map { $0[.name].text }
      let container = call.query["container"] ?? ""
      if container.isEmpty, containers.count > 1 {
        throw .badRequest(
          "a container name must be specified for pod \(name), choose one of: [\(all.joined(separator: " "))]")
      }
      if !container.isEmpty, !all.contains(container) {
        throw .badRequest("container \(container) is not valid for pod \(name)")
      }
      let chosen = container.isEmpty ? containers.first ?? "" : container
      if let refusal = ContainerRefusal.status(chosen, of: object) { throw refusal }
    }
    throw APIStatus(
      code: 501, reason: .unknown,
      message: "\(Self.wishes[subresource] ?? "this") is not simulated: there are no processes in the containers of "
        + "this cluster")
  }
}
