// What pods' statuses say again and again: worked out once, and stored once.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore

/// Parts of statuses that a kubelet wrote before.
final class StatusMemory {
  private var images: [String: (name: Value, id: Value)] = [:]
  /// The condition written last of each type, untrue and true: pods that start together say the same.
  private var conditions = [Value](repeating: .null, count: 2 * PodConditions.own.count)
  /// The texts of the seconds that pods start and become ready in, by their last digits.
  private var times = [TimeStampCache](repeating: TimeStampCache(), count: 8)

  /// `image` and `imageID` of a container that has its image.
  func image(_ image: String) -> (name: Value, id: Value) {
    if let found = images[image] { return found }
    let made = (name: Value.string(ImageNames.normalized(image)), id: Value.string(ImageNames.imageID(image)))
    images[image] = made
    return made
  }

  /// `metav1.Time`, as a string value.
  func time(_ instant: Instant) -> Value { times[Int(instant.unixSeconds & 7)].text(instant) }

  /// A condition of the kubelet's own.
  /// - Parameter type: its place among `PodConditions.own`.
  func condition(_ type: Int, _ finding: PodConditions.Finding, since: Value, generation: Value) -> Value {
    let place = 2 * type + (finding.isTrue ? 1 : 0)
    if finding.isSaid(by: conditions[place], since: since, generation: generation) { return conditions[place] }
    let condition = PodCondition.condition(
      PodConditions.own[type], finding.isTrue ? "True" : "False", since: since, finding.reason, finding.message,
      generation: generation)
    conditions[place] = condition
    return condition
  }
}

extension PodConditions.Finding {
  /// Whether a condition of the same type and status says the same.
  fileprivate func isSaid(by condition: Value, since: Value, generation: Value) -> Bool {
    !condition.isNull && condition[.lastTransitionTime] == since
      && condition[.observedGeneration] == generation
      && condition[.reason].string == reason && condition[.message].string == message
  }
}
