// What makes connections private: a certificate of the server's own, made when it starts and known to its kubeconfig.
import CTLSShim
import NIOCore

/// The certificate and the key of a server. The key never leaves the process.
final class TLSServer: Sendable {
  // OpenSSL counts its references itself, from any thread.
  private nonisolated(unsafe) let server: OpaquePointer
  /// The certificate of the authority that clients are to trust, as PEM.
  let authority: String

  /// - Parameter host: the address that is listened at, which the certificate names beside this machine's own names.
  init(host: String) throws(ServerError) {
    var names = ["DNS:localhost", "DNS:kubernetes", "DNS:kubernetes.default.svc", "IP:127.0.0.1", "IP:::1"]
    let isAddress = host.utf8.allSatisfy { $0 == UInt8(ascii: ".") || (48...57).contains($0) } || host.contains(":")
    let own = (isAddress ? "IP:" : "DNS:") + host
    if !names.contains(own), host.utf8.allSatisfy(Self.isPlain) { names.append(own) }
    if ["0.0.0.0", "::"].contains(host) { names += Self.addresses.filter { !names.contains($0) } }
    var text = [CChar](repeating: 0, count: 4_096)
    guard let server = ctls_make_server(names.joined(separator: ","), &text, text.count) else {
      throw ServerError(description: "no certificate could be made for \(host): \(TLSError.last.description)")
    }
    self.server = server
    authority = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { ctls_free_server(server) }

  /// All addresses of this machine. Those of links need a zone, which no certificate names.
  private static var addresses: [String] {
    let devices = (try? System.enumerateDevices()) ?? []
    let texts = Set(devices.compactMap { $0.address?.ipAddress }.filter { !$0.contains("%") && !$0.hasPrefix("fe80") })
    return texts.sorted().map { "IP:\($0)" }
  }

  /// What may stand in a name without meaning something to OpenSSL.
  private static func isPlain(_ byte: UInt8) -> Bool {
    (48...58).contains(byte) || (97...122).contains(byte) || (65...90).contains(byte) || byte == 45 || byte == 46
  }

  func open() throws(TLSError) -> OpaquePointer {
    guard let session = ctls_open(server) else { throw TLSError.last }
    return session
  }
}

/// Why a connection could not be kept private.
struct TLSError: Error, CustomStringConvertible {
  let description: String

  static var last: TLSError {
    var text = [CChar](repeating: 0, count: 256)
    ctls_last_error(&text, text.count)
    return TLSError(description: String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
  }
}
