// What the API server does with PodDisruptionBudgets.
import KubeObjects

struct PodDisruptionBudgetRules: KindRules {
  var tracksGeneration: Bool { true }
}
