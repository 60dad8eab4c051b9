// Config maps, secrets and service accounts.
import KubeKinds
import KubeObjects

extension Describer {
  static let configMap = Describer { map, out in
    out.metadata(map)
    out.write(0, "\nData\n====\n")
    for entry in map[.data].fields { out.write(0, "\(entry.key.text):\n----\n\(entry.value.text)\n\n") }
    out.write(0, "\nBinaryData\n====\n")
    for entry in map["binaryData"].fields { out.line("\(entry.key.text): \(bytes(entry.value).count) bytes") }
    out.line("")
  }

  /// What a base64 text stands for.
  private static func bytes(_ value: Value) -> [UInt8] { Base64.decode(value.text.utf8) ?? [] }

  static let secret = Describer(hasEvents: false) { secret, out in
    out.metadata(secret)
    out.write(0, "\nType:\t\(secret[.type].text)\n")
    out.write(0, "\nData\n====\n")
    let isToken = secret[.type].string == "kubernetes.io/service-account-token"
    for entry in secret[.data].fields {
      let showsText = isToken && entry.key.text == "token"
      let bytes = bytes(entry.value)
      out.field(entry.key.text, showsText ? String(decoding: bytes, as: UTF8.self) : "\(bytes.count) bytes")
    }
  }

  static let serviceAccount = Describer { account, out in
    out.metadata(account)
    let secrets = account["imagePullSecrets"].elements.map { $0[.name].text }
    if secrets.isEmpty { out.field("Image pull secrets", "<none>") }
    for (index, name) in secrets.enumerated() {
      out.row(0, index == 0 ? "Image pull secrets:" : "                   ", name)
    }
  }
}
