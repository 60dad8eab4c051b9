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
    let number: Int
    let list: ObjectList
    let kind: KindID
    let namespace: String?
  }

  private var kept: [Kept] = []
  private var count = 0

  /// A page of a list: all of it where no limit is given.
  /// - Throws: `BadRequest` for a continuation that is none of ours, `Expired` for one that is no longer kept.
  func page(
    _ kind: Kind, _ namespace: String?, _ options: ListOptions, _ cluster: any ClusterAPI
  ) throws(APIStatus) -> ObjectPage {
    guard let token = options.continuation else {
      var whole = options
      whole.limit = 0
      let list = try cluster.list(kind, namespace: namespace, whole)
      return cut(list, from: 0, kind, namespace, options, number: nil)
    }
    let (number, start) = try Self.read(token)
    let ours = kept.first { $0.number == number && $0.kind == kind.id && $0.namespace == namespace }
    guard let list = ours else {
      throw .expired(
        "The provided continue parameter is too old to display a consistent list result. You must start a new list "
          + "without the continue parameter.")
    }
    return cut(list.list, from: start, kind, namespace, options, number: number)
  }

  private func cut(
    _ list: ObjectList, from start: Int, _ kind: Kind, _ namespace: String?, _ options: ListOptions, number: Int?
  ) -> ObjectPage {
    var page = ObjectPage(kind: kind, items: list.items, resourceVersion: list.resourceVersion)
    let end = options.limit > 0 ? min(start + options.limit, list.items.count) : list.items.count
    guard start > 0 || end < list.items.count else { return page }
    page.items = Array(list.items[min(start, end)..<end])
    guard end < list.items.count else { return page }
    page.continuation = Self.token(number ?? keep(list, kind, namespace), end)
    if options.labelSelector == nil, options.fieldSelector == nil { page.remaining = list.items.count - end }
    return page
  }

  private func keep(_ list: ObjectList, _ kind: Kind, _ namespace: String?) -> Int {
    count += 1
    kept.append(Kept(number: count, list: list, kind: kind.id, namespace: namespace))
    if kept.count > Self.limit { kept.removeFirst() }
    return count
  }

  private static func token(_ number: Int, _ start: Int) -> String {
    let value: Value = ["v": "meta.k8s.io/v1", "list": .int(Int64(number)), "start": .int(Int64(start))]
    return Base64.encode(JSONWriter.bytes(value))
  }

  private static func read(_ token: String) throws(APIStatus) -> (number: Int, start: Int) {
    guard let bytes = Base64.decode(token.utf8), let value = try? JSONReader.read(bytes: bytes),
      let number = value["list"].int, let start = value["start"].int, start > 0
    else { throw .badRequest("continue key is not valid: \(token.prefix(100))") }
    return (Int(number), Int(start))
  }
}
