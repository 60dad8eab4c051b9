// The cluster that is there when nobody asks for another one.
import KubeControllers
import KubeKinds
import KubeNodes
import KubeObjects
import SimCore

extension ClusterConfiguration {
  /// One control-plane node that takes no ordinary pods, four workers in three zones, and a default class: enough for
  /// every tutorial, ZooKeeper's drained nodes included.
  public static let standard: ClusterConfiguration = {
    var configuration = ClusterConfiguration()
    configuration.nodes = [controlPlane] + (1...4).map(worker)
    configuration.behavior = NodeBehavior(timings: timings, detail: .full)
    configuration.behavior.rules = StandardBehavior.rules
    configuration.provisioners = [provisioner("csi.stsctl.dev"), provisioner("*")]
    configuration.storageClasses = [standardClass]
    configuration.settleQuiet = .seconds(5)
    configuration.uptime = .hours(2)
    configuration.runsSystemPods = true
    return configuration
  }()

  private static var controlPlane: NodeDescription {
    var node = NodeDescription(name: "control-plane")
    node.labels = [
      ("node-role.kubernetes.io/control-plane", ""),
      ("node.kubernetes.io/exclude-from-external-load-balancers", ""),
    ]
    node.taints = [["key": "node-role.kubernetes.io/control-plane", "effect": "NoSchedule"]]
    describe(&node, 0)
    return node
  }

  private static func worker(_ number: Int) -> NodeDescription {
    var node = NodeDescription(name: "worker-\(number)")
    node.labels = [
      ("topology.kubernetes.io/region", "local"),
      ("topology.kubernetes.io/zone", ["zone-a", "zone-b", "zone-c"][(number - 1) % 3]),
    ]
    describe(&node, number)
    return node
  }

  private static func describe(_ node: inout NodeDescription, _ index: Int) {
    node.address = "172.18.0.\(index + 2)"
    node.podRange = "10.244.\(index).0/24"
    node.capacity = [
      "cpu": "4", "ephemeral-storage": "102625208Ki", "hugepages-1Gi": "0", "hugepages-2Mi": "0",
      "memory": "8145520Ki", "pods": "110",
    ]
    node.system.kernelVersion = "6.1.0-28-amd64"
    node.system.machineID = String(Digest.hex("machine/\(node.name)").prefix(32))
    node.system.systemUUID = identity("system/\(node.name)")
    node.system.bootID = identity("boot/\(node.name)")
  }

  /// A UUID that is always the same for one text.
  private static func identity(_ text: String) -> String {
    let digits = Array(Digest.hex(text).utf8)
    return [digits[0..<8], digits[8..<12], digits[12..<16], digits[16..<20], digits[20..<32]]
      .map { String(decoding: $0, as: UTF8.self) }.joined(separator: "-")
  }

  private static var timings: NodeTimings {
    var timings = NodeTimings()
    timings.start = .milliseconds(800)
    timings.stop = .milliseconds(900)
    timings.pull = .milliseconds(2_400)
    timings.resync = .seconds(12)
    timings.attach = .milliseconds(400)
    timings.sandbox = .milliseconds(600)
    return timings
  }

  /// Whatever a tutorial's class names as its provisioner makes volumes, too.
  private static func provisioner(_ name: String) -> ProvisionerDescription {
    var provisioner = ProvisionerDescription(name: name)
    provisioner.reports = true
    provisioner.time = .milliseconds(700)
    return provisioner
  }

  /// Binds at once, as minikube's class does: most tutorials look at their claims before any pod runs.
  private static let standardClass: Value = [
    "metadata": [
      "name": "standard", "annotations": ["storageclass.kubernetes.io/is-default-class": "true"],
    ],
    "provisioner": "csi.stsctl.dev", "reclaimPolicy": "Delete", "volumeBindingMode": "Immediate",
    "allowVolumeExpansion": true,
  ]
}
