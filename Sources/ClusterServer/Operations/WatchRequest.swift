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
    try ListChecks.check(call.query)
    _ = try ListChecks.version(options.resourceVersion)
    form = try call.form(ofList: nil)
    kind = call.kind
    timeoutSeconds = try call.query.number("timeoutSeconds")
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
}
