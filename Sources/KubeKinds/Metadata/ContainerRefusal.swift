// Why nothing can be asked of a container: it does not run yet, or can't.
import KubeObjects

public enum ContainerRefusal {
  /// What the server says when something is asked of a container of a pod; `nil` when it runs or has run.
  public static func status(_ container: String, of pod: Value) -> APIStatus? {
    let lists: [Key] = [.containerStatuses, .initContainerStatuses, .ephemeralContainerStatuses]
    let statuses = lists.flatMap { pod[.status][$0].elements }
    let status = statuses.first { $0[.name].text == container } ?? .null
    let prefix = "container \(GoText.quoted(container)) in pod \(GoText.quoted(pod[.metadata][.name].text))"
    guard case .object = status else { return .badRequest("\(prefix) is not available") }
    let waiting = status[.state]["waiting"]
    if waiting.isNull { return nil }
    switch waiting[.reason].text {
    case "ImagePullBackOff", "ErrImagePull":
      return .badRequest("\(prefix) is waiting to start: trying and failing to pull image")
    case "CrashLoopBackOff": return nil
    case let reason: return .badRequest("\(prefix) is waiting to start: \(reason)")
    }
  }
}
