// What is wrong with certificates of the cluster among the files of a volume (`validateProjectionSources`).
import KubeObjects

enum TrustBundleValidation {
  static func check(_ bundle: Value, at path: FieldPath, _ findings: inout Findings) {
    switch (bundle[.name].string, bundle["signerName"].string) {
    case (.some, .some):
      findings.invalid(
        path, shown: GoDump.compact(bundle, as: "core/v1.ClusterTrustBundleProjection"),
        "only one of name and signerName may be used")
    case (let name?, nil): self.name(name, bundle, at: path, &findings)
    case (nil, let signer?):
      self.signer(signer, at: path.child("signerName"), &findings)
      SelectorValidation.labels(bundle["labelSelector"], at: path.child("labelSelector"), &findings)
    case (nil, nil): findings.required(path, "either name or signerName must be specified")
    }
    if bundle[.path].text.isEmpty { findings.required(path.child("path")) }
    PathValidation.fileName(bundle[.path].text, at: path.child("path"), &findings)
  }

  private static func name(_ name: String, _ bundle: Value, at path: FieldPath, _ findings: inout Findings) {
    if name.isEmpty { findings.required(path.child("name"), "must be a valid object name") }
    let local = name.split(separator: ":", omittingEmptySubsequences: false).last.map(String.init) ?? name
    for complaint in NameRules.dnsSubdomain(local) {
      findings.invalid(path.child("name"), .string(name), "not a valid clustertrustbundlename: \(complaint)")
    }
    if !bundle["labelSelector"].isNull {
      findings.invalid(
        path.child("labelSelector"), shown: GoDump.compact(bundle["labelSelector"], as: "meta/v1.LabelSelector"),
        "labelSelector must be unset if name is specified")
    }
  }

  /// Names of signers are a domain and a path.
  private static func signer(_ name: String, at path: FieldPath, _ findings: inout Findings) {
    if name.isEmpty {
      findings.required(path, "must be a valid signer name")
      findings.required(path)
      return
    }
    let parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 else {
      return findings.invalid(path, .string(name), "must be a fully qualified domain and path of the form "
        + "'example.com/signer-name'")
    }
    for (part, what) in [(parts[0], "domain"), (parts[1], "path")] where !NameRules.dnsSubdomain(part).isEmpty {
      for complaint in NameRules.dnsSubdomain(part) {
        findings.invalid(path, .string(part), "validating label \(GoText.quoted(part)) of the \(what): \(complaint)")
      }
    }
  }
}
