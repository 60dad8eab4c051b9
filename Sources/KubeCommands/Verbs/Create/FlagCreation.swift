// What the sub-commands of `create` share: an object is made from flags, and created or only printed.
import ClusterAPI
import KubeKinds
import KubeObjects

/// A sub-command of `create` that makes one object from a name and flags.
struct FlagCreation: Sendable {
  let name: String
  var aliases: [String] = []
  let usage: String
  let help: CommandHelp
  let flags: [any AnyFlag]
  /// What precedes the server's words when it refuses: `failed to create configmap: `; without it, the refusal stands
  /// alone.
  var failure: String?
  /// The object for a name, in the form it is printed in.
  let make: @Sendable (String, CommandLine, CommandContext) throws -> Value

  static let commonFlags: [any AnyFlag] =
    [WriteFlags.dryRun, WriteFlags.validate, WriteFlags.saveConfig, WriteFlags.fieldManager("kubectl-create")]
    + PrintFlags.all

  var command: Command {
    Command(
      name, aliases: aliases, usage: usage, help, flags: flags + Self.commonFlags,
      run: { line, context in try run(line, context) })
  }

  private func run(_ line: CommandLine, _ context: CommandContext) throws {
    let name = try Self.name(line)
    let dryRun = try line.dryRun(in: context)
    let validation = try line.fieldValidation()
    let report = try ChangeReport(line, context, dryRun: dryRun, printsTypes: true)
    var object = try make(name, line, context)
    guard
      let kind = context.api.catalog.kind(apiVersion: object[.apiVersion].text, name: object[.kind].text)
    else { throw CommandError.text("no matches for kind \(GoText.quoted(object[.kind].text))") }
    if kind.isNamespaced, line.namesNamespace {
      object[.metadata][.namespace] = .string(line.namespace(in: context))
    }
    if line[WriteFlags.saveConfig] { LastApplied.annotateTyped(&object, context) }
    if dryRun != .client {
      object = try create(
        object, kind, line, context,
        WriteOptions(
          isDryRun: dryRun == .server, fieldValidation: validation,
          fieldManager: line[WriteFlags.fieldManager("kubectl-create")]))
    }
    try report.report("created", object)
  }

  private func create(
    _ object: Value, _ kind: Kind, _ line: CommandLine, _ context: CommandContext, _ options: WriteOptions
  ) throws(CommandError) -> Value {
    let namespace = kind.isNamespaced ? line.namespace(in: context) : ""
    do throws(APIStatus) {
      let written = try context.api.create(
        kind, namespace: namespace, name: nil, object, subresource: nil, options)
      context.warn(written.warnings)
      return written.object
    } catch {
      guard let failure else { throw .status(error) }
      throw .text(failure + error.message)
    }
  }

  /// The one NAME among the arguments; those after `--` are a program's.
  static func name(_ line: CommandLine) throws(CommandError) -> String {
    let count = line.argumentsBeforeDashes ?? line.arguments.count
    if count == 1 { return line.arguments[0] }
    throw line.usageError("exactly one NAME is required, got \(count)")
  }

  /// The words after the name: the program to run.
  static func program(_ line: CommandLine) -> [String] { Array(line.arguments.dropFirst()) }
}

extension Value {
  /// An object with the head that every object has.
  static func object(_ apiVersion: String, _ kind: String, _ name: String, labels: [(String, String)] = []) -> Value {
    var object: Value = [
      "apiVersion": .string(apiVersion), "kind": .string(kind), "metadata": ["name": .string(name)],
    ]
    if !labels.isEmpty { object[.metadata][.labels] = Value(labels) }
    return object
  }

  /// A list of texts.
  static func strings(_ texts: [String]) -> Value { .array(texts.map(Value.string)) }
}
