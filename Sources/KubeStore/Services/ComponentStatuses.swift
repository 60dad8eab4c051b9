// The parts of the control plane. They are asked whenever somebody wants to know, and nothing of them is stored.
import KubeKinds
import KubeObjects

enum ComponentStatuses {
  /// In the order in which the API server lists them.
  static let all: [Value] = ["scheduler", "controller-manager", "etcd-0"].map { name in
    [
      .apiVersion: "v1", .kind: "ComponentStatus", .metadata: [.name: .string(name)],
      .conditions: [[.type: "Healthy", .status: "True", .message: "ok"]],
    ]
  }

  static func named(_ name: String) throws(APIStatus) -> Value {
    guard let status = all.first(where: { $0[.metadata][.name].text == name }) else {
      throw APIStatus(code: 500, reason: .unknown, message: "Component not found: \(name)")
    }
    return status
  }
}
