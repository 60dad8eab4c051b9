// Where a webhook is asked: a URL, or a service of the cluster (k8s.io/apiserver/pkg/util/webhook/validation.go).
import KubeObjects

enum WebhookTarget {
  private static let form = "; desired format: https://host[/path]"

  static func checkURL(_ text: String, at path: FieldPath, _ findings: inout Findings) {
    let url = Parts(text)
    if url.scheme != "https" {
      findings.invalid(path, .string(url.scheme), "'https' is the only allowed URL scheme" + form)
    }
    if url.host.isEmpty { findings.invalid(path, "", "host must be specified" + form) }
    if let user = url.user {
      findings.invalid(path, .string(user), "user information is not permitted in the URL")
    }
    if !url.fragment.isEmpty {
      findings.invalid(path, .string(url.fragment), "fragments are not permitted in the URL")
    }
    if !url.query.isEmpty {
      findings.invalid(path, .string(url.query), "query parameters are not permitted in the URL")
    }
  }

  static func checkService(_ service: Value, at path: FieldPath, _ findings: inout Findings) {
    if service[.name].text.isEmpty { findings.required(path.child("name"), "service name is required") }
    if service[.namespace].text.isEmpty {
      findings.required(path.child("namespace"), "service namespace is required")
    }
    for complaint in NameRules.portNumber(service["port"].number) {
      findings.invalid(path.child("port"), service["port"], "port is not valid: \(complaint)")
    }
    checkPath(service["path"].text, at: path.child("path"), &findings)
  }

  private static func checkPath(_ text: String, at path: FieldPath, _ findings: inout Findings) {
    if text.isEmpty || text == "/" { return }
    if text == "//" { return findings.invalid(path, .string(text), "segment[0] may not be empty") }
    if !text.hasPrefix("/") { findings.invalid(path, .string(text), "must start with a '/'") }
    var rest = text.dropFirst()
    if rest.hasSuffix("/") { rest = rest.dropLast() }
    for (index, step) in rest.split(separator: "/", omittingEmptySubsequences: false).enumerated() {
      let complaints = step.isEmpty ? ["may not be empty"] : NameRules.dnsSubdomain(String(step)).map { ": " + $0 }
      for complaint in complaints {
        findings.invalid(path, .string(text), "segment[\(index)]\(step.isEmpty ? " " : "")\(complaint)")
      }
    }
  }

  /// The parts of a URL, as far as they are looked at.
  private struct Parts {
    var scheme = ""
    var user: String?
    var host = ""
    var query = ""
    var fragment = ""

    init(_ text: String) {
      var rest = text[...]
      if let hash = rest.firstIndex(of: "#") {
        fragment = String(rest[rest.index(after: hash)...])
        rest = rest[..<hash]
      }
      if let mark = rest.firstIndex(of: "?") {
        query = String(rest[rest.index(after: mark)...])
        rest = rest[..<mark]
      }
      if let colon = rest.firstIndex(of: ":"), rest[..<colon].allSatisfy({ $0.isLetter || $0.isNumber }) {
        scheme = rest[..<colon].lowercased()
        rest = rest[rest.index(after: colon)...]
      }
      guard rest.hasPrefix("//") else { return }
      let authority = rest.dropFirst(2).prefix { $0 != "/" }
      if let at = authority.lastIndex(of: "@") {
        user = String(authority[..<at])
        host = String(authority[authority.index(after: at)...])
      } else {
        host = String(authority)
      }
    }
  }
}
