// `kubectl edit`
import ClusterAPI
import KubeKinds
import KubeObjects

enum Edit {
  static let outputPatch = Flag(bool: "output-patch", help: "Prints the patch that is sent.")
  static let manager = WriteFlags.fieldManager("kubectl-edit")

  static let command = Command(
    "edit", group: .intermediate, usage: "(RESOURCE/NAME | -f FILENAME)",
    CommandHelp(
      "Edit objects in an editor",
      """
      Opens objects as they are in the editor that KUBE_EDITOR or EDITOR names, 'vi' without either, and sends what \
      was changed. Several objects are shown as a list.

      When a change is refused, the file is opened again with the reasons at its top. A file without changes, or \
      without lines, ends editing. What was written is kept in the file when it could not be sent.
      """,
      examples: [
        Example("Edit a set", "kubectl edit sts/web"),
        Example("Use another editor", "KUBE_EDITOR=\"nano\" kubectl edit sts/web"),
        Example("Edit as JSON", "kubectl edit sts/web -o json"),
      ]),
    flags: [
      outputPatch, PatchVerb.subresource, CreateVerb.lineEndings, WriteFlags.validate, WriteFlags.saveConfig, manager,
      WriteFlags.record,
    ] + FileFlags.all + PrintFlags.all,
    arguments: .resource
  ) { line, context in
    if !line[PrintFlags.output].isEmpty {
      _ = try line.printer(line.formatRequest(in: context), allowed: EditSession.formats)
    }
    let report = try ChangeReport(line, context)
    let subresource = line[PatchVerb.subresource]
    var builder = ResourceBuilder(line, context)
    builder.continuesOnError = true
    builder.fetchesLatest = true
    builder.joinsFailures = true
    builder.allowsEmptySelector = true
    builder.arguments = line.arguments
    builder.subresource = Kind.Subresource(rawValue: subresource)
    _ = try builder.planned()
    let validation = try line.fieldValidation()
    if !subresource.isEmpty, builder.subresource == nil { throw APIStatus.unknownPath }
    let (infos, failures) = try builder.infos()
    try failures.throwIfAny()
    if infos.isEmpty { throw CommandError.text("edit cancelled, no objects found") }
    var session = EditSession(
      line: line, context: context, purpose: .change(printsPatch: line[outputPatch]), report: report,
      options: WriteOptions(fieldValidation: validation, fieldManager: line[manager]))
    session.keepsConfiguration = line[WriteFlags.saveConfig]
    session.changeCause = ChangeCause.of(line)
    session.subresource = builder.subresource
    try session.run(infos)
  }
}
