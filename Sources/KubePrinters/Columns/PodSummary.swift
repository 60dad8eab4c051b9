// The one word that tells how a pod is doing, as `printPod` of Kubernetes' printers finds it.
import KubeKinds
import KubeObjects
import SimCore

/// How a pod is doing: the READY, STATUS and RESTARTS columns.
public struct PodSummary: Sendable {
  public private(set) var ready = 0
  /// Containers that should run: sidecars count, other init containers do not.
  public private(set) var total: Int
  public private(set) var status: String
  public private(set) var restarts: Int64 = 0
  public private(set) var lastRestart: Instant?

  public init(_ pod: Value) {
    let spec = pod[.spec]
    let state = pod[.status]
    let initContainers = spec[.initContainers].elements
    let sidecars = initContainers.filter { $0[.restartPolicy].string == "Always" }.map { $0[.name].text }
    total = spec[.containers].elements.count + sidecars.count
    status = Self.phase(state)
    var restartsOfSidecars = Restarts()
    let isInitializing = summarizeInit(state, initContainers.count, sidecars, &restartsOfSidecars)
    if !isInitializing || Self.condition(state, "Initialized") {
      restarts = restartsOfSidecars.count
      lastRestart = restartsOfSidecars.last
      summarizeContainers(state)
    }
    if !pod[.metadata][.deletionTimestamp].isNull { applyDeletion(state) }
  }

  private struct Restarts {
    var count: Int64 = 0
    var last: Instant?

    mutating func add(_ container: Value) {
      count += container[.restartCount].number
      guard case .string(let text) = container[.lastState][.terminated][.finishedAt],
        let end = Instant(rfc3339: text), end > last ?? Instant(nanoseconds: .min)
      else { return }
      last = end
    }
  }

  /// The phase, or the reason given for it; scheduling gates show even before.
  private static func phase(_ status: Value) -> String {
    let gated = status[.conditions].elements.contains {
      $0[.reason].string == "SchedulingGated" && $0[.type].string == "PodScheduled"
    }
    if gated { return "SchedulingGated" }
    if case .string(let reason) = status[.reason], !reason.isEmpty { return reason }
    return status[.phase].text
  }

  private static func condition(_ status: Value, _ type: String) -> Bool {
    status[.conditions].first(where: .type, is: type)?[.status].string == "True"
  }

  /// Looks for the first init container that is not done; returns whether there is one.
  private mutating func summarizeInit(
    _ state: Value, _ count: Int, _ sidecars: [String], _ ofSidecars: inout Restarts
  ) -> Bool {
    var all = Restarts()
    defer {
      restarts = all.count
      lastRestart = all.last
    }
    for (index, container) in state[.initContainerStatuses].elements.enumerated() {
      let isSidecar = sidecars.contains(container[.name].text)
      all.add(container)
      if isSidecar { ofSidecars.add(container) }
      let terminated = container[.state][.terminated]
      if !terminated.isNull, terminated[.exitCode].number == 0 { continue }
      if isSidecar, container[.started].isTrue {
        if container[.ready].isTrue { ready += 1 }
        continue
      }
      status = Self.initStatus(container[.state], index, count)
      return true
    }
    return false
  }

  private static func initStatus(_ state: Value, _ index: Int, _ count: Int) -> String {
    if !state[.terminated].isNull { return "Init:" + ending(state[.terminated]) }
    let reason = state[.waiting][.reason].text
    if !reason.isEmpty, reason != "PodInitializing" { return "Init:" + reason }
    return "Init:\(index)/\(count)"
  }

  /// Why a container ended: its reason, else its signal, else its exit status.
  private static func ending(_ terminated: Value) -> String {
    if !terminated[.reason].isEmpty { return terminated[.reason].text }
    let signal = terminated[.signal].number
    return signal != 0 ? "Signal:\(signal)" : "ExitCode:\(terminated[.exitCode].number)"
  }

  /// The first container's trouble wins, so they are looked at from the last to the first.
  private mutating func summarizeContainers(_ state: Value) {
    var seen = Restarts(count: restarts, last: lastRestart)
    var hasRunning = false
    for container in state[.containerStatuses].elements.reversed() {
      seen.add(container)
      let now = container[.state]
      if case .string(let reason) = now[.waiting][.reason], !reason.isEmpty {
        status = reason
      } else if !now[.terminated].isNull {
        status = Self.ending(now[.terminated])
      } else if container[.ready].isTrue, !now[.running].isNull {
        hasRunning = true
        ready += 1
      }
    }
    restarts = seen.count
    lastRestart = seen.last
    if status == "Completed", hasRunning { status = Self.condition(state, "Ready") ? "Running" : "NotReady" }
  }

  private mutating func applyDeletion(_ state: Value) {
    let phase = state[.phase].text
    if state[.reason].string == "NodeLost" {
      status = "Unknown"
    } else if phase != "Failed", phase != "Succeeded" {
      status = "Terminating"
    }
  }
}
