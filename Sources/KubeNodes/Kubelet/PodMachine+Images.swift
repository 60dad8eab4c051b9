// Getting the image of a container: there already, pulled, or not to be had.
import KubeKinds
import KubeStore
import SimCore

extension PodMachine {
  /// Decides what the image of a container needs before the container can be made.
  mutating func fetchImage(_ index: Int) {
    let container = plan.containers[index]
    guard ImageNames.isValid(container.image) else { return refuseImageName(index) }
    let outcome = behaviors[index].pull
    let isPresent = isFull ? surroundings.hasImage(container.image) : outcome == .succeeds
    switch (container.pullPolicy, isPresent) {
    case ("Never", false):
      neverPull(index)
    case ("Always", true) where isFull, (_, false):
      report(.normal, "Pulling", "Pulling image \(quoted(container.image))", container)
      let time = isFull ? behaviors[index].pullTime : .zero
      runtime.containers[index].state = .pulling(since: now, until: now + (isPresent ? .zero : time))
    default:
      if isFull { reportPresent(container) }
      create(index)
    }
  }

  /// Says that an image was there. A plain kubelet says it together with the start.
  mutating func reportPresent(_ container: ContainerPlan) {
    report(
      .normal, "Pulled",
      "Container image \(quoted(container.image)) already present on machine and can be accessed by the pod",
      container)
  }

  mutating func finishPull(_ index: Int, since: Instant, until: Instant) -> Bool {
    guard runtime.stop == nil else { return abandon(index) }
    guard until <= now else {
      lookAgain(at: until)
      return false
    }
    let outcome = behaviors[index].pull
    guard outcome == .succeeds else {
      failPull(index, outcome)
      return true
    }
    let container = plan.containers[index]
    let time = (until - since).goText
    report(
      .normal, "Pulled",
      "Successfully pulled image \(quoted(container.image)) in \(time) (\(time) including waiting). "
        + "Image size: \(ImageNames.size(container.image)) bytes.", container)
    pulledImages.append(container.image)
    create(index)
    return true
  }

  private mutating func failPull(_ index: Int, _ outcome: PullOutcome) {
    let container = plan.containers[index]
    let error = outcome.error(ImageNames.normalized(container.image))
    report(.warning, "Failed", "Failed to pull image \(quoted(container.image)): \(error)", container)
    report(.warning, "Failed", "Error: ErrImagePull", container)
    runtime.containers[index].pulls.count(at: now, now: now)
    let failure = FailedPull(
      reason: "ErrImagePull", message: error, backsOffAt: now + settings.timings.resync,
      retryAt: runtime.containers[index].pulls.end(since: now))
    runtime.containers[index].state = .pullFailed(failure)
  }

  mutating func retryPull(_ index: Int, _ failure: FailedPull) -> Bool {
    guard runtime.stop == nil else { return false }
    if failure.retryAt <= now {
      fetchImage(index)
      return true
    }
    if failure.backsOffAt <= now, !failure.saysBackOff {
      var failure = failure
      failure.saysBackOff = true
      runtime.containers[index].state = .pullFailed(failure)
      let container = plan.containers[index]
      report(.normal, "BackOff", "Back-off pulling image \(quoted(container.image))", container)
      report(.warning, "Failed", "Error: ImagePullBackOff", container)
    }
    lookAgain(at: failure.backsOffAt > now ? min(failure.backsOffAt, failure.retryAt) : failure.retryAt)
    return false
  }

  /// `imagePullPolicy: Never` and no such image on the node: looked at again as if a pull had failed.
  private mutating func neverPull(_ index: Int) {
    let container = plan.containers[index]
    let message = "Container image \(quoted(container.image)) is not present with pull policy of Never"
    let state = ContainerState.misconfigured(reason: Self.neverPulled, message: message)
    guard runtime.containers[index].state != state else { return }
    report(.warning, "ErrImageNeverPull", message, container)
    report(.warning, "Failed", "Error: ErrImageNeverPull", container)
    runtime.containers[index].state = state
  }

  private mutating func refuseImageName(_ index: Int) {
    let container = plan.containers[index]
    let image = quoted(container.image)
    let message =
      "Failed to apply default image tag \(image): couldn't parse image name \(image): "
      + "invalid reference format"
    let state = ContainerState.misconfigured(reason: Self.invalidName, message: message)
    guard runtime.containers[index].state != state else { return }
    report(.warning, "InspectFailed", message, container)
    report(.warning, "Failed", "Error: InvalidImageName", container)
    runtime.containers[index].state = state
  }

  private func quoted(_ text: String) -> String { "\"\(text)\"" }
}

extension PullOutcome {
  /// What the container runtime says of a pull that failed.
  func error(_ image: String) -> String {
    let intro =
      "failed to pull and unpack image \"\(image)\": failed to resolve reference \"\(image)\": "
    switch self {
    case .succeeds: return ""
    case .notFound: return intro + "\(image): not found"
    case .denied:
      return intro + "pull access denied, repository does not exist or may require authorization: "
        + "authorization failed: no basic auth credentials"
    case .unreachable:
      return intro + "failed to do request: Head \"https://\(ImageNames.host(image))/v2/\": dial tcp: i/o timeout"
    }
  }
}

extension ImageNames {
  /// The registry's host of a normalized name.
  static func host(_ normalized: String) -> String { String(normalized.prefix { $0 != "/" }) }

  /// A size in bytes that is always the same for one image: between 5 and 200 million.
  static func size(_ image: String) -> UInt64 {
    let digits = Digest.hex(normalized(image)).prefix(12)
    return 5_000_000 + (UInt64(digits, radix: 16) ?? 0) % 195_000_000
  }
}
