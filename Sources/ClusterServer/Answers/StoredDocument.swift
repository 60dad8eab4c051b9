// Documents that are worked out once and then handed out as bytes: OpenAPI.

/// A document that depends on nothing but the kinds of the cluster.
final class StoredDocument: Sendable {
  let contentType: String
  private let content: DeferredBytes

  init(_ contentType: String, _ make: @escaping @Sendable () -> [UInt8]) {
    self.contentType = contentType
    content = DeferredBytes(make)
  }

  /// The document, made when it is first asked for.
  var bytes: [UInt8] { content.bytes }
}
