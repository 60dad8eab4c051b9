// `kubectl apply edit-last-applied`
import ClusterAPI
import KubeKinds
import KubeObjects

enum EditLastApplied {
  static let command = Command(
    "edit-last-applied", usage: "(RESOURCE/NAME | -f FILENAME)",
    CommandHelp(
      "Edit what counts as applied last",
      """
      Opens the configuration that `kubectl apply` kept in an annotation in the editor that KUBE_EDITOR or EDITOR \
      names, and writes it back when it was changed. Nothing else of the object changes.
      """,
      examples: [
        Example("Edit what was applied of a set", "kubectl apply edit-last-applied sts/web"),
        Example("Edit it as JSON", "kubectl apply edit-last-applied sts/web -o json"),
      ]),
    flags: [CreateVerb.lineEndings, WriteFlags.validate, Apply.fieldManager] + FileFlags.all + PrintFlags.all,
    arguments: .resource
  ) { line, context in
    let report = try ChangeReport(line, context)
    let validation = try line.fieldValidation()
    var builder = ResourceBuilder(line, context)
    builder.continuesOnError = true
    builder.fetchesLatest = true
    builder.joinsFailures = true
    builder.allowsEmptySelector = true
    builder.arguments = line.arguments
    let (infos, failures) = try builder.infos()
    try failures.throwIfAny()
    let applied = infos.compactMap { info -> ResourceInfo? in
      guard let text = LastApplied.text(in: info.object ?? .null), let value = try? JSONReader.read(text)
      else { return nil }
      var applied = info
      applied.object = value
      return applied
    }
    if applied.isEmpty {
      throw CommandError.text(
        "no last-applied-configuration annotation found on resources, to create the annotation, use command "
          + "`kubectl apply set-last-applied --create-annotation`")
    }
    let session = EditSession(
      line: line, context: context, purpose: .lastApplied, report: report,
      options: WriteOptions(fieldValidation: validation, fieldManager: line[Apply.fieldManager]))
    try session.run(applied)
  }
}
