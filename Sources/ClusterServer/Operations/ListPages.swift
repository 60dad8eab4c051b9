// Lists in pages: what a client that asks for `limit` objects at a time goes on with.
import ClusterAPI
import KubeKinds
import KubeObjects

/// Keeps lists of which a client has seen a part, so that all pages are of one version. Keeping one costs little: its
/// objects are shared with the store.
final class ListPages {
  /// How many lists are kept; the oldest goes first.
  private static let limit = 64

  private struct Kept {
    let token: ContinueToken
    let list: ObjectList
    let kind: KindID
    let namespace: String?
  }

  private var kept: [Kept] = []

  /// A page of a list: all of it where no limit is given.
  /// - Throws: `BadRequest` for a continuation that can't be read, `Expired` for one that is no longer kept.
  func page(
    _ kind: Kind, _ namespace: String?, _ options: ListOptions, _ cluster: any ClusterAPI
  ) throws(APIStatus) -> ObjectPage {
    var whole = options
    whole.limit = 0
    whole.continuation = nil
    guard let text = options.continuation else {
      let list = try cluster.list(kind, namespace: namespace, whole)
      return cut(list, list.items[...], kind, namespace, options)
    }
    let token = try ContinueToken(text)
    if token.goesOnAnyway {
      let list = try cluster.list(kind, namespace: namespace, whole)
      return cut(list, token.rest(of: list.items, namespace), kind, namespace, options)
    }
    guard let place = kept.firstIndex(where: { $0.token == token && $0.kind == kind.id && $0.namespace == namespace })
    else { throw .continueExpired(token) }
    let list = kept[place].list
    return cut(list, token.rest(of: list.items, namespace), kind, namespace, options)
  }

  private func cut(
    _ list: ObjectList, _ rest: ArraySlice<Value>, _ kind: Kind, _ namespace: String?, _ options: ListOptions
  ) -> ObjectPage {
    var page = ObjectPage(kind: kind, items: list.items, resourceVersion: list.resourceVersion)
    let items = options.limit > 0 ? rest.prefix(options.limit) : rest
    guard items.count < list.items.count else { return page }
    page.items = Array(items)
    guard let last = items.last, items.count < rest.count else { return page }
    let token = ContinueToken(
      version: Int64(list.resourceVersion) ?? 0, start: ContinueToken.key(last, namespace) + "\0")
    keep(Kept(token: token, list: list, kind: kind.id, namespace: namespace))
    page.continuation = token.text
    if options.labelSelector == nil, options.fieldSelector == nil { page.remaining = rest.count - items.count }
    return page
  }

  private func keep(_ new: Kept) {
    kept.removeAll { $0.token == new.token && $0.kind == new.kind && $0.namespace == new.namespace }
    kept.append(new)
    if kept.count > Self.limit { kept.removeFirst() }
  }
}

extension APIStatus {
  /// A list that can't go on as it began. The client may begin again, or go on with what is there now.
  fileprivate static func continueExpired(_ token: ContinueToken) -> APIStatus {
    var status = APIStatus.expired(
      "The provided continue parameter is too old to display a consistent list result. You can start a new list "
        + "without the continue parameter, or use the continue token in this response to retrieve the remainder of "
        + "the results. Continuing with the provided token results in an inconsistent list - objects that were "
        + "created, modified, or deleted between the time the first chunk was returned and now may show up in the "
        + "list.")
    status.continuation = ContinueToken(version: -1, start: token.start).text
    return status
  }
}
