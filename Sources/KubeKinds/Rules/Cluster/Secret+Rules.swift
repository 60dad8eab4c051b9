// What the API server does with ConfigMaps, Secrets and ServiceAccounts.
import KubeObjects

struct ConfigMapRules: KindRules {
  func prepareForCreate(_ map: inout Value) {}

  func prepareForUpdate(_ map: inout Value, old: Value) {}
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
}

struct ServiceAccountRules: KindRules {
  func prepareForCreate(_ account: inout Value) {}

  func prepareForUpdate(_ account: inout Value, old: Value) {}
}
