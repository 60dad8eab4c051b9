// `--raw`: a path of the API instead of objects. What the server answers is printed as it comes.
import ClusterAPI
import KubeKinds
import KubeObjects
import KubePrinters

enum RawRequest {
  static func get(_ text: String, _ context: CommandContext) throws(CommandError) {
    guard let path = APIPath(text, in: context.api.catalog) else { throw .status(.unknownPath) }
    let documents = DiscoveryDocuments(context.api.catalog)
    switch path.subject {
    case .health(let endpoint, let check):
      guard let text = HealthText.text(endpoint, check, isVerbose: path.query["verbose"] != nil) else {
        throw .status(.unknownPath)
      }
      context.output.write(text)
    case .version: context.output.write(Version.answer(context))
    case .coreVersions: write(documents.coreVersions, "meta/v1.APIVersions", context)
    case .groups: write(documents.groups, "meta/v1.APIGroupList", context)
    case .group(let name): write(documents.group(name), "meta/v1.APIGroup", context)
    case .resources(let version): write(documents.resources(version), "meta/v1.APIResourceList", context)
    case .objects(let kind, let namespace):
      write(try list(kind, namespace, path.query, context), kind.schemaType, context)
    case .object(let kind, let namespace, let name, let subresource):
      do throws(APIStatus) {
        write(try context.api.get(kind, namespace: namespace, name: name, subresource: subresource), nil, context)
      } catch {
        throw .status(error)
      }
    }
  }

  static func delete(_ text: String, _ line: CommandLine, _ context: CommandContext) throws(CommandError) {
    guard let path = APIPath(text, in: context.api.catalog) else { throw .status(.unknownPath) }
    guard case .object(let kind, let namespace, let name, nil) = path.subject else {
      throw .status(
        APIStatus(
          code: 405, reason: .methodNotAllowed,
          message: "the server does not allow this method on the requested resource"))
    }
    do throws(APIStatus) {
      write(try context.api.delete(kind, namespace: namespace, name: name, DeleteOptions()), nil, context)
    } catch {
      throw .status(error)
    }
  }

  /// A list as the server writes it: its objects don't say of what kind they are.
  private static func list(
    _ kind: Kind, _ namespace: String?, _ query: [String: String], _ context: CommandContext
  ) throws(CommandError) -> Value {
    do throws(APIStatus) {
      var options = ListOptions(limit: query["limit"].flatMap { Int($0) } ?? 0, continuation: query["continue"])
      if let labels = query["labelSelector"] { options.labelSelector = try SelectorText.labels(labels) }
      if let fields = query["fieldSelector"] { options.fieldSelector = try SelectorText.fields(fields) }
      let list = try context.api.list(kind, namespace: namespace, options)
      var metadata: Value = [.resourceVersion: .string(list.resourceVersion)]
      if let continuation = list.continuation { metadata["continue"] = .string(continuation) }
      if let remaining = list.remaining { metadata["remainingItemCount"] = .int(Int64(remaining)) }
      let items = list.items.map { object in
        var object = object
        object.remove(path: [.kind])
        object.remove(path: [.apiVersion])
        return object
      }
      return [
        .kind: .string("\(kind.name)List"), .apiVersion: .string("\(kind.groupVersion)"), .metadata: metadata,
        .items: .array(items),
      ]
    } catch {
      throw .status(error)
    }
  }

  private static func write(_ value: Value, _ type: String?, _ context: CommandContext) {
    let types = FormatRequest.Types(schema: context.api.schema, catalog: context.api.catalog, type: type)
    context.output.write(TypedJSON.write(value, types, indented: false) + "\n")
  }
}
