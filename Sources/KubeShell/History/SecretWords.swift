// Which typed lines may hold a secret. They are recalled, but never written to a file.

enum SecretWords {
  /// Flags whose values are secrets.
  private static let flags = [
    "--from-literal", "--from-env-file", "--docker-password", "--password", "--token", "--client-key-data",
    "--auth-provider-arg",
  ]

  /// What in a line may be a secret, as one would name it; `nil` when nothing is.
  static func secret(in line: String) -> String? {
    if let flag = flags.first(where: { line.contains($0) }) { return flag }
    if line.contains("-----BEGIN ") && line.contains("PRIVATE KEY") { return "a private key" }
    if line.contains("kind: Secret") || line.contains("\"kind\":\"Secret\"") { return "a Secret" }
    if line.contains("stringData") { return "stringData" }
    return line.split(whereSeparator: { $0.isWhitespace || "'\",;{}".contains($0) }).lazy.compactMap(word).first
  }

  /// What a word of a line may be.
  private static func word(_ word: Substring) -> String? {
    if isWebToken(word) { return "a token" }
    let value = word.split(separator: "=", maxSplits: 1).last ?? word
    if prefixes.contains(where: value.hasPrefix), value.count >= 20 { return "a token" }
    if value.hasPrefix("AKIA"), value.count == 20 { return "an access key" }
    return namedValue(word)
  }

  private static let prefixes = ["ghp_", "github_pat_", "glpat-", "xoxb-", "xoxp-", "sk-", "hf_"]

  /// A JSON web token, as service accounts have them: three parts of base64.
  private static func isWebToken(_ word: Substring) -> Bool {
    word.hasPrefix("eyJ") && word.split(separator: ".").count == 3
  }

  private static let names = ["password", "passwd", "secret", "token", "api_key", "apikey", "access_key"]

  /// `MYSQL_PASSWORD=x`, `password:x`: a value with a telling name.
  private static func namedValue(_ word: Substring) -> String? {
    guard let sign = word.firstIndex(where: { $0 == "=" || $0 == ":" }), word.index(after: sign) < word.endIndex
    else { return nil }
    let name = word[..<sign].lowercased().drop { $0 == "-" }
    return names.contains { name.hasSuffix($0) } ? String(word[..<sign]) : nil
  }
}
