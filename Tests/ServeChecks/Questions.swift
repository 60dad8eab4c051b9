// What both clients are asked about a state. kubectl is started anew for every question, which is what the check spends
// its time on, so one question asks about as much as it can.
import KubeCommands

/// A call of kubectl, and the commands of stsctl whose answers make up the same.
struct Question {
  let command: String
  let own: [String]

  init(_ command: String, own: [String]? = nil) {
    self.command = command
    self.own = own ?? [command]
  }
}

enum Questions {
  /// Asked of every state: all objects as rows, as wide rows and as YAML, described, and what was rolled out.
  ///
  /// - Parameter ask: what stsctl prints for a command.
  static func always(_ ask: (String) throws -> String) throws -> [Question] {
    var questions = ["", " -o wide", " -o yaml"].map { Question("get \(kinds.joined(separator: ",")) -A\($0)") }
    questions.append(try describing(ask))
    return try questions + rollouts(ask)
  }

  private static let kinds = [
    "pods", "sts", "deploy", "ds", "rs", "job", "cronjob", "pvc", "pv", "sc", "svc", "node", "hpa", "pdb", "cm", "secret",
    "sa", "quota", "limits", "ns", "controllerrevisions", "ingress", "netpol", "endpointslices", "priorityclasses",
  ]
  private static let names = "--no-headers -o custom-columns=NAMESPACE:.metadata.namespace,NAME:.metadata.name"

  /// kubectl is to describe everything at once, as it did before 1.36: with the events of each.
  private static func describing(_ ask: (String) throws -> String) throws -> Question {
    let own = try kinds.flatMap { kind in
      try rows(ask("get \(kind) -A \(names)")).map { words in
        words[0] == "<none>" ? "describe \(kind) \(words[1])" : "describe \(kind) \(words[1]) -n \(words[0])"
      }
    }
    return Question("describe \(kinds.joined(separator: ",")) -A", own: own)
  }

  private static func rollouts(_ ask: (String) throws -> String) throws -> [Question] {
    var workloads: [String: [String]] = [:]
    for kind in ["sts", "deploy", "ds"] {
      for words in try rows(ask("get \(kind) -A \(names)")) {
        workloads[String(words[0]), default: []].append("\(kind)/\(words[1])")
      }
    }
    return workloads.sorted { $0.key < $1.key }.flatMap { namespace, names in
      let names = "\(names.joined(separator: " ")) -n \(namespace)"
      return [
        Question("rollout history \(names)"), Question("rollout history \(names) --revision=1"),
        Question("rollout status \(names) --watch=false"),
      ]
    }
  }

  /// The words of the lines of a table of namespaces and names.
  private static func rows(_ table: String) -> [[Substring]] {
    table.split(separator: "\n").map { $0.split(separator: " ") }.filter { $0.count == 2 }
  }

  /// Some of the questions that are asked now and then, so that a few dozen states ask all of them.
  static func sometimes(_ index: Int) -> [Question] {
    let count = 4
    return (0..<count).map { Question(general[(index * count + $0) % general.count]) }
  }

  /// Everything that is asked now and then.
  static let rotating = general.map { Question($0) }

  private static let general = [
    "get all -A", "get pods -A -o wide", "get sts,deploy,ds,rs,job,cronjob -A -o wide", "get pvc,pv,sc -A",
    "get nodes -o wide", "get svc,endpointslices -A -o wide", "get events", "get hpa,pdb,quota,limits,cm,secret,sa -A",
    "get controllerrevisions -A", "get ns --show-labels", "get pods -o yaml", "get sts -o json",
    "get pods --sort-by=.spec.nodeName", "get pods -o jsonpath={.items[*].status.podIP}",
    "get pods -o custom-columns=N:.metadata.name,P:.status.phase", "get nosuch", "get pod nosuch", "describe pod nosuch",
    "rollout status sts/nosuch", "api-versions", "explain sts.spec.updateStrategy --recursive",
    "explain pod.spec.containers", "explain nosuch", "explain pvc.spec.nosuch", "events", "events --types=Warning -A",
    "top pods", "top nodes", "api-resources", "api-resources --namespaced=false -o wide", "auth can-i create pods",
    "auth can-i --list", "auth can-i list nosuch", "auth whoami", "get sts,deploy,ds,svc -o yaml",
    "get pods,pvc -o json", "get events -A -o yaml", "get all -o wide --show-labels",
    "get pods --show-managed-fields -o yaml", "get sts --field-selector=metadata.name=web -o name", "nosuchverb",
    "get pods --nosuchflag", "rollout nosuch", "describe nosuch", "get pods -o nosuch", "rollout history sts/nosuch",
    "get pods -l app=web,tier!=db --show-labels", "get roles,rolebindings,clusterroles,clusterrolebindings -A -o wide",
    "describe roles,rolebindings -A", "get leases,replicationcontrollers,endpoints -A", "get crd", "describe clusterrole edit",
    "get sts,pods,pvc -A -o json --show-managed-fields", "get deploy,rs,ds -A -o go-template={{range.items}}{{.status}}{{end}}",
    "get pods -A --sort-by=.metadata.name -L app", "get pods -A --field-selector=status.phase!=Running",
    "get volumeattachments,csidrivers,csinodes,ingressclasses,runtimeclasses", "explain sts", "describe sts -l app=web",
    "get all -A -o name", "cluster-info", "get --raw /healthz",
  ]
}
