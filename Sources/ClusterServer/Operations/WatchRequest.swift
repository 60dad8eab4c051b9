// A watch that a client has asked for: what of, in which form, and for how long.
import ClusterAPI
import KubeKinds
import KubeObjects
import KubePrinters
import SimCore

/// What the events of a watch are made of, besides the objects.
public struct WatchForm: Hashable, Sendable {
  let kind: KindID
  let groupVersion: GroupVersion
  let form: AnswerForm
  /// The first event of a watch of tables says what the columns are.
  var hasHeader: Bool
}

/// A watch, opened.
public struct WatchRequest {
  /// The stream of its events. Only the thread that owns the cluster may ask it.
  public let stream: any WatchStream
  let kind: Kind
  let form: AnswerForm
  /// After how many seconds of real time the server ends it.
  public let timeoutSeconds: Int64?
  /// Whether versions are sent while nothing happens.
  public let allowsBookmarks: Bool
  /// The version to tell once everything that existed has been sent (`sendInitialEvents`).
  public let initialEventsEnd: String?

  public var contentType: String { form.contentType }

  /// The form of its first event, or of the others.
  public func eventForm(isFirst: Bool) -> WatchForm {
    WatchForm(kind: kind.id, groupVersion: kind.groupVersion, form: form, hasHeader: isFirst && form.isTable)
  }
}

extension WatchRequest {
  init(_ call: Call, namespace: String?, isCluster cluster: any Simulation) throws(APIStatus) {
    var options = try ListOptions(call.query)
    let sendsInitial = call.query["sendInitialEvents"].map { _ in call.query.flag("sendInitialEvents") }
    try Self.check(options, call.query)
    form = try call.form()
    kind = call.kind
    timeoutSeconds = call.query["timeoutSeconds"].flatMap { Int64($0) }
    allowsBookmarks = call.query.flag("allowWatchBookmarks")
    if sendsInitial == true {
      options.resourceVersion = nil
      initialEventsEnd = allowsBookmarks ? String(cluster.revision) : nil
    } else {
      initialEventsEnd = nil
      if sendsInitial == false, options.resourceVersion ?? "0" == "0" {
        options.resourceVersion = String(cluster.revision)
      }
    }
    stream = try cluster.watch(call.kind, namespace: namespace, options)
  }

  /// (k8s.io/apimachinery pkg/apis/meta/internalversion/validation)
  private static func check(_ options: ListOptions, _ query: Query) throws(APIStatus) {
    var findings: [FieldError] = []
    let match = query["resourceVersionMatch"] ?? ""
    if query["sendInitialEvents"] != nil, match != "NotOlderThan" {
      findings.append(
        .forbidden(
          FieldPath("resourceVersionMatch"),
          "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"))
    } else if query["sendInitialEvents"] == nil, !match.isEmpty {
      findings.append(
        .forbidden(
          FieldPath("resourceVersionMatch"),
          "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided"))
    }
    if !findings.isEmpty { throw .invalid(group: "meta.k8s.io", kind: "ListOptions", name: "", findings) }
    if let text = options.resourceVersion, Int64(text).map({ $0 < 0 }) ?? true {
      throw .badRequest("invalid resource version \(GoText.quoted(text)): strconv.ParseUint: parsing "
        + "\(GoText.quoted(text)): invalid syntax")
    }
  }
}

extension APIService {
  /// `GET` of one object with `watch`: a watch of the objects of that name.
  func watchOne(_ call: Call, _ name: String) throws(APIStatus) -> WatchRequest {
    var query = call.query
    query["fieldSelector"] = "metadata.name=\(name)"
    let named = Call(ReceivedRequest(call.request), query, call.kind, call.namespace)
    return try WatchRequest(named, namespace: call.kind.isNamespaced ? call.namespace : nil, isCluster: cluster)
  }
}
