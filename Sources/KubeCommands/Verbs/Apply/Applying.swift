// Applying one object: creating it, or merging what was applied, what is wanted, and what is there.
import ClusterAPI
import KubeKinds
import KubeObjects
import SimCore

struct Applying {
  let line: CommandLine
  let context: CommandContext
  let dryRun: DryRun
  let validation: FieldValidation
  let report: ChangeReport

  /// Applies an object, reports it, and returns it as it is now.
  func apply(_ info: ResourceInfo) throws -> Value {
    let wanted = info.object ?? .null
    let generateName = wanted[.metadata][.generateName].text
    if info.name.isEmpty, !generateName.isEmpty {
      throw CommandError.text("from \(generateName): cannot use generate name with apply")
    }
    if line[Apply.serverSide] {
      if info.name.isEmpty { throw CommandError.text("resource name may not be empty") }
      return try applyOnServer(info)
    }
    guard let live = try live(info) else { return try create(info) }
    return try change(info, wanted, live)
  }

  private func live(_ info: ResourceInfo) throws(CommandError) -> Value? {
    let activity = "retrieving current configuration of:\n\(info.description)\nfrom server for:"
    do {
      return try info.fetched(context.api)
    } catch {
      let failure = CommandError(error)
      if failure.isNotFound { return nil }
      throw failure.during(activity, info.source)
    }
  }

  private func options(_ manager: String) -> WriteOptions {
    WriteOptions(isDryRun: dryRun == .server, fieldValidation: validation, fieldManager: manager)
  }

  // MARK: Creating

  private func create(_ info: ResourceInfo) throws -> Value {
    var object = info.object ?? .null
    LastApplied.annotate(&object)
    object.removeNulls()
    if dryRun != .client {
      do throws(APIStatus) {
        let written = try context.api.create(
          info.kind, namespace: info.namespace, name: nil, object, subresource: nil,
          options(line[Apply.fieldManager]))
        context.warn(written.warnings)
        object = written.object
      } catch {
        throw CommandError.status(error).during("creating", info.source)
      }
    }
    try report.reportUnlessTogether("created", object)
    return object
  }

  // MARK: Changing

  private func change(_ info: ResourceInfo, _ wanted: Value, _ live: Value) throws -> Value {
    if dryRun == .client {
      try report.reportUnlessTogether("configured", live)
      return live
    }
    if LastApplied.text(in: live) == nil { warnOfMissingAnnotation(info) }
    var modified = wanted
    LastApplied.annotate(&modified)
    let merge = ApplyMerge(info: info, context: context, modified: modified, overwrites: line[Apply.overwrite])
    var patch: Value = [:]
    do {
      let object = try patched(info, merge, live, &patch)
      warnIfDeleting(info, object)
      let isUnchanged = patch.fields.isEmpty && !report.printsObjects
      try report.reportUnlessTogether(isUnchanged ? "unchanged" : "configured", object)
      return object
    } catch let interruption as Interruption {
      throw interruption
    } catch {
      let activity = "applying patch:\n\(JSONWriter.write(patch))\nto:\n\(info.description)\nfor:"
      throw CommandError(error).during(activity, info.source)
    }
  }

  /// How often a patch that met another writer's change is made anew.
  private static let conflictRetries = 5

  private func patched(
    _ info: ResourceInfo, _ merge: ApplyMerge, _ live: Value, _ patch: inout Value
  ) throws -> Value {
    var live = live
    var attempt = 0
    while true {
      let made = try merge.patch(for: live)
      patch = made.body
      if patch.fields.isEmpty { return live }
      do throws(APIStatus) {
        let written = try context.api.patch(
          info.kind, namespace: info.namespace, name: info.name, made, subresource: nil,
          options(line[Apply.fieldManager]))
        context.warn(written.warnings)
        return written.object
      } catch {
        guard error.reason == .conflict, attempt < Self.conflictRetries else {
          if line[Delete.force], error.reason == .conflict || error.reason == .invalid {
            return try replace(info, merge.modified, live)
          }
          throw CommandError.status(error).during("patching", info.source)
        }
        attempt += 1
        live = try info.fetched(context.api)
      }
    }
  }

  /// `--force`: deletes the object and creates it anew, or puts it back when that is refused.
  private func replace(_ info: ResourceInfo, _ modified: Value, _ live: Value) throws -> Value {
    let options = DeleteOptions(
      gracePeriodSeconds: line[Delete.gracePeriod] >= 0 ? Int64(line[Delete.gracePeriod]) : nil,
      propagation: try Deletion.policy(line[Delete.cascade], context))
    _ = try context.api.delete(info.kind, namespace: info.namespace, name: info.name, options)
    let timeout = line[Delete.timeout] == .zero ? TimeSpan.week : line[Delete.timeout]
    let follower = ObjectFollower(info, context)
    let isGone = try follower.waitUntilGone(uid: live[.metadata][.uid].text, until: context.api.now + timeout)
    if !isGone { throw info.timedOut }
    do throws(APIStatus) {
      let written = try context.api.create(
        info.kind, namespace: info.namespace, name: nil, modified, subresource: nil,
        self.options(line[Apply.fieldManager]))
      context.warn(written.warnings)
      return written.object
    } catch {
      var old = live
      old.remove(path: [.metadata, .resourceVersion])
      old.remove(path: [.metadata, .uid])
      do throws(APIStatus) {
        _ = try context.api.create(
          info.kind, namespace: info.namespace, name: nil, old, subresource: nil, WriteOptions())
      } catch let second {
        throw CommandError.text(
          "An error occurred force-replacing the existing object with the newly provided one:\n\n\(error.message).\n\n"
            + "Additionally, an error occurred attempting to restore the original object:\n\n\(second.message)")
      }
      throw error
    }
  }

  private func warnOfMissingAnnotation(_ info: ResourceInfo) {
    context.warn([
      "resource \(info.resourceName) is missing the \(LastApplied.key) annotation which is required by kubectl apply. "
        + "kubectl apply should only be used on resources created declaratively by either kubectl create --save-config "
        + "or kubectl apply. The missing annotation will be patched automatically."
    ])
  }

  private func warnIfDeleting(_ info: ResourceInfo, _ object: Value) {
    if object[.metadata][.deletionTimestamp].isNull { return }
    context.warn(["Detected changes to resource \(info.name) which is currently being deleted."])
  }

  // MARK: On the server

  private func applyOnServer(_ info: ResourceInfo) throws -> Value {
    let manager = line.isSet(Apply.fieldManager) ? line[Apply.fieldManager] : ServerSideApplying.usualManager
    let applying = ServerSideApplying(line: line, context: context, options: options(manager), info: info)
    let object = try applying.apply()
    warnIfDeleting(info, object)
    try report.reportUnlessTogether("serverside-applied", object)
    return object
  }
}
