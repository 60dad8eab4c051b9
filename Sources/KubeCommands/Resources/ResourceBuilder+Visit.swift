// From sources to objects: reading, listing, fetching, and what namespace each object belongs to.
import ClusterAPI
import KubeKinds
import KubeObjects

extension ResourceBuilder {
  func visit(_ source: Source, _ body: (ResourceInfo) throws -> Void) throws {
    switch source {
    case .named(let info): try finish(info, body)
    case .selected(let kind, let namespace): try visitSelection(kind, namespace, body)
    case .file(let path): try visitDocuments(context.files.read(path), source: path, body)
    case .standardInput: try visitDocuments(context.input, source: "STDIN", body)
    case .text(let bytes, let name): try visitDocuments(bytes, source: name, body)
    case .kustomization(let path): try visitDocuments(Kustomization.manifests(path, context), source: path, body)
    }
  }

  // MARK: Selection

  private func visitSelection(
    _ kind: Kind, _ namespace: String, _ body: (ResourceInfo) throws -> Void
  ) throws {
    let list = try listed(kind, namespace)
    for object in list.items {
      let metadata = object[.metadata]
      try body(
        ResourceInfo(
          kind: kind, namespace: metadata[.namespace].text, name: metadata[.name].text, object: object))
    }
  }

  /// The objects of a kind that the selectors mean.
  func listed(_ kind: Kind, _ namespace: String) throws(CommandError) -> ObjectList {
    try Self.refuse(namespace: kind.isNamespaced ? namespace : "")
    do throws(APIStatus) {
      return try context.api.list(kind, namespace: namespace.isEmpty ? nil : namespace, selectorOptions())
    } catch {
      throw .status(selectionRefusal(error, kind))
    }
  }

  /// What can't be a part of a request's path is not sent.
  private static func refuse(namespace: String, name: String = "") throws(CommandError) {
    for (what, text) in [("namespace", namespace), ("resource name", name)] where !text.isEmpty {
      let faults = NameRules.pathSegment(text)
      guard faults.isEmpty else {
        throw .several([.text("invalid \(what) \(GoText.quoted(text)): [\(faults.joined(separator: " "))]")])
      }
    }
  }

  /// The selectors that were typed. The server is who refuses a wrong one.
  public func selectorOptions() throws(APIStatus) -> ListOptions {
    var options = ListOptions()
    if !labelSelector.isEmpty { options.labelSelector = try SelectorText.labels(labelSelector) }
    if !fieldSelector.isEmpty { options.fieldSelector = try SelectorText.fields(fieldSelector) }
    return options
  }

  /// How kubectl repeats a refused list: with the selectors as they were typed.
  public func selectionRefusal(_ status: APIStatus, _ kind: Kind) -> APIStatus {
    guard status.reason == .badRequest || status.reason == .notFound else { return status }
    var status = status
    let resource = GoText.quoted(kind.resourceText)
    status.message =
      labelSelector.isEmpty && fieldSelector.isEmpty
      ? "Unable to list \(resource): \(status.message)"
      : "Unable to find \(resource) that match label selector \(GoText.quoted(labelSelector)), field selector "
        + "\(GoText.quoted(fieldSelector)): \(status.message)"
    return status
  }

  // MARK: Files

  private func visitDocuments(
    _ bytes: [UInt8], source: String, _ body: (ResourceInfo) throws -> Void
  ) throws {
    var reader = ManifestReader(bytes: bytes)
    let decoder = ManifestDecoder(
      catalog: context.api.catalog, schema: context.api.schema, source: source, isLocal: isLocal,
      readsTypes: readsTypes)
    let failures = FailureList()
    while let document = try next(&reader, source, after: failures) {
      if checksDocuments {
        do { try ManifestDecoder.checkHeader(document.value, source) } catch { try failures.end(with: error) }
      }
      try goOn(failures) {
        let info = try decoder.info(document)
        if let items = ManifestDecoder.items(info) {
          try visitItems(items, decoder, failures, body)
        } else {
          try finishSelected(info, body)
        }
      }
    }
    try failures.throwIfAny()
  }

  /// The items of a list, all of them, whatever fails.
  private func visitItems(
    _ items: [Value], _ decoder: ManifestDecoder, _ failures: FailureList, _ body: (ResourceInfo) throws -> Void
  ) throws {
    guard flattensLists else {
      throw CommandError.text(
        "watch is only supported on individual resources and resource collections, but a list of resources is found")
    }
    let failed = FailureList()
    for item in items { try failed.collect { try finishSelected(decoder.itemInfo(item), body) } }
    if joinsFailures { failures.add(together: failed) } else { try failed.throwIfAny() }
  }

  private func finishSelected(_ info: ResourceInfo, _ body: (ResourceInfo) throws -> Void) throws {
    try finish(info) { info in if try isSelected(info) { try body(info) } }
  }

  /// Does a part of the work; where the builder goes on with other objects, its failure waits.
  private func goOn(_ failures: FailureList, _ work: () throws -> Void) throws {
    if continuesOnError { try failures.collect(work) } else { try work() }
  }

  private func next(
    _ reader: inout ManifestReader, _ source: String, after failures: FailureList
  ) throws(CommandError) -> ManifestDocument? {
    do throws(ManifestError) {
      return try reader.next()
    } catch {
      try failures.end(with: CommandError.text("error parsing \(source): \(error.message)"))
    }
  }

  /// A label selector beside files picks among their objects, or among what was fetched for them.
  private func isSelected(_ info: ResourceInfo) throws(CommandError) -> Bool {
    let labels = fetchesTables ? .null : info.object?[.metadata][.labels] ?? .null
    return try ownSelector()?.matches(labels) ?? true
  }

  /// The label selector where no server reads it.
  func ownSelector() throws(CommandError) -> LabelSelector? {
    if labelSelector.isEmpty { return nil }
    do throws(APIStatus) {
      return try SelectorText.labels(labelSelector)
    } catch {
      throw .text("the provided selector \(GoText.quoted(labelSelector)) is not valid: \(error.message)")
    }
  }

  // MARK: Namespace

  private func finish(_ info: ResourceInfo, _ body: (ResourceInfo) throws -> Void) throws {
    var info = info
    try settleNamespace(&info)
    if !isLocal, fetches && info.object == nil || fetchesLatest && !info.source.isEmpty {
      info.object = try fetched(info)
    }
    try body(info)
  }

  /// An object that is not there may not be for want of its namespace: then that is what is said (`Info.Get`).
  private func fetched(_ info: ResourceInfo) throws -> Value {
    try Self.refuse(namespace: info.namespace, name: info.name)
    do {
      return try info.fetched(context.api)
    } catch let status as APIStatus where status.reason == .notFound {
      guard !["", "default"].contains(info.namespace), let kind = context.api.catalog.kind(.namespace)
      else { throw status }
      do throws(APIStatus) {
        _ = try context.api.get(kind, namespace: "", name: info.namespace, subresource: nil)
      } catch where error.reason == .notFound {
        throw error
      } catch {}
      throw status
    }
  }

  private func settleNamespace(_ info: inout ResourceInfo) throws(CommandError) {
    if isLocal, info.namespace.isEmpty { return }
    if !info.kind.isNamespaced {
      info.namespace = ""
      info.object?.remove(path: [.metadata, .namespace])
    } else if info.namespace.isEmpty {
      info.namespace = namespace
      if info.object != nil, !namespace.isEmpty { info.object?[.metadata][.namespace] = .string(namespace) }
    } else if requiresNamespace, info.namespace != namespace {
      throw .text(
        "the namespace from the provided object \(GoText.quoted(info.namespace)) does not match the namespace "
          + "\(GoText.quoted(namespace)). You must pass '--namespace=\(info.namespace)' to perform this operation.")
    }
  }
}
