// Certificate signing requests: who asks whom for what.
import KubeKinds
import KubeObjects
import SimCore

extension Describer {
  static let certificateSigningRequest = Describer(
    refusal: { request in
      do throws(CertificateRequestError) {
        _ = try contents(of: request)
        return nil
      } catch {
        return "Error parsing CSR: \(error.message)"
      }
    },
    body: { request, out in
      let spec = request[.spec]
      out.field("Name", request.name)
      out.field("Labels", SelectorText.labels(request[.metadata][.labels]))
      out.field("Annotations", SelectorText.labels(request[.metadata][.annotations]))
      out.field("CreationTimestamp", request.created)
      out.field("Requesting User", spec["username"].text)
      out.fieldIfAny("Signer", spec["signerName"])
      if let seconds = spec["expirationSeconds"].int {
        out.field("Requested Duration", Age.text(.seconds(seconds)))
      }
      out.field("Status", CertificateText.status(request.value))
      if let contents = try? contents(of: request.value) { write(contents, &out) }
    })

  private static func contents(of request: Value) throws(CertificateRequestError) -> CertificateRequest {
    let bytes = Base64.decode(request[.spec]["request"].text.utf8) ?? []
    return try CertificateRequest(pem: String(decoding: bytes, as: UTF8.self))
  }

  private static func write(_ request: CertificateRequest, _ out: inout DescribeText) {
    out.line("Subject:")
    out.line("\tCommon Name:\t\(request.subject[3]?.last ?? "")")
    out.line("\tSerial Number:\t\(request.subject[5]?.last ?? "")")
    let lists = [
      ("Organization", 10), ("Organizational Unit", 11), ("Country", 6), ("Locality", 7), ("Province", 8),
      ("StreetAddress", 9), ("PostalCode", 17),
    ]
    for (title, type) in lists { list(title, request.subject[type] ?? [], &out) }
    let names = [
      ("DNS Names", request.dnsNames), ("Email Addresses", request.emailAddresses), ("URIs", request.uris),
      ("IP Addresses", request.addresses),
    ]
    if names.allSatisfy(\.1.isEmpty) { return }
    out.line("Subject Alternative Names:")
    for (title, texts) in names { list(title, texts, &out) }
  }

  private static func list(_ title: String, _ texts: [String], _ out: inout DescribeText) {
    if !texts.isEmpty { out.line("\t\(title):\t\(texts.joined(separator: "\n\t\t"))") }
  }
}
