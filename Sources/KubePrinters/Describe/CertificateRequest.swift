// What a certificate signing request asks for: the subject and its other names, read from PKCS#10 (RFC 2986).
import KubeObjects

/// The parts of a request that a description shows.
struct CertificateRequest {
  /// The attributes of the subject, by the last number of their object identifiers (2.5.4.x).
  private(set) var subject: [Int: [String]] = [:]
  private(set) var dnsNames: [String] = []
  private(set) var emailAddresses: [String] = []
  private(set) var uris: [String] = []
  private(set) var addresses: [String] = []

  /// - Parameter pem: the text of `spec.request` without its base64.
  /// - Throws: what is wrong with it, in kubectl's words.
  init(pem: String) throws(CertificateRequestError) {
    guard let info = Self.block(pem).flatMap({ DERReader($0).first })?.inner.first
    else { throw CertificateRequestError(message: "PEM block type must be CERTIFICATE REQUEST") }
    var parts = info.inner
    _ = parts.next()
    if let names = parts.next() { readSubject(names.inner) }
    while let part = parts.next() { if part.tag == 0xA0 { readAttributes(part.inner) } }
  }

  private static func block(_ pem: String) -> [UInt8]? {
    let lines = pem.split(whereSeparator: \.isNewline)
    guard let first = lines.firstIndex(of: "-----BEGIN CERTIFICATE REQUEST-----"),
      let last = lines[first...].firstIndex(of: "-----END CERTIFICATE REQUEST-----")
    else { return nil }
    return Base64.decode(lines[(first + 1)..<last].joined().utf8)
  }

  private mutating func readSubject(_ names: DERReader) {
    var names = names
    while let set = names.next() {
      var pairs = set.inner
      while var pair = pairs.next()?.inner {
        guard let type = pair.next()?.bytes, let value = pair.next(), type.starts(with: [0x55, 4]) else { continue }
        subject[Int(type.last ?? 0), default: []].append(value.text)
      }
    }
  }

  private mutating func readAttributes(_ attributes: DERReader) {
    var attributes = attributes
    while var attribute = attributes.next()?.inner {
      // extensionRequest, 1.2.840.113549.1.9.14
      guard attribute.next()?.bytes == [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 9, 14],
        var sets = attribute.next()?.inner, var extensions = sets.next()?.inner
      else { continue }
      while let entry = extensions.next() { readExtension(entry.inner) }
    }
  }

  private mutating func readExtension(_ parts: DERReader) {
    var parts = parts
    // subjectAltName, 2.5.29.17
    guard parts.next()?.bytes == [0x55, 0x1D, 17] else { return }
    while let part = parts.next() {
      guard part.tag == 4, var names = part.inner.first?.inner else { continue }
      while let name = names.next() { add(name) }
    }
  }

  private mutating func add(_ name: DERReader.Element) {
    switch name.tag & 0x1F {
    case 1: emailAddresses.append(name.text)
    case 2: dnsNames.append(name.text)
    case 6: uris.append(name.text)
    case 7: addresses.append(AddressText.text(Array(name.bytes)))
    default: break
    }
  }
}

/// Why a request can't be read.
struct CertificateRequestError: Error {
  var message: String
}

/// Reads the elements of a DER encoding (X.690) one after another. It ends where anything is out of place.
struct DERReader {
  struct Element {
    let tag: UInt8
    let bytes: ArraySlice<UInt8>

    var inner: DERReader { DERReader(bytes) }
    var text: String { String(decoding: bytes, as: UTF8.self) }
  }

  private var rest: ArraySlice<UInt8>

  init(_ bytes: some Collection<UInt8>) { rest = ArraySlice(bytes) }

  var first: Element? {
    var copy = self
    return copy.next()
  }

  mutating func next() -> Element? {
    guard let tag = rest.popFirst(), let head = rest.popFirst() else { return nil }
    var length = Int(head)
    if head >= 0x80 {
      guard head <= 0x84 else { return nil }
      length = 0
      for _ in 0..<(head & 0x7F) { length = length << 8 | Int(rest.popFirst() ?? 0) }
    }
    guard length <= rest.count else { return nil }
    defer { rest = rest.dropFirst(length) }
    return Element(tag: tag, bytes: rest.prefix(length))
  }
}

/// Addresses as Go's `net.IP` writes them.
enum AddressText {
  static func text(_ bytes: [UInt8]) -> String {
    bytes.count == 16 ? version6(bytes) : bytes.map { String($0) }.joined(separator: ".")
  }

  /// The longest row of two or more zeros becomes `::`.
  private static func version6(_ bytes: [UInt8]) -> String {
    let groups = stride(from: 0, to: 16, by: 2).map { Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]) }
    var best = 0..<0
    var start = 0
    while start < 8 {
      var end = start
      while end < 8, groups[end] == 0 { end += 1 }
      if end - start > max(best.count, 1) { best = start..<end }
      start = max(end, start + 1)
    }
    func text(_ range: Range<Int>) -> String {
      groups[range].map { String($0, radix: 16) }.joined(separator: ":")
    }
    return best.isEmpty ? text(0..<8) : "\(text(0..<best.lowerBound))::\(text(best.upperBound..<8))"
  }
}
