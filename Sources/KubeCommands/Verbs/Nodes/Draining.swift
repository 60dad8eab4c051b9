// Emptying one node: which of its pods may go, and how they are made to (k8s.io/kubectl pkg/drain).
import ClusterAPI
import KubeKinds
import KubeObjects
import SimCore

struct Draining {
  let line: CommandLine
  let context: CommandContext
  let dryRun: DryRun

  func empty(_ node: String) throws {
    let verdicts = try verdicts(of: pods(on: node))
    try verdicts.throwErrors()
    let warnings = verdicts.warnings
    if !warnings.isEmpty { context.warn([warnings]) }
    let pods = verdicts.deletable
    if dryRun == .client {
      for pod in pods { context.output.write("evicting pod \(pod.namespace)/\(pod.name) (dry run)\n") }
      return
    }
    do {
      if line[Drain.disableEviction] { try delete(pods) } else { try evict(pods) }
    } catch let interruption as Interruption {
      throw interruption
    } catch {
      try reportPending(node, error)
      throw error
    }
  }

  private func reportPending(_ node: String, _ error: any Error) throws {
    let pending = try verdicts(of: pods(on: node)).deletable
    if pending.isEmpty { return }
    let reason = ErrorText.unadorned(CommandError(error))
    context.errors.write(
      "There are pending pods in node \(GoText.quoted(node)) when an error occurred: \(reason)\n"
        + pending.map { "pod/\($0.name)\n" }.joined())
  }

  private func pods(on node: String) throws -> [ResourceInfo] {
    guard let kind = context.api.catalog.kind(.pod) else { return [] }
    var options = ListOptions(
      fieldSelector: FieldSelector([.init(field: "spec.nodeName", isNegated: false, value: node)]))
    if !line[Drain.podSelector].isEmpty { options.labelSelector = try SelectorText.labels(line[Drain.podSelector]) }
    return try context.api.list(kind, namespace: nil, options).items.map { pod in
      ResourceInfo(
        kind: kind, namespace: pod[.metadata][.namespace].text, name: pod[.metadata][.name].text, object: pod)
    }
  }

  private func verdicts(of pods: [ResourceInfo]) throws -> DrainVerdicts {
    let judge = DrainJudge(line: line, context: context)
    return DrainVerdicts(items: try pods.map { ($0, try judge.verdict($0)) })
  }

  private var deadline: Instant {
    let now = context.api.now
    if line[Drain.timeout] > .zero { return now + line[Drain.timeout] }
    let patience = Patience(context)
    return patience.next(before: patience.deadline(from: now), from: now)
  }

  private var deleteOptions: DeleteOptions {
    DeleteOptions(
      gracePeriodSeconds: line[Drain.gracePeriod] >= 0 ? Int64(line[Drain.gracePeriod]) : nil,
      isDryRun: dryRun == .server)
  }

  // MARK: Deleting

  private func delete(_ pods: [ResourceInfo]) throws {
    for pod in pods {
      do throws(APIStatus) {
        _ = try context.api.delete(pod.kind, namespace: pod.namespace, name: pod.name, deleteOptions)
      } catch where error.reason != .notFound {
        throw error
      } catch {}
    }
    if dryRun == .server { return }
    let deadline = deadline
    var pending = pods
    while true {
      pending = try pending.filter { try !isGone($0, verb: "deleted") }
      if pending.isEmpty { return }
      if context.api.now >= deadline {
        throw CommandError.text("global timeout reached: \(line[Drain.timeout].goText)")
      }
      try context.api.sleep(.seconds(1))
    }
  }

  /// Whether a pod is gone or need not be waited for; says so when it is.
  private func isGone(_ pod: ResourceInfo, verb: String) throws -> Bool {
    let uid = pod.object?[.metadata][.uid].text
    guard let now = try ObjectFollower(pod, context).current(), now[.metadata][.uid].text == uid else {
      context.output.write("pod/\(pod.name) \(verb)\n")
      return true
    }
    guard DrainJudge(line: line, context: context).skipsWaiting(for: now) else { return false }
    context.output.write(
      "pod \(GoText.quoted(pod.name)) has DeletionTimestamp older than \(line[Drain.skipWait]) seconds, skipping\n")
    return true
  }

  // MARK: Evicting

  /// One pod on its way out. All pods go at the same time, each in its own rhythm.
  private struct Leaving {
    var pod: ResourceInfo
    var isEvicted = false
    /// When to try or look again.
    var next: Instant
  }

  private func evict(_ pods: [ResourceInfo]) throws {
    let deadline = deadline
    var leaving = pods.map { Leaving(pod: $0, next: context.api.now) }
    let failures = FailureList()
    while let first = leaving.indices.min(by: { leaving[$0].next < leaving[$1].next }) {
      let wait = leaving[first].next - context.api.now
      if wait > .zero { try context.api.sleep(wait) }
      var isDone = false
      do {
        isDone = try step(&leaving[first], deadline)
      } catch let interruption as Interruption {
        throw interruption
      } catch {
        failures.add(error)
        isDone = true
      }
      if isDone { leaving.remove(at: first) }
    }
    try failures.throwIfAny()
  }

  /// Tries once to evict a pod, or looks once whether it is gone. True when there is nothing more to do for it.
  private func step(_ leaving: inout Leaving, _ deadline: Instant) throws -> Bool {
    let pod = leaving.pod
    let place = "\(GoText.quoted(pod.name)) -n \(GoText.quoted(pod.namespace))"
    let timeUp = "global timeout reached: \(line[Drain.timeout].goText)"
    if leaving.isEvicted {
      if try isGone(pod, verb: "evicted") { return true }
      leaving.next = context.api.now + .seconds(1)
      guard context.api.now >= deadline else { return false }
      throw CommandError.text(
        "error when waiting for pod \(GoText.quoted(pod.name)) in namespace \(GoText.quoted(pod.namespace)) to "
          + "terminate: \(timeUp)")
    }
    context.output.write("evicting pod \(pod.namespace)/\(pod.name)\(dryRun.suffix)\n")
    if context.api.now >= deadline { throw CommandError.text("error when evicting pods/\(place): \(timeUp)") }
    do throws(APIStatus) {
      try evict(pod)
      leaving.isEvicted = true
      leaving.next = context.api.now
      return dryRun == .server
    } catch {
      switch error.reason {
      case .notFound: return true
      case .tooManyRequests:
        context.errors.write("error when evicting pods/\(place) (will retry after 5s): \(error.message)\n")
        leaving.next = context.api.now + .seconds(5)
        return false
      default: throw CommandError.text("error when evicting pods/\(place): \(error.message)")
      }
    }
  }

  private func evict(_ pod: ResourceInfo) throws(APIStatus) {
    var eviction: Value = [
      "apiVersion": "policy/v1", "kind": "Eviction",
      "metadata": ["name": .string(pod.name), "namespace": .string(pod.namespace)],
    ]
    if line[Drain.gracePeriod] >= 0 {
      eviction["deleteOptions"] = ["gracePeriodSeconds": .int(Int64(line[Drain.gracePeriod]))]
    }
    _ = try context.api.create(
      pod.kind, namespace: pod.namespace, name: pod.name, eviction, subresource: .eviction,
      WriteOptions(isDryRun: dryRun == .server))
  }
}
