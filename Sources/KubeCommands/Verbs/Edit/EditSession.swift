// Editing objects until they are taken, given up, or lost: the loop around the editor.
import ClusterAPI
import KubeKinds
import KubeObjects
import KubePrinters

/// What is done with objects that were edited.
enum EditPurpose {
  /// Live objects are changed by a patch.
  case change(printsPatch: Bool)
  /// Objects of files are created.
  case create
  /// What was edited becomes what was applied last.
  case lastApplied

  var header: String { if case .lastApplied = self { EditHeader.lastApplied } else { EditHeader.plain } }
}

/// Edits some objects in one file.
struct EditSession {
  let line: CommandLine
  let context: CommandContext
  let purpose: EditPurpose
  let report: ChangeReport
  let options: WriteOptions
  var keepsConfiguration = false
  var changeCause: String?
  var subresource: Kind.Subresource?

  /// In which forms objects can be edited.
  static let formats = ["json", "kyaml", "yaml"]

  private var isJSON: Bool { line[PrintFlags.output] == "json" }

  func run(_ infos: [ResourceInfo]) throws {
    let editor = Editor(context)
    var outcome = EditOutcome()
    var edited: EditedText?
    while true {
      let before = edited
      let shown = try text(of: infos)
      let body = before?.withoutComments ?? shown
      let head = isJSON ? "" : outcome.header.text(purpose.header)
      let file: (path: String, text: String)
      do throws(CommandError) {
        file = try editor.edit(lineEndings(head + body), suffix: isJSON ? ".json" : ".yaml")
      } catch {
        throw preserving(outcome.file, error)
      }
      let now = EditedText(text: file.text)
      if before?.meaning == now.meaning {
        throw preserving(file.path, CommandError.text("Edit cancelled, no valid changes were saved."))
      }
      if let file = outcome.file { editor.remove(file) }
      outcome = EditOutcome(file: file.path)
      edited = now
      if let fault = validationFault(now) {
        context.errors.write(outcome.add(invalid(fault), infos[0]))
        continue
      }
      if EditedText(text: shown).meaning == now.meaning {
        return cancel("no changes made", editor, file.path)
      }
      guard now.hasLines else { return cancel("saved file was empty", editor, file.path) }
      guard let updated = try read(now, &outcome) else { continue }
      do { try apply(updated, infos, &outcome) } catch { throw preserving(file.path, error) }
      if try finish(outcome, editor) { return }
    }
  }

  private func cancel(_ reason: String, _ editor: Editor, _ path: String) {
    editor.remove(path)
    context.errors.write("Edit cancelled, \(reason).\n")
  }

  private func lineEndings(_ text: String) -> String {
    guard line[CreateVerb.lineEndings] else { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
  }

  /// The objects as they are shown: one alone, several as a list, without managedFields.
  private func text(of infos: [ResourceInfo]) throws -> String {
    let objects = infos.map { info in
      var object = info.object ?? .null
      object.remove(path: [.metadata, .managedFields])
      return object
    }
    let shown: Value =
      objects.count == 1
      ? objects[0] : ["apiVersion": "v1", "kind": "List", "metadata": [:], "items": .array(objects)]
    var request = FormatRequest(output: line[PrintFlags.output].isEmpty ? "yaml" : line[PrintFlags.output]) { _ in
      .failure(PrintError("no template is read here"))
    }
    request.showsManagedFields = true
    var printer = try line.printer(request, allowed: Self.formats)
    var text = ""
    try printer.print(shown, to: &text)
    return text
  }

  private func validationFault(_ text: EditedText) -> String? {
    options.fieldValidation == .ignore ? nil : text.fault
  }

  private func invalid(_ fault: String) -> APIStatus {
    let message = "Invalid value: \"The edited file failed validation\": \(fault)"
    var status = APIStatus(code: 422, reason: .invalid, message: message)
    status.causes = [APIStatus.Cause(reason: "FieldValueInvalid", message: message, field: "<nil>")]
    return status
  }

  /// The objects that were written; `nil` when they can't be read, which the next head says.
  private func read(_ text: EditedText, _ outcome: inout EditOutcome) throws -> [ResourceInfo]? {
    var builder = ResourceBuilder(context, namespace: line.namespace(in: context))
    builder.text = (Array(text.text.utf8), "edited-file")
    builder.continuesOnError = true
    let (found, failures) = try builder.infos()
    do throws(CommandError) { try failures.throwIfAny() } catch {
      outcome.header.reasons.append(
        EditHeader.Reason(head: "The edited file had a syntax error: \(ErrorText.unadorned(error))"))
      return nil
    }
    return found
  }

  /// The failure, with word of where the user's changes are.
  private func preserving(_ path: String?, _ error: any Error) -> CommandError {
    if let path, context.files.exists(path) {
      context.errors.write("A copy of your changes has been stored to \(GoText.quoted(path))\n")
    }
    return CommandError(error)
  }

  // MARK: Writing

  private func apply(_ updated: [ResourceInfo], _ originals: [ResourceInfo], _ outcome: inout EditOutcome) throws {
    let namespace = line.namespace(in: context)
    for info in updated where info.kind.isNamespaced && info.namespace != namespace {
      throw CommandError.text(
        "the namespace from the provided object \(GoText.quoted(info.namespace)) does not match the namespace "
          + "\(GoText.quoted(namespace)). You must pass '--namespace=\(info.namespace)' to perform this operation.")
    }
    for info in updated {
      var info = info
      if keepsConfiguration, let object = info.object { info.object = keepingConfiguration(object, originals) }
      info.object = ChangeCause.recorded(changeCause, in: info.object ?? .null)
      switch purpose {
      case .create: try create(info)
      case .lastApplied: try annotate(info, originals, &outcome)
      case .change(let printsPatch): try change(info, originals, printsPatch, &outcome)
      }
    }
  }

  /// The object with itself in its annotation: who owns its fields is hidden from the editor, and kept all the same.
  private func keepingConfiguration(_ object: Value, _ originals: [ResourceInfo]) -> Value {
    let original = originals.first { $0.object?[.metadata][.uid] == object[.metadata][.uid] }?.object
    var whole = object
    if let owners = original?[.metadata][.managedFields], !owners.isNull { whole[.metadata][.managedFields] = owners }
    LastApplied.annotate(&whole)
    whole.remove(path: [.metadata, .managedFields])
    return whole
  }

  private func create(_ info: ResourceInfo) throws {
    let written = try context.api.create(
      info.kind, namespace: info.namespace, name: nil, info.object ?? .null, subresource: nil, options)
    context.warn(written.warnings)
    try report.report("created", written.object)
  }

  private func change(
    _ info: ResourceInfo, _ originals: [ResourceInfo], _ printsPatch: Bool, _ outcome: inout EditOutcome
  ) throws {
    let new = info.object ?? .null
    let uid = new[.metadata][.uid].text
    guard let original = originals.first(where: { $0.object?[.metadata][.uid].text ?? "" == uid }) else {
      throw CommandError.text(
        "no original object found for &unstructured.Unstructured{Object:\(GoSyntax.text(new))}")
    }
    var old = original.object ?? .null
    old.remove(path: [.metadata, .managedFields])
    if old == new { return try report.report("skipped", new) }
    let patch = try patch(info.kind, from: old, to: new)
    if printsPatch { context.output.write("Patch: \(JSONWriter.write(patch.body))\n") }
    let written: Written
    do throws(APIStatus) {
      written = try context.api.patch(
        info.kind, namespace: info.namespace, name: info.name, patch, subresource: subresource, options)
    } catch {
      return context.errors.write(outcome.add(error, info))
    }
    context.warn(written.warnings)
    try report.report("edited", written.object)
  }

  private func annotate(
    _ info: ResourceInfo, _ originals: [ResourceInfo], _ outcome: inout EditOutcome
  ) throws {
    let new = info.object ?? .null
    let isSame = originals.contains { $0.name == info.name && $0.kind === info.kind && $0.object == new }
    if isSame { return try report.report("skipped", new) }
    let patch = LastApplied.patch(JSONWriter.write(new) + "\n")
    do throws(APIStatus) {
      let written = try context.api.patch(
        info.kind, namespace: info.namespace, name: info.name, patch, subresource: nil, options)
      context.warn(written.warnings)
    } catch {
      return context.errors.write(outcome.add(error, info))
    }
    try report.report("edited", new)
  }

  private func patch(_ kind: Kind, from old: Value, to new: Value) throws -> Patch {
    let isSame = old[.apiVersion] == new[.apiVersion] && old[.kind] == new[.kind]
    guard isSame, old[.metadata][.name] == new[.metadata][.name] else {
      throw CommandError.text("At least one of apiVersion, kind and name was changed")
    }
    guard let type = kind.schemaType else { return Patch(.merge, MergePatch.difference(from: old, to: new)) }
    return Patch(.strategic, try StrategicDifference.twoWay(from: old, to: new, type: type, context.api.schema))
  }

  /// Returns whether editing is over.
  private func finish(_ outcome: EditOutcome, _ editor: Editor) throws(CommandError) -> Bool {
    let path = outcome.file ?? ""
    if outcome.retryable > 0 {
      context.errors.write("You can run `kubectl replace -f \(path)` to try this update again.\n")
      throw .exit(ExitStatus.failure)
    }
    if outcome.lost > 0 {
      context.errors.write(
        "The edits you made on deleted resources have been saved to \(GoText.quoted(path))\n")
      throw .exit(ExitStatus.failure)
    }
    if !outcome.header.reasons.isEmpty { return false }
    editor.remove(path)
    return true
  }
}

/// What came of one round of editing.
struct EditOutcome {
  var header = EditHeader()
  /// Objects whose change was refused for a reason that may pass.
  var retryable = 0
  /// Objects that are not there any more.
  var lost = 0
  /// The file that was edited.
  var file: String?

  init(file: String? = nil) { self.file = file }

  /// Notes a refusal and returns what is said of it.
  mutating func add(_ status: APIStatus, _ info: ResourceInfo) -> String {
    let resource = "\(info.kind.groupResource) \(GoText.quoted(info.name))"
    switch status.reason {
    case .invalid:
      let details = status.causes.map { "\($0.field): \($0.message)" }
      header.reasons.append(EditHeader.Reason(head: "\(resource) was not valid", details: details))
      return "error: \(resource) is invalid\n"
    case .notFound:
      lost += 1
      return "error: \(resource) could not be found on the server\n"
    default:
      retryable += 1
      return "error: \(resource) could not be patched: \(status.message)\n"
    }
  }
}
