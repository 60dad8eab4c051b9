// What the API server does with ConfigMaps, Secrets and ServiceAccounts.
import KubeObjects

struct ConfigMapRules: StatuslessRules {
  func validate(_ map: Value) -> [FieldError] {
    var findings = Findings()
    check(map, &findings)
    return findings.errors
  }

  func validateUpdate(_ map: Value, old: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.checkUpdate(map[.metadata], old: old[.metadata], &findings)
    SecretRules.checkImmutable(map, old, [.data, .binaryData], &findings)
    check(map, &findings)
    return findings.errors
  }

  private func check(_ map: Value, _ findings: inout Findings) {
    MetadataValidation.check(map[.metadata], NameRules.dnsSubdomain, &findings)
    var size = 0
    for (key, value) in map[.data].fields {
      let path = FieldPath("data").key(key.text)
      findings.check(key.text, at: path, NameRules.configMapKey)
      if !map[.binaryData][key].isNull {
        findings.invalid(path, .string(key.text), "duplicate of key present in binaryData")
      }
      size += value.text.utf8.count
    }
    for (key, value) in map[.binaryData].fields {
      findings.check(key.text, at: FieldPath("binaryData").key(key.text), NameRules.configMapKey)
      size += value.text.utf8.count / 4 * 3
    }
    if size > SecretRules.maximumSize { findings.add(.tooLong(FieldPath(), maximum: SecretRules.maximumSize)) }
  }
}

struct SecretRules: KindRules {
  func prepareForCreate(_ secret: inout Value) {}

  func prepareForUpdate(_ secret: inout Value, old: Value) {
    if secret[.type].text.isEmpty { secret.set(.type, old.fields[.type]) }
  }

  /// What was written as text joins what was written as base64, and wins.
  func applyDefaults(_ secret: inout Value) {
    guard let texts = secret.remove(.stringData) else { return }
    for (key, text) in texts.fields { secret[.data][key] = .string(Base64.encode(Array(text.text.utf8))) }
  }

  static let maximumSize = 1_048_576

  func validate(_ secret: Value) -> [FieldError] {
    var findings = Findings()
    check(secret, &findings)
    return findings.errors
  }

  func validateUpdate(_ secret: Value, old: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.checkUpdate(secret[.metadata], old: old[.metadata], &findings)
    findings.immutable(secret[.type], old[.type], at: FieldPath("type"))
    Self.checkImmutable(secret, old, [.data], &findings)
    check(secret, &findings)
    return findings.errors
  }

  /// What is marked as immutable can't be changed, nor can the mark.
  static func checkImmutable(_ new: Value, _ old: Value, _ keys: [Key], _ findings: inout Findings) {
    guard old[.immutable].isTrue else { return }
    if !new[.immutable].isTrue {
      findings.forbidden(FieldPath("immutable"), "field is immutable when `immutable` is set")
    }
    for key in keys where new[key] != old[key] {
      findings.forbidden(FieldPath(key.text), "field is immutable when `immutable` is set")
    }
  }

  /// The keys that secrets of a type must have.
  private static let neededKeys: [String: [String]] = [
    "kubernetes.io/dockercfg": [".dockercfg"], "kubernetes.io/dockerconfigjson": [".dockerconfigjson"],
    "kubernetes.io/ssh-auth": ["ssh-privatekey"], "kubernetes.io/tls": ["tls.crt", "tls.key"],
  ]

  /// The key that may not be empty either.
  private static let sshKey = "ssh-privatekey"

  /// The keys of a type whose values are JSON.
  private static let documents: [String: [Key]] = [
    "kubernetes.io/dockercfg": [".dockercfg"], "kubernetes.io/dockerconfigjson": [".dockerconfigjson"],
  ]

  private func checkDocument(_ text: String, at path: FieldPath, _ findings: inout Findings) {
    guard case .success(let bytes) = Base64.decoded(text.utf8) else { return }
    do throws(JSONError) {
      let document = try JSONReader.read(String(decoding: bytes, as: UTF8.self))
      if case .object = document { return }
      if document.isNull { return }
      findings.invalid(
        path, "<secret contents redacted>",
        "json: cannot unmarshal \(document.jsonKind) into Go value of type map[string]interface {}")
    } catch {
      findings.invalid(path, "<secret contents redacted>", error.message)
    }
  }

  private func check(_ secret: Value, _ findings: inout Findings) {
    MetadataValidation.check(secret[.metadata], NameRules.dnsSubdomain, &findings)
    let data = secret[.data]
    var size = 0
    for (key, value) in data.fields {
      findings.check(key.text, at: FieldPath("data").key(key.text), NameRules.configMapKey)
      size += value.text.utf8.count / 4 * 3
    }
    if size > Self.maximumSize { findings.add(.tooLong(FieldPath("data"), maximum: Self.maximumSize)) }
    let type = secret[.type].text
    for key in Self.neededKeys[type] ?? [] where data[Key(key)].isNull || data[Key(key)].isEmpty && key == Self.sshKey {
      findings.required(FieldPath("data").key(key))
    }
    for key in Self.documents[type] ?? [] where !data[key].isNull {
      checkDocument(data[key].text, at: FieldPath("data").key(key.text), &findings)
    }
    if type == "kubernetes.io/basic-auth", data["username"].isNull, data["password"].isNull {
      for key in ["username", "password"] { findings.required(FieldPath("data").key(key)) }
    }
    let account: Key = "kubernetes.io/service-account.name"
    if type == "kubernetes.io/service-account-token", secret[.metadata][.annotations][account].text.isEmpty {
      findings.required(FieldPath("metadata.annotations").key(account.text))
    }
  }
}

struct ServiceAccountRules: StatuslessRules {
  func validate(_ account: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.check(account[.metadata], NameRules.dnsSubdomain, &findings)
    return findings.errors
  }
}
