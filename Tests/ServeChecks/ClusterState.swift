// States of clusters that both clients are asked about: the ends of examples and recordings, and random ones.
import ClusterSim
import Foundation
import KubeCommands
import KubeShell
import SimCore
import StsctlTesting

struct ClusterState {
  let name: String
  let configuration: ClusterConfiguration
  /// The steps that lead to the state.
  let script: String
  let files: [String: String]

  /// Plays the steps, whatever they answer.
  var prepare: @Sendable (SimulatedCluster) throws -> Void {
    { [script, files] cluster in
      let context = CommandContext(
        api: cluster, output: TextBuffer(), errors: TextBuffer(), files: MemoryFiles(files), isStrict: true,
        environment: ["HOME": "/root", "TZ": "UTC"])
      let session = Session(context, timing: Timing(settles: true))
      _ = ScriptRunner(session, ScriptOptions(keepsGoing: true)).run([ScriptText(name: "steps", text: script)])
    }
  }

  // MARK: Where they come from

  static func recordings() throws -> [ClusterState] {
    try Scenario.names.map { name in
      let scenario = try Scenario(named: name)
      return ClusterState(
        name: name, configuration: try ScenarioPlayer.configuration(), script: scenario.script, files: scenario.files)
    }
  }

  static func examples() throws -> [ClusterState] {
    let folder = Scenario.folder.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "examples")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      .filter { $0.hasSuffix(".steps") || $0.hasSuffix(".yaml") }
    var files: [String: String] = [:]
    for name in names {
      let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      files[name] = text
      files["examples/\(name)"] = text
    }
    return names.filter { $0.hasSuffix(".steps") }.map { name in
      ClusterState(name: name, configuration: .standard, script: files[name] ?? "", files: files)
    }
  }

  /// A state of sets, deployments and what goes wrong with them, all out of one seed.
  static func random(seed: UInt64) -> ClusterState {
    var chance = Chance(seed: seed)
    var steps: [String] = []
    var files: [String: String] = [:]
    for number in 0..<(1 + chance.below(3)) {
      let name = ["web", "db", "cache"][number]
      files["\(name).yaml"] = manifest(name, &chance)
      steps.append("kubectl apply -f \(name).yaml")
    }
    for _ in 0..<chance.below(8) { steps.append(step(&chance)) }
    return ClusterState(
      name: "seed \(seed)", configuration: .standard, script: steps.joined(separator: "\n") + "\n", files: files)
  }

  private static func manifest(_ name: String, _ chance: inout Chance) -> String {
    let claims = chance.below(2) == 0 ? "" : """
        volumeClaimTemplates:
        - metadata: {name: data}
          spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: \(1 + chance.below(4))Gi}}}

      """
    let policy = ["OrderedReady", "Parallel"][chance.below(2)]
    let image = ["nginx:1.25", "redis:7", "busybox:1.36", "nginx:nosuch"][chance.below(4)]
    let mounts = claims.isEmpty ? "" : ", volumeMounts: [{name: data, mountPath: /data}]"
    let limits = chance.below(2) == 0 ? "" : ", resources: {requests: {cpu: 100m, memory: 64Mi}, limits: {memory: 128Mi}}"
    return """
      apiVersion: v1
      kind: Service
      metadata: {name: \(name), labels: {app: \(name)}}
      spec: {clusterIP: None, selector: {app: \(name)}, ports: [{port: 80, name: http}]}
      ---
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: \(name)}
      spec:
        serviceName: \(name)
        replicas: \(chance.below(5))
        podManagementPolicy: \(policy)
        selector: {matchLabels: {app: \(name)}}
        template:
          metadata: {labels: {app: \(name)}}
          spec:
            terminationGracePeriodSeconds: \(chance.below(40))
            containers:
            - {name: main, image: "\(image)", ports: [{containerPort: 80, name: http}]\(mounts)\(limits)}
      \(claims)
      """
  }

  private static func step(_ chance: inout Chance) -> String {
    let name = ["web", "db", "cache"][chance.below(3)]
    switch chance.below(12) {
    case 0: return "kubectl scale sts \(name) --replicas=\(chance.below(6))"
    case 1: return "@nosettle kubectl delete pod \(name)-0 --wait=false"
    case 2: return "kubectl set image sts/\(name) main=nginx:1.2\(chance.below(9))"
    case 3: return "kubectl rollout undo sts/\(name)"
    case 4: return "kubectl cordon worker-\(1 + chance.below(4))"
    case 5: return "kubectl create deployment front-\(chance.below(3)) --image=nginx:1.25 --replicas=\(chance.below(4))"
    case 6: return "kubectl create configmap settings-\(chance.below(3)) --from-literal=mode=\(chance.below(10))"
    case 7: return "kubectl create job once-\(chance.below(3)) --image=busybox:1.36 -- true"
    case 8: return "kubectl autoscale sts \(name) --min=1 --max=3"
    case 9: return "kubectl create pdb \(name) --selector=app=\(name) --min-available=1"
    case 10: return "sleep \(chance.below(200))"
    default: return "kubectl label pod \(name)-0 tier=t\(chance.below(3)) --overwrite"
    }
  }
}
