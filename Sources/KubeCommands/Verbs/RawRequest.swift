// `--raw`: a path of the API instead of objects. What the server answers is printed as it comes.
import ClusterAPI
import KubeKinds
import KubeObjects
import KubePrinters

enum RawRequest {
  static func get(_ text: String, _ context: CommandContext) throws(CommandError) {
    let documents = DiscoveryDocuments(context.api.catalog)
    if text == "/" { return context.output.write(documents.root) }
    guard let path = APIPath(text, in: context.api.catalog) else { throw .status(.unknownPath) }
    switch path.subject {
    case .health(let endpoint, let check):
      guard let text = HealthText.text(endpoint, check, isVerbose: path.query["verbose"] != nil) else {
        throw .status(.unknownPath)
      }
      context.output.write(text)
    case .version: context.output.write(ServerVersion.answer(context.api.serverVersion))
    case .coreVersions: write(documents.coreVersions, "meta/v1.APIVersions", context)
    case .groups: write(documents.groups, "meta/v1.APIGroupList", context)
    case .group(let name): write(documents.group(name), "meta/v1.APIGroup", context)
    case .resources(let version): write(documents.resources(version), "meta/v1.APIResourceList", context)
    case .objects(let kind, let namespace):
      write(try list(kind, namespace, path.query, context), kind.schemaType, context)
    case .object(let kind, let namespace, let name, let subresource):
      do throws(APIStatus) {
        let object = try context.api.get(kind, namespace: namespace, name: name, subresource: subresource)
        let isWhole = subresource == nil || subresource == .status
        write(isWhole ? context.api.withOwners(object, kind) : object, nil, context)
      } catch {
        throw .status(error)
      }
    }
  }

  static func delete(_ text: String, _ line: CommandLine, _ context: CommandContext) throws(CommandError) {
    guard let path = APIPath(text, in: context.api.catalog) else { throw .status(.unknownPath) }
    guard case .object(let kind, let namespace, let name, nil) = path.subject else {
      throw .status(.methodNotAllowed)
    }
    do throws(APIStatus) {
      let deleted = try context.api.delete(kind, namespace: namespace, name: name, DeleteOptions())
      let isObject = DeletionAnswer.isObject(deleted, kind, DeleteOptions(), in: context.api)
      let told = isObject ? context.api.withOwners(deleted, kind) : DeletionAnswer.gone(deleted, kind)
      write(told, isObject ? nil : "meta/v1.Status", context)
    } catch {
      throw .status(error)
    }
  }

  /// Sends the one file of a line to a path: `create --raw` adds an object to a collection, `replace --raw` puts one
  /// in the place of another.
  static func send(_ text: String, _ line: CommandLine, _ context: CommandContext) throws {
    try checkSending(text, line)
    let name = line[FileFlags.filename][0]
    let bytes = try name == "-" ? context.input : context.files.read(name)
    guard let path = APIPath(text, in: context.api.catalog) else { throw APIStatus.unknownPath }
    let options = WriteOptions(fieldManager: "kubectl")
    let written: Written
    switch path.subject {
    case .objects(let kind, let namespace) where line.command === CreateVerb.command:
      written = try context.api.create(
        kind, namespace: namespace ?? "", name: nil, try SentObject.read(json: bytes, kind), subresource: nil, options)
    case .object(let kind, let namespace, let name, let subresource) where line.command !== CreateVerb.command:
      let object = try SentObject.read(json: bytes, kind)
      try SentObject.checkPlace(object, namespace: namespace, name: name)
      written = try context.api.update(kind, namespace: namespace, object, subresource: subresource, options)
    default: throw APIStatus.methodNotAllowed
    }
    context.warn(written.warnings)
    write(written.object, nil, context)
  }

  private static func checkSending(_ text: String, _ line: CommandLine) throws(CommandError) {
    let names = line[FileFlags.filename]
    if names.count != 1 { throw .text("--raw can only use a single local file or stdin") }
    if names[0].hasPrefix("http://") || names[0].hasPrefix("https://") { throw .text("--raw cannot read from a url") }
    if line[FileFlags.recursive] { throw .text("--raw and --recursive are mutually exclusive") }
    if line.command === CreateVerb.command {
      if line[CreateVerb.edit] { throw .text("--raw and --edit are mutually exclusive") }
      if !line[SelectionFlags.selector].isEmpty { throw .text("--raw and --selector (-l) are mutually exclusive") }
    }
    if !line[PrintFlags.output].isEmpty { throw .text("--raw and --output are mutually exclusive") }
    try check(path: text)
  }

  /// Refuses what is no path.
  static func check(path: String) throws(CommandError) {
    var reason: String?
    if !path.hasPrefix("/"), !path.contains("://") { reason = "invalid URI for request" }
    if let escape = brokenEscape(path) { reason = "invalid URL escape \(GoText.quoted(escape))" }
    if let reason { throw .text("--raw must be a valid URL path: parse \(GoText.quoted(path)): \(reason)") }
  }

  /// The first `%` of a path that two hexadecimal digits don't follow.
  private static func brokenEscape(_ path: String) -> String? {
    var rest = path.prefix { $0 != "?" }
    while let percent = rest.firstIndex(of: "%") {
      let escape = rest[percent...].prefix(3)
      guard escape.count == 3, escape.dropFirst().allSatisfy({ $0.isASCII && $0.isHexDigit }) else {
        return String(escape)
      }
      rest = rest[percent...].dropFirst(3)
    }
    return nil
  }

  /// A list as the server writes it: its objects don't say of what kind they are.
  private static func list(
    _ kind: Kind, _ namespace: String?, _ query: [String: String], _ context: CommandContext
  ) throws(CommandError) -> Value {
    do throws(APIStatus) {
      let limit = query["limit"] ?? "0"
      guard let most = Int(limit) else {
        throw APIStatus.badRequest("strconv.ParseInt: parsing \(GoText.quoted(limit)): invalid syntax")
      }
      var options = ListOptions(limit: most, continuation: query["continue"])
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
