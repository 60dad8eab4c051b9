// What runs on a node for one pod: the part of the world that a real kubelet asks its container runtime about.
import SimCore

/// How a container ended.
struct Termination: Equatable, Codable {
  var exitCode: Int64
  var reason: String
  var message: String?
  var startedAt: Instant
  var finishedAt: Instant
  var containerID: String
}

/// How one probe of a running container stands.
struct ProbeProgress: Equatable, Codable {
  /// What the probe has established; `nil` before it has.
  var verdict: Bool?
  /// Results in a row that speak against the verdict.
  var streak: Int64 = 0
  var lastTick: Instant?
}

/// A container that runs.
struct RunningContainer: Equatable, Codable {
  var since: Instant
  var containerID: String
  /// When it ends by itself.
  var exitAt: Instant?
  var startup = ProbeProgress()
  var readiness = ProbeProgress()
  var liveness = ProbeProgress()
  var isStarted = false
  var isReady = false
  var stop: ContainerStop?
}

/// A container that was asked to stop.
struct ContainerStop: Equatable, Codable {
  var since: Instant
  /// When it ends of its own accord.
  var obeysAt: Instant
  /// When it is killed.
  var deadline: Instant

  var endsAt: Instant { min(obeysAt, deadline) }
}

/// A pull that failed.
struct FailedPull: Equatable, Codable {
  /// What the kubelet calls the failure: `ErrImagePull`.
  var reason: String
  var message: String
  /// From when on the kubelet says that it backs off instead.
  var backsOffAt: Instant
  var saysBackOff = false
  var retryAt: Instant
}

/// Where a container is in its life.
enum ContainerState: Equatable, Codable {
  /// Not begun.
  case waiting
  case pulling(since: Instant, until: Instant)
  case pullFailed(FailedPull)
  /// Can't be made as it is described; looked at again when something changes.
  case misconfigured(reason: String, message: String)
  case starting(until: Instant)
  case running(RunningContainer)
  case ended(Termination)
  /// Ended, and not started again before an instant.
  case backingOff(until: Instant)
}

/// A delay that doubles with each failure (client-go's `flowcontrol.Backoff` with the kubelet's numbers).
struct BackOff: Equatable, Codable {
  static let first = TimeSpan.seconds(10)
  static let longest = TimeSpan.minutes(5)

  private(set) var delay = TimeSpan.zero
  private(set) var lastUpdate: Instant?

  /// Whether a failure at `failure` still holds the next try back.
  func holds(since failure: Instant, now: Instant) -> Bool {
    guard let lastUpdate, failure - lastUpdate <= Self.longest * 2 else { return false }
    return now - failure < delay
  }

  /// When a try that is held back is made.
  func end(since failure: Instant) -> Instant { failure + delay }

  /// Counts one more failure. One that comes after twice the longest delay begins anew.
  mutating func count(at failure: Instant, now: Instant) {
    if let lastUpdate, failure - lastUpdate <= Self.longest * 2 {
      delay = min(delay + delay, Self.longest)
    } else {
      delay = Self.first
    }
    lastUpdate = now
  }
}

/// One container of a pod on its node.
struct ContainerRuntime: Equatable, Codable {
  var state = ContainerState.waiting
  /// How often it was started again.
  var restarts: Int64 = 0
  /// How often it was started.
  var instances: Int64 = 0
  /// How the latest instance that ended did so, and the one before it.
  var latest: Termination?
  var previous: Termination?
  /// Whether the latest end is shown as the present state although the next instance is on its way.
  var showsLatest = false
  /// Whether the container has been shown to back off and not run since.
  var showsBackOff = false
  var crashes = BackOff()
  var pulls = BackOff()

  var running: RunningContainer? { if case .running(let running) = state { running } else { nil } }

  var termination: Termination? { if case .ended(let end) = state { end } else { nil } }
}

/// Why all containers of a pod are being stopped.
struct PodStop: Equatable, Codable {
  enum Cause: Equatable, Codable {
    /// The pod was deleted.
    case deleted
    /// The pod failed as a whole: its deadline passed, or its node needed the room.
    case failed(reason: String, message: String)
  }

  var cause: Cause
  var since: Instant
  var deadline: Instant
}

/// A pod on its node.
struct PodRuntime: Equatable, Codable {
  var uid: String
  /// When the kubelet first saw the pod.
  var startedAt: Instant
  /// When sandbox and volumes are there; `nil` before the kubelet began to make them.
  var sandboxReadyAt: Instant?
  var hasSandbox = false
  /// What keeps the volumes from being mounted.
  var mountProblem: String?
  /// Volumes that are not attached to the node yet, and when the kubelet will complain of it.
  var unattached: [String] = []
  var attachDeadline: Instant?
  var mountRetries: Int64 = 0
  var mountRetryAt: Instant?
  var containers: [ContainerRuntime]
  /// Whether all init containers have done their part once.
  var isInitialized = false
  var stop: PodStop?
  /// What its containers were given, once that was asked to change.
  var resize: ResizeRuntime?
  var hostAddress = ""
  var address: String?

  init(uid: String, startedAt: Instant, containers: Int) {
    self.uid = uid
    self.startedAt = startedAt
    self.containers = Array(repeating: ContainerRuntime(), count: containers)
  }

  var isRunningAnything: Bool { containers.contains { $0.running != nil } }
}
