// Roles, who has them, and certificates.
import KubeKinds
import KubeObjects
import SimCore

extension KindColumns {
  /// Role bindings, of a namespace or of the cluster.
  static let roleBinding = KindColumns([
    .name,
    Column("Role") { "\($0["roleRef"][.kind].text)/\($0["roleRef"][.name].text)" },
    .age,
    .wide("Users") { subjects($0, "User") },
    .wide("Groups") { subjects($0, "Group") },
    .wide("ServiceAccounts") { subjects($0, "ServiceAccount") },
  ])

  private static func subjects(_ binding: PrintedObject, _ kind: String) -> Cell {
    let names = binding["subjects"].elements.filter { $0[.kind].string == kind }.map { subject in
      kind == "ServiceAccount" ? "\(subject[.namespace].text)/\(subject[.name].text)" : subject[.name].text
    }
    return .text(names.joined(separator: ", "))
  }

  static let certificateSigningRequest = KindColumns([
    .name,
    .age,
    Column("SignerName") { .text($0[.spec]["signerName"], or: "<none>") },
    Column("Requestor") { .text($0[.spec]["username"].text) },
    Column("RequestedDuration") {
      $0[.spec]["expirationSeconds"].int.map { .text(Age.text(.seconds($0))) } ?? "<none>"
    },
    Column("Condition") { .text(CertificateText.status($0.value)) },
  ])
}

enum CertificateText {
  /// `Approved,Issued`: denial before approval, then what became of it.
  static func status(_ request: Value) -> String {
    let types = request[.status][.conditions].elements.map { $0[.type].text }
    var words = [types.contains("Denied") ? "Denied" : types.contains("Approved") ? "Approved" : "Pending"]
    if types.contains("Failed") { words.append("Failed") }
    if !request[.status]["certificate"].isEmpty { words.append("Issued") }
    return words.joined(separator: ",")
  }
}
