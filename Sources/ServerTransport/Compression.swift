// Long answers, compressed for clients that take them so.
import CZipShim

enum Compression {
  /// From how many bytes on an answer is worth it, as in Kubernetes (`defaultGzipThresholdBytes`).
  static let threshold = 128 << 10

  /// Whether a header `Accept-Encoding` takes gzip.
  static func isAccepted(_ header: String) -> Bool {
    header.split(separator: ",").contains { word in
      let name = word.drop { $0 == " " || $0 == "\t" }
      return name.prefix { $0 != " " && $0 != "\t" } == "gzip"
    }
  }

  /// The bytes as gzip; `nil` where that is no shorter, or can't be had on this machine.
  static func gzip(_ bytes: [UInt8]) -> [UInt8]? {
    let result = [UInt8](unsafeUninitializedCapacity: bytes.count) { buffer, count in
      bytes.withUnsafeBufferPointer { source in
        count = czip_write(source.baseAddress, source.count, buffer.baseAddress, buffer.count)
      }
    }
    return result.isEmpty ? nil : result
  }
}
