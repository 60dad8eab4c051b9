// `kubectl events`
import ClusterAPI
import KubeKinds
import KubeObjects
import KubePrinters

enum Events {
  static let subject = Flag(text: "for", help: "Only events of this object, given as TYPE/NAME.").completing(.resource)
  static let noHeaders = Flag(bool: "no-headers", help: "Prints the table without its header.")
  static let types = Flag(list: "types", help: "Only events of these types: Normal, Warning.")
  static let watch = Flag(bool: "watch", "w", help: "Goes on printing events as they come.")

  static let command = Command(
    "events", group: .troubleshooting,
    usage: "[(-o|--output=)json|yaml|kyaml|name|go-template|go-template-file|template|templatefile|jsonpath|"
      + "jsonpath-as-json|jsonpath-file] [--for TYPE/NAME] [--watch] [--types=Normal,Warning]",
    CommandHelp(
      "List events",
      "Prints what happened in the namespace, oldest first: all of it, or what happened to one object.",
      examples: [
        Example("List the events of the namespace", "kubectl events"),
        Example("List the events of a set", "kubectl events --for sts/web"),
        Example("List the warnings of all namespaces", "kubectl events -A --types=Warning"),
        Example("Print events as they come", "kubectl events --watch"),
      ]),
    flags: [SelectionFlags.allNamespaces, SelectionFlags.chunkSize, subject, noHeaders, types, watch] + PrintFlags.all,
    run: { line, context in try EventsCommand(line, context).run() })
}
