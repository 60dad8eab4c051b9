// Whether the server is well, in the words of `/healthz`, `/livez` and `/readyz`.

/// What `/healthz`, `/livez` and `/readyz` answer: a cluster that can be asked is well.
public enum HealthText {
  private static let checks = ["ping", "log", "etcd"]

  /// The answer of an endpoint, or of one of its checks; `nil` for a check that there is not.
  public static func text(_ endpoint: String, _ check: String?, isVerbose: Bool) -> String? {
    if let check { return checks.contains(check) ? "ok" : nil }
    if !isVerbose { return "ok" }
    return checks.map { "[+]\($0) ok\n" }.joined() + "\(endpoint) check passed\n"
  }
}
