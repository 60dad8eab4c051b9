// Tokens of service accounts: with which a program can say which account it is.
import KubeKinds
import KubeObjects
import SimCore

/// A request for a token. A simulated cluster's tokens have the form of real ones and are signed by nobody.
public struct AccountToken: Sendable {
  /// The service account.
  public var account: Value
  /// Who is to accept the token; the cluster itself unless given.
  public var audiences: [String] = []
  /// How long it is good for; zero for as long as servers usually give.
  public var duration = TimeSpan.zero
  /// The object it lives with.
  public var boundTo: Value = .null

  private static let issuer = "https://kubernetes.default.svc.cluster.local"
  private static let usualDuration = TimeSpan.hours(1)
  private static let shortest = TimeSpan.minutes(10)
  private static let longest = TimeSpan.seconds(1 << 32)

  public init(account: Value) { self.account = account }

  /// The `TokenRequest` with its answer.
  /// - Throws: `Invalid` for a duration that servers don't give.
  public func answered(at now: Instant) throws(APIStatus) -> Value {
    let duration = duration == .zero ? Self.usualDuration : duration
    let seconds = duration.nanoseconds / 1_000_000_000
    try check(duration, seconds)
    let metadata = account[.metadata]
    return [
      .apiVersion: "authentication.k8s.io/v1", .kind: "TokenRequest",
      .metadata: [
        .creationTimestamp: .string(now.rfc3339), .name: metadata[.name], .namespace: metadata[.namespace],
      ],
      .spec: [
        "audiences": .array(accepting.map(Value.string)), "boundObjectRef": boundTo, "expirationSeconds": .int(seconds),
      ],
      .status: [
        "expirationTimestamp": .string((now + duration).rfc3339), "token": .string(text(from: now, for: duration)),
      ],
    ]
  }

  private var accepting: [String] { audiences.isEmpty ? [Self.issuer] : audiences }

  private func check(_ duration: TimeSpan, _ seconds: Int64) throws(APIStatus) {
    let reason: String
    if duration < Self.shortest {
      reason = "may not specify a duration less than 10 minutes"
    } else if duration > Self.longest {
      reason = "may not specify a duration larger than 2^32 seconds"
    } else {
      return
    }
    throw .invalid(
      group: "authentication.k8s.io", kind: "TokenRequest", name: "",
      [.invalid(FieldPath("spec.expirationSeconds"), .int(seconds), reason)])
  }

  /// A JSON web token (RFC 7519) whose signature is only a sum of its content.
  private func text(from now: Instant, for duration: TimeSpan) -> String {
    let metadata = account[.metadata]
    let claims: Value = [
      "aud": .array(accepting.map(Value.string)), "exp": .int((now + duration).unixSeconds),
      "iat": .int(now.unixSeconds), "iss": .string(Self.issuer), "nbf": .int(now.unixSeconds),
      "kubernetes.io": [
        "namespace": metadata[.namespace], "serviceaccount": ["name": metadata[.name], "uid": metadata[.uid]],
      ],
      "sub": .string("system:serviceaccount:\(metadata[.namespace].text):\(metadata[.name].text)"),
    ]
    let content = part(["alg": "RS256", "kid": "stsctl"]) + "." + part(claims)
    return content + "." + encoded(SHA256.digest(Array(content.utf8)))
  }

  private func part(_ value: Value) -> String { encoded(JSONWriter.bytes(value)) }

  private func encoded(_ bytes: [UInt8]) -> String {
    String(Base64.encode(bytes).compactMap { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 == "=" ? nil : $0 })
  }
}
