// Documents that are worked out once and then handed out as bytes: OpenAPI.
import Synchronization

/// A document that depends on nothing but the kinds of the cluster.
final class StoredDocument: Sendable {
  let contentType: String
  private let make: @Sendable () -> [UInt8]
  private let text = Mutex<[UInt8]?>(nil)

  init(_ contentType: String, _ make: @escaping @Sendable () -> [UInt8]) {
    self.contentType = contentType
    self.make = make
  }

  /// The document, made when it is first asked for.
  var bytes: [UInt8] {
    text.withLock { text in
      if let text { return text }
      let new = make()
      text = new
      return new
    }
  }
}
