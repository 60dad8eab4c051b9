// How pods of the standard cluster behave: well, unless their image's name says that it is there to fail.
import KubeNodes

enum StandardBehavior {
  /// Rehearsing a bad day must not need a ClusterConfig: people name images for what is wrong with them.
  static let rules: [BehaviorRule] = missing.map { rule($0) { $0.pull = .notFound } } + [
    rule("*crash*") { $0.exitCode = 1 }
  ]

  /// Names of images that no registry has. `nginx:1.161` is the mistyped one of Kubernetes' page on Deployments.
  private static let missing = [
    "*missing*", "*nonexist*", "*non-exist*", "*not-exist*", "*notexist*", "*not-found*", "*notfound*", "*no-such*",
    "*nosuch*", "*invalid*", "*typo*", "*wrong*", "nginx:1.161",
  ]

  private static func rule(_ image: String, _ change: (inout BehaviorEffects) -> Void) -> BehaviorRule {
    var match = BehaviorMatch()
    match.image = Glob(image)
    var effects = BehaviorEffects()
    change(&effects)
    return BehaviorRule(match, effects)
  }
}
