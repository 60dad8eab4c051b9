// Field names that only controllers read and write: endpoints, budgets, workloads.
import KubeObjects

extension Key {
  // Endpoints
  public static let endpoints: Key = "endpoints"
  public static let addresses: Key = "addresses"
  public static let notReadyAddresses: Key = "notReadyAddresses"
  public static let addressType: Key = "addressType"
  public static let subsets: Key = "subsets"
  public static let serving: Key = "serving"
  public static let terminating: Key = "terminating"
  public static let targetRef: Key = "targetRef"
  public static let appProtocol: Key = "appProtocol"
  public static let publishNotReadyAddresses: Key = "publishNotReadyAddresses"

  // Disruption budgets
  public static let minAvailable: Key = "minAvailable"
  public static let disruptedPods: Key = "disruptedPods"
  public static let disruptionsAllowed: Key = "disruptionsAllowed"
  public static let currentHealthy: Key = "currentHealthy"
  public static let desiredHealthy: Key = "desiredHealthy"
  public static let expectedPods: Key = "expectedPods"
}
