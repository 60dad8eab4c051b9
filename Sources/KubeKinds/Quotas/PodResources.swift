// What a pod as a whole asks for and may use (k8s.io/component-helpers resource/helpers).
import KubeObjects

public enum PodResources {
  public static func requests(_ spec: Value) -> ResourceAmounts { total(spec, .requests) }

  public static func limits(_ spec: Value) -> ResourceAmounts { total(spec, .limits) }

  /// The resources that can be given to a pod as a whole.
  static func isOfWholePods(_ name: Key) -> Bool {
    name == .cpu || name == .memory || name.text.hasPrefix("hugepages-")
  }

  /// What is said of containers, whatever is said of the pod as a whole: the main ones together with the sidecars, or
  /// as much as any init container needs beside the sidecars started before it, whichever is more.
  static func ofContainers(_ spec: Value, _ key: Key) -> ResourceAmounts {
    var sidecars = ResourceAmounts()
    var starting = ResourceAmounts()
    for container in spec[.initContainers].elements {
      let own = ResourceAmounts(container[.resources][key])
      var together = sidecars
      together += own
      starting.raise(to: together)
      if container[.restartPolicy].text == "Always" { sidecars = together }
    }
    var sum = sidecars
    for container in spec[.containers].elements { sum += ResourceAmounts(container[.resources][key]) }
    sum.raise(to: starting)
    return sum
  }

  /// What is said of the pod as a whole overrides what its containers say, and the overhead comes on top.
  private static func total(_ spec: Value, _ key: Key) -> ResourceAmounts {
    var sum = ofContainers(spec, key)
    let pod = ResourceAmounts(spec[.resources][key])
    for (name, amount) in pod.amounts { sum[name] = amount }
    let overhead = ResourceAmounts(spec[.overhead])
    for (name, amount) in overhead.amounts where key == .requests || sum[name] != nil {
      sum[name] = (sum[name] ?? .zero) + amount
    }
    return sum
  }
}
