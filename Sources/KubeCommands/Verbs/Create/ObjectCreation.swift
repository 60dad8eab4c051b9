// Creating one object that a command made: `run`, `expose`, `autoscale`.
import ClusterAPI
import KubeKinds
import KubeObjects

struct ObjectCreation {
  let context: CommandContext
  let namespace: String
  let dryRun: DryRun
  let manager: String
  let keepsConfiguration: Bool
  let changeCause: String?

  init(_ line: CommandLine, _ context: CommandContext, manager: String) throws(CommandError) {
    self.context = context
    self.manager = line[WriteFlags.fieldManager(manager)]
    namespace = line.namespace(in: context)
    dryRun = try line.dryRun(in: context)
    keepsConfiguration = line[WriteFlags.saveConfig]
    changeCause = ChangeCause.of(line)
  }

  /// Creates the object unless it is only to be printed, and returns it as it is then.
  func create(_ object: Value, namespace: String? = nil) throws -> Value {
    var object = ChangeCause.recorded(changeCause, in: object)
    if keepsConfiguration { LastApplied.annotateTyped(&object, context) }
    if dryRun == .client { return object }
    guard let kind = context.api.catalog.kind(apiVersion: object[.apiVersion].text, name: object[.kind].text)
    else { throw CommandError.text("no matches for kind \(GoText.quoted(object[.kind].text))") }
    let written = try context.api.create(
      kind, namespace: kind.isNamespaced ? namespace ?? self.namespace : "", name: nil, object, subresource: nil,
      WriteOptions(isDryRun: dryRun == .server, fieldManager: manager))
    context.warn(written.warnings)
    return written.object
  }
}

/// `--overrides`: a patch on what a command made.
enum Overrides {
  static let overrides = Flag(
    text: "overrides", help: "A patch, as JSON, on the object that is made; it must name its apiVersion.")
  static let type = Flag(
    text: "override-type", default: "merge", help: "How --overrides is to be read: json, merge or strategic."
  ).completing(.choices(["json", "merge", "strategic"]))

  static func apply(_ line: CommandLine, to object: Value, _ context: CommandContext) throws -> Value {
    let text = line[overrides]
    if text.isEmpty { return object }
    guard let kind = context.api.catalog.kind(apiVersion: object[.apiVersion].text, name: object[.kind].text),
      let form = forms[line[type]]
    else {
      throw CommandError.text("invalid override type: \(line[type])")
    }
    let body: Value
    do throws(JSONError) {
      body = try JSONReader.read(text)
    } catch {
      throw CommandError.text(form == .json ? error.message : LocalPatch.unreadable(form))
    }
    let patched = try LocalPatch.apply(Patch(form, body), to: object, kind, context.api.schema)
    // kubectl reads what came of it into its own type, which writes fields that were left out.
    let reading = try? ObjectReader.read(patched, as: kind.schemaType, context.api.schema, setsDefaults: false)
    return reading?.object ?? patched
  }

  private static let forms: [String: Patch.Form] = ["json": .json, "merge": .merge, "strategic": .strategic]
}
