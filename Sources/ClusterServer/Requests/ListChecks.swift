// What a list or a watch may ask for together (k8s.io/apimachinery pkg/apis/meta/internalversion/validation).
import ClusterAPI
import KubeObjects

enum ListChecks {
  /// - Throws: `Invalid` for options that contradict each other.
  static func check(_ query: Query) throws(APIStatus) {
    let findings = query.flag("watch") ? watchFindings(query) : listFindings(query)
    if !findings.isEmpty { throw .invalid(group: "meta.k8s.io", kind: "ListOptions", name: "", findings) }
  }

  private static let match = FieldPath("resourceVersionMatch")

  private static func listFindings(_ query: Query) -> [FieldError] {
    var findings: [FieldError] = []
    let wanted = query["resourceVersionMatch"] ?? ""
    if !wanted.isEmpty {
      if query["resourceVersion", default: ""].isEmpty {
        findings.append(.forbidden(match, "resourceVersionMatch is forbidden unless resourceVersion is provided"))
      }
      if !query["continue", default: ""].isEmpty {
        findings.append(.forbidden(match, "resourceVersionMatch is forbidden when continue is provided"))
      }
      if wanted != "Exact", wanted != "NotOlderThan" {
        findings.append(.notSupported(match, .string(wanted), ["Exact", "NotOlderThan", ""]))
      }
      if wanted == "Exact", query["resourceVersion"] == "0" {
        findings.append(
          .forbidden(match, "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\""))
      }
    }
    if query["sendInitialEvents"] != nil {
      findings.append(.forbidden(FieldPath("sendInitialEvents"), "sendInitialEvents is forbidden for list"))
    }
    return findings
  }

  private static func watchFindings(_ query: Query) -> [FieldError] {
    var findings: [FieldError] = []
    let wanted = query["resourceVersionMatch"] ?? ""
    let sendsInitial = query["sendInitialEvents"] != nil
    if sendsInitial, wanted != "NotOlderThan" {
      findings.append(
        .forbidden(match, "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"))
    }
    if wanted.isEmpty { return findings }
    if !sendsInitial {
      findings.append(
        .forbidden(match, "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided"))
    }
    if wanted != "NotOlderThan" { findings.append(.notSupported(match, .string(wanted), ["NotOlderThan"])) }
    if !query["continue", default: ""].isEmpty {
      findings.append(.forbidden(match, "resourceVersionMatch is forbidden when continue is provided"))
    }
    return findings
  }

  /// The version that a request names: none for no text, else a number.
  /// - Throws: `BadRequest` for what is no number.
  static func version(_ text: String?) throws(APIStatus) -> Int64? {
    guard let text, !text.isEmpty else { return nil }
    guard let version = Int64(text), version >= 0 else {
      let quoted = GoText.quoted(text)
      throw .badRequest(
        "invalid resource version: resourceVersion: Invalid value: \(quoted): strconv.ParseUint: parsing \(quoted): "
          + "invalid syntax")
    }
    return version
  }

  /// Refuses a version that is yet to come: nobody waits for it here.
  static func checkReached(_ version: Int64, _ cluster: any Simulation) throws(APIStatus) {
    guard version > cluster.revision else { return }
    throw APIStatus(
      code: 504, reason: .timeout,
      message: "Timeout: Too large resource version: \(version), current: \(cluster.revision)",
      causes: [.init(reason: "ResourceVersionTooLarge", message: "Too large resource version")], retryAfterSeconds: 1)
  }
}
