// What the server answers. The thread that owns the cluster decides what it is; making bytes of it is left to others.
import ClusterAPI
import KubeKinds
import KubeObjects
import SimCore

/// An answer to a request.
public struct Answer: Sendable {
  enum Content: Sendable {
    case text(String)
    /// One object, or a document that is no object of the cluster. The type says in which order its fields come.
    case object(Value, type: String?)
    case list(ObjectPage)
    /// A document that is worked out when it is first asked for.
    case document(StoredDocument)
  }

  public var code: Int
  var content: Content
  var form = AnswerForm()
  /// The kind whose columns a table has.
  var kind: Kind?
  /// The cluster's time, for ages.
  var now = Instant(unixSeconds: 0)
  /// What the client should be warned of.
  public var warnings: [String] = []
  /// Headers of this answer alone.
  public var headers: [(name: String, value: String)] = []

  init(_ content: Content, code: Int = 200) {
    self.code = code
    self.content = content
  }

  /// A refusal.
  public init(_ status: APIStatus) {
    self.init(.object(status.object, type: "meta/v1.Status"), code: status.code)
    if status.retryAfterSeconds > 0 { headers.append(("Retry-After", String(status.retryAfterSeconds))) }
  }

  /// A refusal in the form that a request takes.
  public init(_ status: APIStatus, to request: APIRequest) {
    self.init(status)
    guard var form = AnswerForm.negotiated(request, APIPath.query(of: request.target)) else { return }
    form.shape = .objects
    self.form = form
  }

  static func text(_ text: String, code: Int = 200) -> Answer { Answer(.text(text), code: code) }

  /// A text of JSON that is as it is, whatever form the client wants.
  static func json(_ text: String) -> Answer {
    Answer(.document(StoredDocument("application/json") { Array(text.utf8) }))
  }

  /// Whether a long answer may be compressed: objects and lists are, documents and texts are not.
  public var isCompressible: Bool {
    switch content {
    case .object, .list: true
    case .text, .document: false
    }
  }

  /// Whether it is one object that is being deleted and shown whole, as programs want it.
  public var showsDeletion: Bool {
    guard code == 200, form.shape == .objects, case .object(let object, _) = content else { return false }
    return !object[.metadata][.deletionTimestamp].isNull
  }

  /// What the server says of a path that nothing is found at.
  static let noSuchPath = Answer.text("404 page not found\n", code: 404)
}

/// What a request comes to: an answer, or a stream of events.
public enum Outcome {
  case answer(Answer)
  case watch(WatchRequest)
}

extension Answer {
  /// A document that is no object of the cluster.
  public init(document: Value) { self.init(.object(document, type: nil)) }
}
