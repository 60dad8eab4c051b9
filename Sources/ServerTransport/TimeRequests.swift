// Requests that no real cluster answers: letting the cluster come to rest, reading and moving its time.
import ClusterAPI
import ClusterServer
import KubeObjects
import SimCore

enum TimeRequests {
  /// The answer to a request below `/stsctl/`; `nil` for all others.
  static func answer(_ request: APIRequest, _ cluster: any Simulation) -> Answer? {
    guard request.path.hasPrefix("/stsctl/") else { return nil }
    do throws(APIStatus) {
      switch (request.method, request.path) {
      case ("GET", "/stsctl/clock"): return Answer(document: clock(cluster))
      case ("GET", "/stsctl/settle"), ("POST", "/stsctl/settle"): return try settle(cluster, request)
      case ("POST", "/stsctl/advance"): return try advance(cluster, request)
      case (_, "/stsctl/clock"), (_, "/stsctl/settle"), (_, "/stsctl/advance"): throw .methodNotAllowed
      default: return Answer(.unknownPath)
      }
    } catch {
      return Answer(error)
    }
  }

  private static func clock(_ cluster: any Simulation) -> Value {
    [
      "now": .string(cluster.now.rfc3339), "nanoseconds": .int(cluster.now.nanoseconds),
      "resourceVersion": .string(String(cluster.revision)),
    ]
  }

  /// Lets the cluster come to rest. `limit` is how much cluster time that may take: ten minutes unless given.
  private static func settle(_ cluster: any Simulation, _ request: APIRequest) throws(APIStatus) -> Answer {
    let limit = try span(request.queryValue("limit") ?? "10m")
    var document = clock(cluster)
    do throws(Interruption) { document["settled"] = .bool(try cluster.settle(limit: limit)) } catch {
      document["settled"] = false
    }
    document["now"] = .string(cluster.now.rfc3339)
    document["nanoseconds"] = .int(cluster.now.nanoseconds)
    document["resourceVersion"] = .string(String(cluster.revision))
    return Answer(document: document)
  }

  private static func advance(_ cluster: any Simulation, _ request: APIRequest) throws(APIStatus) -> Answer {
    guard let text = request.queryValue("by") else {
      throw .badRequest("how far to advance must be given, as in /stsctl/advance?by=30s")
    }
    let end = cluster.now + (try span(text))
    do throws(Interruption) { try cluster.advance(to: end) } catch {
      // Nothing interrupts a cluster that is not paced from within.
    }
    return Answer(document: clock(cluster))
  }

  private static func span(_ text: String) throws(APIStatus) -> TimeSpan {
    guard let span = TimeSpan(goText: text) else {
      throw .badRequest("\(GoText.quoted(text)) is no span of time such as 30s or 1h30m")
    }
    guard span >= .zero, span <= .hours(24 * 3_660) else {
      throw .badRequest("a span of time from 0 to ten years is needed, not \(GoText.quoted(text))")
    }
    return span
  }
}
