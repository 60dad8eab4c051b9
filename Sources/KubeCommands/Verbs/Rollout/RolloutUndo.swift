// `kubectl rollout undo`
import ClusterAPI
import KubeKinds
import KubeObjects

enum RolloutUndo {
  static let toRevision = Flag(int: "to-revision", help: "The revision to go back to; 0 for the one before.")
    .completing(.revision)

  static let command = Command(
    "undo", usage: "(TYPE NAME | TYPE/NAME) [flags]",
    CommandHelp(
      "Go back to an earlier revision",
      """
      Gives a workload the pod template of an earlier revision. It becomes the latest revision, under a new number.

      In an OrderedReady set a pod that never became ready is not replaced by this: delete it as well.
      """,
      examples: [
        Example("Go back to the revision before", "kubectl rollout undo sts/web"),
        Example("Go back to revision 3", "kubectl rollout undo sts/web --to-revision=3"),
        Example("See what would be gone back to", "kubectl rollout undo sts/web --dry-run=client"),
      ]),
    flags: [toRevision, WriteFlags.dryRun] + Rollout.selection + PrintFlags.all, arguments: .rollout, run: run)

  private static func run(_ line: CommandLine, _ context: CommandContext) throws {
    let dryRun = try line.dryRun(in: context)
    let builder = try Rollout.builder(line, context)
    let report = try ChangeReport(line, context, dryRun: dryRun)
    try builder.visit { info in
      switch info.kind.id {
      case .statefulSet, .daemonSet, .deployment: break
      default: throw info.kind.lacking("rollbacker", retrieving: "rollbacker")
      }
      warnOfApply(info, context)
      let rollback = Rollback(
        info: info, context: context, history: try RevisionHistory(info, context), number: Int64(line[toRevision]),
        dryRun: dryRun)
      try report.report(try rollback.run(), info.object ?? .null)
    }
  }

  private static func warnOfApply(_ info: ResourceInfo, _ context: CommandContext) {
    guard let object = info.object, LastApplied.text(in: object) != nil else { return }
    context.warn([
      "resource \(info.resourceName) was previously managed with 'kubectl apply'. Rolling back will not update the "
        + "\(LastApplied.key) annotation, which may cause unexpected behavior on future 'kubectl apply' operations. "
        + "Consider using 'kubectl apply' with your previous configuration file instead."
    ])
  }
}

/// Giving one workload an earlier template (k8s.io/kubectl pkg/polymorphichelpers, rollback.go).
private struct Rollback {
  let info: ResourceInfo
  let context: CommandContext
  let history: RevisionHistory
  let number: Int64
  let dryRun: DryRun

  private var isDeployment: Bool { info.kind.id == .deployment }

  /// Rolls back, and returns what is reported of it.
  func run() throws -> String {
    let revision = try revision()
    if dryRun == .client {
      let template = TemplateText.describe(revision, info.kind)
      return isDeployment ? template : "will roll back to \(template)"
    }
    if isDeployment, history.workload[.spec]["paused"].isTrue {
      throw CommandError.text(
        "you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again")
    }
    if withoutHash(revision.template) == withoutHash(history.workload[.spec][.template]) {
      return "skipped rollback (current template already matches revision \(number))"
    }
    do throws(APIStatus) {
      let options = WriteOptions(isDryRun: dryRun == .server)
      let patch = isDeployment ? deploymentPatch(revision) : Patch(.strategic, revision.keeper[.data])
      _ = try context.api.patch(
        info.kind, namespace: info.namespace, name: info.name, patch, subresource: nil, options)
    } catch {
      throw CommandError.text("failed restoring revision \(number): \(error.message)")
    }
    return "rolled back"
  }

  private func revision() throws(CommandError) -> Revision {
    if number == 0, history.revisions.count < 2 {
      if isDeployment { throw .text("no rollout history found for deployment \(GoText.quoted(info.name))") }
      throw .text("no last revision to roll back to")
    }
    if number >= 0, let revision = history.revision(number) { return revision }
    throw .text("unable to find specified revision \(number) in history")
  }

  private static let templateHash: Key = "pod-template-hash"

  private func withoutHash(_ template: Value) -> Value {
    var template = template
    if isDeployment { template.remove(path: [.metadata, .labels, Self.templateHash]) }
    return template
  }

  /// The annotations that belong to the deployment and not to a revision of it.
  private static let deploymentAnnotations: [Key] = [
    LastApplied.key, RevisionHistory.deploymentRevision, "deployment.kubernetes.io/revision-history",
    "deployment.kubernetes.io/desired-replicas", "deployment.kubernetes.io/max-replicas",
    "deprecated.deployment.rollback.to",
  ]

  private func deploymentPatch(_ revision: Revision) -> Patch {
    var annotations = Object()
    for (key, value) in history.workload[.metadata][.annotations].fields
    where Self.deploymentAnnotations.contains(key) { annotations[key] = value }
    for (key, value) in revision.keeper[.metadata][.annotations].fields
    where !Self.deploymentAnnotations.contains(key) { annotations[key] = value }
    return Patch(
      .json,
      [
        ["op": "replace", "path": "/spec/template", "value": withoutHash(revision.template)],
        ["op": "replace", "path": "/metadata/annotations", "value": .object(annotations)],
      ])
  }
}
