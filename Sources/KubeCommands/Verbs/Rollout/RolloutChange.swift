// What restart, pause and resume share: a small patch of each workload, and what is said where that can't be.
import ClusterAPI
import KubeKinds
import KubeObjects

struct RolloutChange: Sendable {
  /// `restarted`
  let report: String
  /// The patch of a workload.
  /// - Throws: why it can't be made; what follows the object's name in the refusal.
  let patch: @Sendable (Kind, Value, CommandContext) throws(CommandError) -> Value

  /// Why a patch may change nothing, where that is refused.
  var unchanged: String?

  func run(_ line: CommandLine, _ context: CommandContext) throws {
    let dryRun = try line.dryRun(in: context)
    let builder = try Rollout.builder(line, context)
    let report = try ChangeReport(line, context, dryRun: dryRun)
    let (infos, failures) = try builder.infos()
    if infos.isEmpty, failures.isEmpty { context.errors.write(Rollout.nothingFound(line, context)) }
    for info in infos {
      try failures.collect {
        let options = WriteOptions(
          isDryRun: dryRun == .server, fieldManager: line[WriteFlags.fieldManager("kubectl-rollout")])
        try report.report(self.report, try change(info, context, options, isLocal: dryRun == .client))
      }
    }
    try failures.throwJoinedIfAny()
  }

  private func change(
    _ info: ResourceInfo, _ context: CommandContext, _ options: WriteOptions, isLocal: Bool
  ) throws(CommandError) -> Value {
    let object = info.object ?? .null
    let body: Value
    do throws(CommandError) {
      body = try patch(info.kind, object, context)
    } catch {
      throw .text("error: \(info.kind.groupResource) \(GoText.quoted(info.name)) \(ErrorText.unadorned(error))")
    }
    if let refusal = unchanged, MergePatch.apply(body, to: object) == object {
      throw .text("failed to create patch for \(info.name): \(refusal)")
    }
    if isLocal { return MergePatch.apply(body, to: object) }
    do throws(APIStatus) {
      let written = try context.api.patch(
        info.kind, namespace: info.namespace, name: info.name, Patch(.strategic, body), subresource: nil, options)
      context.warn(written.warnings)
      return written.object
    } catch {
      throw .text("failed to patch: \(error.message)")
    }
  }

  static let flags: [any AnyFlag] =
    [WriteFlags.dryRun, WriteFlags.fieldManager("kubectl-rollout")] + Rollout.selection + PrintFlags.all
}
