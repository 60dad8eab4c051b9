// Pausing the rollout of a StatefulSet: an extension of ours. Kubernetes pauses Deployments only.
import KubeObjects

/// A StatefulSet with this annotation keeps its members and their number, but replaces none by the new template,
/// and members that are lost come back as they were. `rollout pause` and `rollout resume` write it; under `--strict`
/// nothing does.
public enum RolloutPause {
  public static let annotation: Key = "stsctl.dev/rollout-paused"

  public static func isPaused(_ set: Value) -> Bool { set[.metadata][.annotations][annotation].text == "true" }
}
