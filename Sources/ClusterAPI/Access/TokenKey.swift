// The secret that makes tokens of service accounts a server's own: nobody else can write one that it believes.
import KubeObjects

/// Signs JSON web tokens (RFC 7519) and reads those that it signed.
public struct TokenKey: Sendable {
  private let secret: [UInt8]

  /// - Parameter secret: empty where nobody ever asks who wrote a token.
  public init(_ secret: [UInt8] = []) { self.secret = secret }

  /// A token that says this.
  public func token(_ claims: Value) -> String {
    let content = Self.part(["alg": "RS256", "kid": "stsctl"]) + "." + Self.part(claims)
    return content + "." + Self.text(signature(content))
  }

  /// What a token says; `nil` for what was not signed with this key.
  public func claims(of token: some StringProtocol) -> Value? {
    let parts = token.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3 else { return nil }
    let given = Array(parts[2].utf8)
    let right = Array(Self.text(signature("\(parts[0]).\(parts[1])")).utf8)
    guard ConstantTime.areSame(given, right), let bytes = Self.bytes(parts[1]) else { return nil }
    return try? JSONReader.read(bytes: bytes)
  }

  /// HMAC with SHA-256 (RFC 2104).
  private func signature(_ content: String) -> [UInt8] {
    let block = 64
    let secret = secret.count > block ? SHA256.digest(secret) : secret
    let key = secret + Array(repeating: 0, count: block - secret.count)
    let inner = SHA256.digest(key.map { $0 ^ 0x36 } + Array(content.utf8))
    return SHA256.digest(key.map { $0 ^ 0x5c } + inner)
  }

  // MARK: Text

  private static func part(_ value: Value) -> String { text(JSONWriter.bytes(value)) }

  /// Base64 for addresses, without padding.
  private static func text(_ bytes: [UInt8]) -> String {
    String(Base64.encode(bytes).compactMap { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 == "=" ? nil : $0 })
  }

  private static func bytes(_ text: some StringProtocol) -> [UInt8]? {
    let usual = String(text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 })
    return Base64.decode((usual + String(repeating: "=", count: (4 - usual.utf8.count % 4) % 4)).utf8)
  }
}

/// Comparing secrets.
public enum ConstantTime {
  /// Whether what was given is right. Takes as long whatever the difference is.
  public static func areSame(_ given: [UInt8], _ right: [UInt8]) -> Bool {
    var difference: UInt8 = given.count == right.count ? 0 : 1
    for (index, byte) in right.enumerated() { difference |= byte ^ (index < given.count ? given[index] : 0) }
    return difference == 0
  }
}
