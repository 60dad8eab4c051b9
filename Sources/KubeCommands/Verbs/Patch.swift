// `kubectl patch`
import ClusterAPI
import KubeKinds
import KubeObjects

enum PatchVerb {
  static let patch = Flag(text: "patch", "p", help: "The patch, as JSON or YAML.")
  static let patchFile = Flag(text: "patch-file", help: "The file that holds the patch.").completing(.file)
  static let type = Flag(
    text: "type", default: "strategic", help: "How the patch is to be read: one of [json merge strategic]."
  ).completing(.choices(["json", "merge", "strategic"]))
  static let local = Flag(bool: "local", help: "Patches what is in files and asks no server.")
  static let subresources = ["status", "scale", "resize"]
  static let subresource = Flag(text: "subresource", help: "The subresource to change.")
    .completing(.choices(subresources))

  static let command = Command(
    "patch", group: .advanced, usage: "(-f FILENAME | TYPE NAME) [-p PATCH|--patch-file FILE]",
    CommandHelp(
      "Change fields of an object",
      """
      Changes fields of an object with a strategic merge patch, a JSON merge patch, or a JSON patch.

      A strategic merge patch knows which lists of Kubernetes' own kinds are merged by a key (containers by name); a \
      JSON merge patch replaces lists as a whole; a JSON patch is a list of operations on paths.
      """,
      examples: [
        Example("Let a rollout go down to the pod of ordinal 2",
          #"kubectl patch sts web -p '{"spec":{"updateStrategy":{"rollingUpdate":{"partition":2}}}}'"#),
        Example("Change a container's image; the container is found by its name",
          #"kubectl patch pod web-0 -p '{"spec":{"containers":[{"name":"nginx","image":"nginx:1.22"}]}}'"#),
        Example("Change by a JSON patch",
          #"kubectl patch sts web --type=json -p '[{"op":"replace","path":"/spec/replicas","value":3}]'"#),
        Example("Set the number of replicas through the subresource",
          #"kubectl patch sts web --subresource=scale --type=merge -p '{"spec":{"replicas":2}}'"#),
      ]),
    flags: [
      patch, patchFile, type, local, subresource, WriteFlags.dryRun, WriteFlags.fieldManager("kubectl-patch"),
      WriteFlags.record,
    ] + FileFlags.all + PrintFlags.all,
    arguments: .resource, run: run)

  private static func run(_ line: CommandLine, _ context: CommandContext) throws {
    let dryRun = try line.dryRun(in: context)
    try check(line, dryRun)
    // kubectl never says of patches that they were only tried out.
    let report = try ChangeReport(line, context, printsEachAlone: true)
    let form = try form(line)
    let isLocal = line[local] || dryRun == .client
    let body = try body(line, context, refusal: isLocal ? CommandError.text(LocalPatch.unreadable(form)) : nil)
    let subresource = try subresource(line)
    var builder = ResourceBuilder(line, context)
    builder.continuesOnError = true
    builder.isLocal = line[local]
    builder.subresource = subresource
    builder.arguments = line.arguments
    var count = 0
    try builder.visit { info in
      count += 1
      let old = info.object ?? .null
      let new: Value
      if isLocal {
        new = try LocalPatch.apply(Patch(form, body), to: old, info.kind, context.api.schema)
      } else {
        let options = WriteOptions(
          isDryRun: dryRun == .server, fieldValidation: .warn,
          fieldManager: line[WriteFlags.fieldManager("kubectl-patch")])
        let written = try send(Patch(form, body), info, subresource, options, context)
        context.warn(written.warnings)
        new = written.object
        if dryRun == .none { try ChangeCause.write(line, info, context) }
      }
      try report.report(old == new ? "patched (no change)" : "patched", new)
    }
    if count == 0 { throw CommandError.text("no objects passed to patch") }
  }

  private static func send(
    _ patch: Patch, _ info: ResourceInfo, _ subresource: Kind.Subresource?, _ options: WriteOptions,
    _ context: CommandContext
  ) throws(CommandError) -> Written {
    do throws(APIStatus) {
      return try context.api.patch(
        info.kind, namespace: info.namespace, name: info.name, patch, subresource: subresource, options)
    } catch {
      if error.reason != .unsupportedMediaType { throw .status(error) }
      let kind = "\(info.kind.groupVersion), Kind=\(info.kind.name)"
      throw .text("\(patch.form.rawValue) is not supported by \(kind): \(error.message)")
    }
  }

  private static func check(_ line: CommandLine, _ dryRun: DryRun) throws(CommandError) {
    if !line[patch].isEmpty, !line[patchFile].isEmpty {
      throw .text("cannot specify --patch and --patch-file together")
    }
    if line[patch].isEmpty, line[patchFile].isEmpty {
      throw .text("must specify --patch or --patch-file containing the contents of the patch")
    }
    if line[local], !line.arguments.isEmpty { throw .text("cannot specify --local and server resources") }
    if line[local], case .server = dryRun {
      throw .text("cannot specify --local and --dry-run=server - did you mean --dry-run=client?")
    }
    _ = try form(line)
  }

  private static func form(_ line: CommandLine) throws(CommandError) -> Patch.Form {
    switch line[type].lowercased() {
    case "json": return .json
    case "merge": return .merge
    case "strategic", "": return .strategic
    default: throw .text("--type must be one of [json merge strategic], not \(GoText.quoted(line[type]))")
    }
  }

  private static func subresource(_ line: CommandLine) throws -> Kind.Subresource? {
    let name = line[subresource]
    if name.isEmpty { return nil }
    guard let subresource = Kind.Subresource(rawValue: name) else { throw APIStatus.unknownPath }
    return subresource
  }

  /// The patch as a value. JSON that can't be read reaches the server as it is, and the server refuses it.
  /// - Parameter refusal: what is said of it where there is no server to do so.
  private static func body(
    _ line: CommandLine, _ context: CommandContext, refusal: CommandError?
  ) throws -> Value {
    var bytes = Array(line[patch].utf8)
    if !line[patchFile].isEmpty {
      do throws(FileError) {
        bytes = try context.files.read(line[patchFile])
      } catch {
        throw CommandError.text("unable to read patch file: open \(error.path): \(error.reason)")
      }
    }
    if bytes.first(where: { !($0 == 32 || (9...13).contains($0)) }) == UInt8(ascii: "{") {
      do throws(JSONError) { return try JSONReader.read(bytes: bytes) } catch {
        let isStrategic = line[type].isEmpty || line[type].lowercased() == "strategic"
        let reason = isStrategic ? error.message : "error decoding patch: \(error.message)"
        throw refusal ?? CommandError.status(.badRequest(reason))
      }
    }
    do throws(YAMLError) { return try YAMLReader.read(bytes: bytes) } catch {
      throw CommandError.text("unable to parse \(GoText.quoted(line[patch])): \(error.message)")
    }
  }
}
