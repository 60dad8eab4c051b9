// From a document of a file to an object of a known kind, with the refusals of kubectl's own decoder.
import KubeKinds
import KubeObjects

struct ManifestDecoder {
  let catalog: KindCatalog
  let schema: Schema
  let source: String
  let isLocal: Bool
  let readsTypes: Bool

  /// What create, apply and replace check before they look at a document any closer.
  static func checkHeader(_ document: Value, _ source: String) throws(CommandError) {
    guard let text = headerFault(document) else { return }
    throw .text(
      "error validating \(GoText.quoted(source)): error validating data: \(text); if you choose to ignore these errors"
        + ", turn validation off with --validate=false")
  }

  /// What is wrong with the version and the kind that a document says it is of.
  static func headerFault(_ document: Value) -> String? {
    var faults: [String] = []
    if case .object = document {
      faults += fault(document, .apiVersion) + fault(document, .kind)
    } else {
      faults.append("invalid object to validate")
    }
    if faults.count < 2 { return faults.first }
    return "[\(faults.joined(separator: ", "))]"
  }

  private static func fault(_ document: Value, _ key: Key) -> [String] {
    let value = document[key]
    if value.isNull { return ["\(key) not set"] }
    guard let text = value.string else { return ["\(key) isn't string type"] }
    let hasParts = key == .apiVersion && text.count(where: { $0 == "/" }) > 1
    return hasParts ? ["unexpected GroupVersion string: \(text)"] : []
  }

  /// The object of a document. A list is one object here.
  func info(_ document: ManifestDocument) throws(CommandError) -> ResourceInfo {
    try checkDecodable(document)
    let object = document.value
    let name = object[.metadata][.name].text
    let namespace = object[.metadata][.namespace].text
    guard let kind = kind(of: object) else {
      throw .text(
        "resource mapping not found for name: \(GoText.quoted(name)) namespace: \(GoText.quoted(namespace)) from "
          + "\(GoText.quoted(source)): \(noMatch(object))\nensure CRDs are installed first")
    }
    return ResourceInfo(kind: kind, namespace: namespace, name: name, object: object, source: source)
  }

  /// The objects of a list, those of lists in it last; nothing where there is no list.
  static func items(_ info: ResourceInfo) -> [Value]? {
    guard let object = info.object, isList(object) else { return nil }
    var items: [Value] = []
    var lists = [object]
    while !lists.isEmpty {
      let parts = lists.flatMap { $0[.items].elements }
      items += parts.filter { !isList($0) }
      lists = parts.filter(isList)
    }
    return items
  }

  /// One object of a list.
  func itemInfo(_ item: Value) throws(CommandError) -> ResourceInfo {
    let kind = kind(of: item)
    if readsTypes, kind?.schemaType == nil {
      throw .text(
        "unable to get type info from the object \"*runtime.Unknown\": no kind is registered for the type "
          + "runtime.Unknown in scheme \"pkg/scheme/scheme.go:28\"")
    }
    guard let kind else { throw .text("unable to recognize \(noMatch(item))") }
    let metadata = item[.metadata]
    return ResourceInfo(
      kind: kind, namespace: metadata[.namespace].text, name: metadata[.name].text, object: item, source: source)
  }

  private static func isList(_ object: Value) -> Bool {
    object[.kind].text.hasSuffix("List") && object[.items].array != nil
  }

  /// The kind an object says it is. Lists of any kind are known; their kind is that of their items.
  private func kind(of object: Value) -> Kind? {
    let name = object[.kind].text
    let apiVersion = object[.apiVersion].text
    if let kind = catalog.kind(apiVersion: apiVersion, name: name) { return kind }
    guard Self.isList(object) else { return isLocal ? Self.unknown(apiVersion, name) : nil }
    let item = name.dropLast("List".count)
    return catalog.kinds.first {
      $0.groupVersion == GroupVersion(apiVersion) && (item.isEmpty || $0.name == item)
    }
  }

  /// A kind that no server was asked for: what is needed to print its objects.
  private static func unknown(_ apiVersion: String, _ name: String) -> Kind {
    Kind(
      id: KindID(index: -1), groupVersion: GroupVersion(apiVersion), name: name, plural: name.lowercased() + "s",
      singular: name.lowercased(), shortNames: [], isNamespaced: true, categories: [], subresources: [], verbs: [],
      schemaType: nil)
  }

  private func noMatch(_ object: Value) -> String {
    "no matches for kind \(GoText.quoted(object[.kind].text)) in version \(GoText.quoted(object[.apiVersion].text))"
  }

  // MARK: Form

  private func checkDecodable(_ document: ManifestDocument) throws(CommandError) {
    let object = document.value
    guard case .object = object else {
      throw undecodable(
        "json: cannot unmarshal \(object.jsonKind) into Go value of type unstructured.detector")
    }
    let version = object[.apiVersion]
    if !version.isNull, version.string == nil {
      throw undecodable(
        "json: cannot unmarshal \(version.jsonKind) into Go struct field metadataOnlyObject.apiVersion of type "
          + "string")
    }
    if object[.kind].text.isEmpty || object[.apiVersion].text.filter({ $0 == "/" }).count > 1 {
      throw undecodable("Object 'Kind' is missing in '\(document.json)'")
    }
    let metadata = object[.metadata]
    if !metadata.isNull, metadata.object == nil {
      throw undecodable(
        "json: cannot unmarshal \(metadata.jsonKind) into Go struct field metadataOnlyObject.metadata of type "
          + "v1.ObjectMeta")
    }
    do throws(ReadingError) {
      _ = try ObjectReader.read(metadata, as: "meta/v1.ObjectMeta", at: .metadata, schema)
    } catch {
      throw undecodable(error.message)
    }
  }

  private func undecodable(_ reason: String) -> CommandError {
    .text("unable to decode \(GoText.quoted(source)): \(reason)")
  }
}
