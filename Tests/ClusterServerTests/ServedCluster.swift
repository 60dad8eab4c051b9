// A cluster behind the API service, for tests: a request in, an answer out.
import ClusterAPI
import ClusterSim
import KubeKinds
import KubeObjects
import SimCore

@testable import ClusterServer

struct ServedCluster {
  let cluster = SimulatedCluster(
    .standard, seed: 1, start: Instant(unixSeconds: 1_767_225_600), pacer: InstantPacer())
  let service: APIService

  init(tokens: TokenKey = TokenKey()) { service = APIService(cluster, tokens: tokens) }

  func outcome(
    _ method: String, _ target: String, _ body: Value? = nil, accept: String = "", type: String = "application/json",
    as header: (String, String)? = nil
  ) -> Outcome {
    var headers = [("content-type", type)]
    if let header { headers.append(header) }
    if !accept.isEmpty { headers.append(("accept", accept)) }
    let bytes = body.map { JSONWriter.bytes($0) } ?? []
    return service.perform(
      ReceivedRequest(APIRequest(method: method, target: target, headers: headers, body: bytes)))
  }

  /// The code and the body of an answer.
  func ask(
    _ method: String, _ target: String, _ body: Value? = nil, accept: String = "", type: String = "application/json",
    as header: (String, String)? = nil
  ) -> (code: Int, body: Value, answer: Answer) {
    guard case .answer(let answer) = outcome(method, target, body, accept: accept, type: type, as: header) else {
      return (0, .null, Answer(.text("a watch")))
    }
    let bytes = answer.bytes(service.types)
    let value = (try? JSONReader.read(bytes: bytes)) ?? .string(String(decoding: bytes, as: UTF8.self))
    return (answer.code, value, answer)
  }

  static let configMaps = "/api/v1/namespaces/default/configmaps"

  static func configMap(_ name: String) -> Value {
    ["apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": .string(name)], "data": ["a": "1"]]
  }
}
