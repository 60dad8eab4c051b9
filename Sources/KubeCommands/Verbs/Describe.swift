// `kubectl describe`
import ClusterAPI
import KubeKinds
import KubeObjects
import KubePrinters

enum Describe {
  static let showEvents = Flag(
    bool: "show-events", default: true,
    help: "Prints the events of what is described. Without the flag only those of a single object.")

  static let command = Command(
    "describe", group: .troubleshooting, usage: "(-f FILENAME | TYPE [NAME_PREFIX | -l label] | TYPE/NAME)",
    CommandHelp(
      "Show details of one object or of several",
      """
      Prints everything about an object that a person may want to know, and what belongs to it: its pods, its claims, \
      its events.

      Where no object has the name given, all objects are described whose names begin with it.
      """,
      examples: [
        Example("Describe a set", "kubectl describe sts web"),
        Example("Describe a pod and its events", "kubectl describe pod/web-0"),
        Example("Describe all pods of a set by the beginning of their names", "kubectl describe pods web"),
        Example("Describe the pods that have a label", "kubectl describe pods -l app=web"),
        Example("Describe the objects of a file", "kubectl describe -f web.yaml"),
      ]),
    flags: [
      showEvents, SelectionFlags.allNamespaces, SelectionFlags.chunkSize, SelectionFlags.selector,
    ] + FileFlags.all,
    arguments: .resource,
    run: { line, context in try DescribeCommand(line, context).run() })
}
