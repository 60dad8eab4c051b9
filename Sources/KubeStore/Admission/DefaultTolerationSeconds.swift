// A pod stays on a node that is not ready or unreachable for five minutes, unless it says something else.
import KubeKinds
import KubeObjects

/// The plugin `DefaultTolerationSeconds`.
struct DefaultTolerationSeconds: AdmissionPlugin {
  private static let taints: [String] = ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"]

  private static let added: [Value] = taints.map {
    [.key: .string($0), .operator: "Exists", .effect: "NoExecute", .tolerationSeconds: 300]
  }

  func mutate(_ pod: inout Value, _ request: AdmissionRequest, _ registry: Registry) throws(APIStatus) {
    guard request.kind.id == .pod, request.subresource == nil else { return }
    let tolerations = pod[.spec][.tolerations].elements
    let missing = zip(Self.taints, Self.added).filter { !Self.tolerates($0.0, tolerations) }.map(\.1)
    if missing.isEmpty { return }
    pod[.spec][.tolerations] = .array(tolerations + missing)
  }

  private static func tolerates(_ taint: String, _ tolerations: [Value]) -> Bool {
    tolerations.contains { toleration in
      let key = toleration[.key].text
      let effect = toleration[.effect].text
      return (key == taint || key.isEmpty) && (effect == "NoExecute" || effect.isEmpty)
    }
  }
}
