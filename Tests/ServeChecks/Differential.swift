// One state, two clients: what the real kubectl says of a served cluster, and what stsctl itself says of it.
import ClusterAPI
import ClusterSim
import Foundation
import KubeCommands
import KubeShell
import ServerTransport
import SimCore
import StsctlTesting

enum Differential {
  /// Compares both on every state; returns whether they never differed.
  static func check(_ states: [ClusterState]) throws -> Bool {
    let known = try KnownDifferences.standard()
    var same = 0
    var different = 0
    for state in states {
      let served = try Served(configuration: state.configuration, speed: 1e-9, prepare: state.prepare)
      defer { served.stop() }
      for command in try commands(served) {
        let theirs = try served.kubectl.run("kubectl \(command)")
        let ours = try own(command, served)
        let (a, b) = (comparable(theirs, command, known), comparable(ours, command, known))
        if a == b {
          same += 1
        } else {
          different += 1
          print("\(state.name): kubectl \(command)\n\(difference(a, b))")
          fflush(nil)
        }
      }
    }
    print("\(same) passed, \(different) failed")
    return different == 0 && same > 0
  }

  // MARK: Commands

  private static let general = [
    "get all -A", "get pods -A -o wide", "get sts,deploy,ds,rs,job,cronjob -A -o wide", "get pvc,pv,sc -A",
    "get nodes -o wide", "get svc,endpointslices -A -o wide", "get events", "get hpa,pdb,quota,limits,cm,secret,sa -A",
    "get controllerrevisions -A", "get ns --show-labels", "get pods -o yaml", "get sts -o json", "get pods --sort-by=.spec.nodeName",
    "get pods -o jsonpath={.items[*].status.podIP}", "get pods -o custom-columns=N:.metadata.name,P:.status.phase",
    "get nosuch", "get pod nosuch", "describe pod nosuch", "rollout status sts/nosuch", "api-versions",
    "explain sts.spec.updateStrategy --recursive", "explain pod.spec.containers", "explain nosuch", "explain pvc.spec.nosuch",
    "events", "events --types=Warning -A", "top pods", "top nodes", "api-resources", "api-resources --namespaced=false -o wide",
    "auth can-i create pods", "auth can-i --list", "auth can-i list nosuch", "auth whoami",
    "get sts,deploy,ds,svc -o yaml", "get pods,pvc -o json", "get pv,sc,nodes -o yaml", "get events -o yaml",
    "get all -o wide --show-labels", "get pods --show-managed-fields -o yaml", "get sts --field-selector=metadata.name=web -o name",
    "nosuchverb", "get pods --nosuchflag", "rollout nosuch", "describe nosuch", "get pods -o nosuch", "rollout history sts/nosuch",
    "get pods -l app=web,tier!=db --show-labels", "get priorityclasses",
  ]

  /// Describing every object, and the histories of those that have one.
  private static func commands(_ served: Served) throws -> [String] {
    var commands = general
    for kind in ["pods", "sts", "deploy", "ds", "rs", "job", "cronjob", "pvc", "pv", "sc", "svc", "node", "hpa", "pdb", "cm",
      "secret", "sa", "quota", "limits", "ns", "controllerrevisions", "ingress", "netpol", "endpointslices", "priorityclasses"]
    {
      let told = try own("get \(kind) -o name", served)
      for name in told.stdout.split(separator: "\n").prefix(6) {
        commands.append("describe \(name)")
        if ["sts", "deploy", "ds"].contains(kind) {
          commands += ["rollout history \(name)", "rollout status \(name) --watch=false"]
        }
      }
    }
    return commands
  }

  /// What stsctl says of the same cluster, asked between two requests.
  private static func own(_ command: String, _ served: Served) throws -> Told {
    try served.server.keeper.with { api in
      let output = TextBuffer()
      let errors = TextBuffer()
      let context = CommandContext(
        api: api, output: output, errors: errors, files: MemoryFiles([:]), isStrict: true, environment: ["HOME": "/root"])
      let session = Session(context, timing: Timing(pace: .zero))
      let status = session.perform(command.split(separator: " ").map(String.init))
      return Told(stdout: output.text, stderr: errors.text, exit: Int(status))
    }
  }

  // MARK: Comparing

  private static func comparable(_ told: Told, _ command: String, _ known: KnownDifferences) -> [String] {
    let text = StepComparison.structure(of: told.stdout, "kubectl \(command)")
    return (known.common(Normaliser.normalise(text)) + "\n--\n" + known.common(Normaliser.normalise(told.stderr))
      + "\nexit \(told.exit)").split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      .withoutChanceOfOrder(in: command)
  }

  private static func difference(_ theirs: [String], _ ours: [String]) -> String {
    var lines: [String] = []
    for change in ours.difference(from: theirs) {
      switch change {
      case .remove(let place, let line, _): lines.append("  kubectl \(place + 1): \(line)")
      case .insert(let place, let line, _): lines.append("  stsctl  \(place + 1): \(line)")
      }
    }
    return lines.prefix(12).joined(separator: "\n")
  }
}

extension [String] {
  /// With the lines in one order that come in another each time: kubectl walks a secret's data as Go walks a map, and
  /// more than twelve events of one second lie as the random numbers of Go's sort scatter them, which Go 1.24 changed.
  fileprivate func withoutChanceOfOrder(in command: String) -> [String] {
    guard command.hasPrefix("describe"), let start = lastIndex(where: { $0 == "Events:" || $0 == "Data" }) else { return self }
    return self[...start] + self[(start + 1)...].sorted()
  }
}
