// Tokens of service accounts: with which a program can say which account it is.
import KubeKinds
import KubeObjects
import SimCore

/// A request for a token. A simulated cluster's tokens have the form of real ones; only a server believes its own.
public struct AccountToken: Sendable {
  /// The service account.
  public var account: Value
  /// Who is to accept the token; the cluster itself unless given.
  public var audiences: [String] = []
  /// How long it is good for; zero for as long as servers usually give.
  public var duration = TimeSpan.zero
  /// The object it lives with, as a `BoundObjectReference`.
  public var boundTo: Value = .null
  private var binding = TokenBinding()

  static let issuer = "https://kubernetes.default.svc.cluster.local"
  private static let usualDuration = TimeSpan.hours(1)
  private static let shortest = TimeSpan.minutes(10)
  private static let longest = TimeSpan.seconds(1 << 32)
  /// For so long pods ask to be given tokens, and so long the tokens are good, because programs may not read them anew.
  private static let podsAsk = TimeSpan.seconds(3_607)
  private static let podsGet = TimeSpan.hours(24 * 365)

  public init(account: Value) { self.account = account }

  /// The `TokenRequest` with its answer.
  /// - Parameter key: what the token is signed with.
  /// - Throws: `Invalid` for a duration that servers don't give; why it can't be bound to that object.
  public func answered(
    in cluster: any ClusterAPI, signedWith key: TokenKey = TokenKey()
  ) throws(APIStatus) -> Value {
    let now = cluster.now
    let duration = duration == .zero ? Self.usualDuration : duration
    let seconds = duration.nanoseconds / 1_000_000_000
    try check(duration, seconds)
    var token = self
    token.binding = try TokenBinding(to: boundTo, of: account, in: cluster)
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
        "expirationTimestamp": .string((now + duration).rfc3339),
        "token": .string(key.token(token.claims(from: now, for: duration))),
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

  private func claims(from now: Instant, for duration: TimeSpan) -> Value {
    let metadata = account[.metadata]
    let isExtended = !binding.pod.isNull && duration == Self.podsAsk && accepting == [Self.issuer]
    var claims: Value = [
      "aud": .array(accepting.map(Value.string)),
      "exp": .int((now + (isExtended ? Self.podsGet : duration)).unixSeconds),
      "iat": .int(now.unixSeconds), "iss": .string(Self.issuer), "nbf": .int(now.unixSeconds),
      "kubernetes.io": binding.claims(of: account),
      "sub": .string("system:serviceaccount:\(metadata[.namespace].text):\(metadata[.name].text)"),
    ]
    if isExtended { claims["kubernetes.io"]["warnafter"] = .int((now + duration).unixSeconds) }
    claims["jti"] = .string(Self.identifier(JSONWriter.bytes(claims)))
    return claims
  }

  /// The token's own name: a uid that follows from what it says.
  private static func identifier(_ content: [UInt8]) -> String {
    var digits = SHA256.digest(content).prefix(16).map { (byte: UInt8) in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    digits[6] = "4" + digits[6].suffix(1)
    digits[8] = "a" + digits[8].suffix(1)
    let groups = [0..<4, 4..<6, 6..<8, 8..<10, 10..<16]
    return groups.map { digits[$0].joined() }.joined(separator: "-")
  }
}

extension Subject {
  /// The account that a token speaks of; `nil` where it is none, or no longer good.
  public init?(claims: Value, in cluster: any ClusterAPI) {
    let named = claims["kubernetes.io"]
    let isGood = claims["exp"].number > cluster.now.unixSeconds && claims["iss"].text == AccountToken.issuer
      && claims["aud"].elements.contains { $0.text == AccountToken.issuer }
    guard isGood, TokenBinding.isIntact(named, in: cluster) else { return nil }
    self.init(as: claims["sub"].text, uid: named["serviceaccount"][.uid].text)
    extra = TokenBinding.extra(claims)
  }
}
