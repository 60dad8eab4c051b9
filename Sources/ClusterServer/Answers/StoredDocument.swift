// Documents that are worked out once and then handed out as bytes: OpenAPI.
import KubeObjects
import Synchronization

/// A document that depends on nothing but the kinds of the cluster.
final class StoredDocument: Sendable {
  private let make: @Sendable () -> Value
  private let text = Mutex<[UInt8]?>(nil)

  init(_ make: @escaping @Sendable () -> Value) { self.make = make }

  func contentType(_ form: AnswerForm) -> String { "application/json" }

  func bytes(_ form: AnswerForm) -> [UInt8] {
    text.withLock { text in
      if let text { return text }
      let new = JSONWriter.bytes(make(), escapesHTML: false) + [10]
      text = new
      return new
    }
  }
}
