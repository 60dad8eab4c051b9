// `why`: what holds an object back, from what is seen down to the rule that waits, and what would help.
import ClusterAPI
import KubeKinds
import KubeObjects

enum Why {
  static let command = Command(
    "why", group: .simulation, usage: "[TYPE NAME | TYPE/NAME ...]",
    CommandHelp(
      "Say what holds an object back, and what would help",
      """
      Explains why an object is not further along. From what is seen the explanation goes down, object by object, to \
      the rules that wait; last come commands that would help, and what each of them would do.

      Controllers, the scheduler and the kubelets give their reasons themselves: each decides what to do next and says \
      in the same breath why it does no more. So an explanation can't differ from what happens. Without an object, \
      everything in the namespace that waits is explained.
      """,
      examples: [
        Example("Find out why a rollout is stuck", "why sts/web"),
        Example("Find out why a pod is not ready", "why pod web-2"),
        Example("Explain whatever waits in the namespace", "why"),
      ]),
    flags: [SelectionFlags.selector] + FileFlags.all, arguments: .resource, run: run)

  private static func run(_ line: CommandLine, _ context: CommandContext) throws {
    guard let simulation = context.simulation else {
      throw CommandError.text("why needs a simulated cluster: a real one does not say what its controllers wait for")
    }
    let namespace = line.namespace(in: context)
    let explainer = WhyExplainer(simulation)
    let columns = context.columns()
    let width = min(100, max(40, columns ?? 100))
    let text = WhyText(simulation: simulation, namespace: namespace, width: width, columns: columns)
    let isBare =
      line.arguments.isEmpty && line[FileFlags.filename].isEmpty && line[FileFlags.kustomize].isEmpty
    if isBare {
      let trees = try explainer.everything(in: namespace)
      let nothing = "Nothing in namespace \(namespace) waits for anything.\n"
      return context.output.write(trees.isEmpty ? nothing : text.render(trees))
    }
    var trees: [WhyTree] = []
    try builder(line, context).visit { info in
      let key = ObjectKey(info.kind.id, info.namespace, info.name)
      let tree = explainer.explain(key)
      if tree.isEmpty { _ = try info.fetched(context.api) }
      trees.append(tree)
    }
    context.output.write(trees.isEmpty ? "No resources found\n" : text.render(trees))
  }

  private static func builder(_ line: CommandLine, _ context: CommandContext) -> ResourceBuilder {
    var builder = ResourceBuilder(line, context)
    builder.arguments = line.arguments
    builder.labelSelector = line[SelectionFlags.selector]
    builder.allowsEmptySelector = true
    builder.continuesOnError = true
    // What does not exist yet can be explained too: the pod that a set will not make.
    builder.fetches = false
    return builder
  }
}
