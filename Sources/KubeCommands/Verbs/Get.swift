// `kubectl get`
import KubeKinds
import KubePrinters

enum Get {
  static let output = Flag(
    text: "output", "o",
    help: "Output format. One of: (json, yaml, kyaml, name, go-template, go-template-file, template, templatefile, "
      + "jsonpath, jsonpath-as-json, jsonpath-file, custom-columns, custom-columns-file, wide)."
  ).completing(.outputFormat)
  static let labelColumns = Flag(
    list: "label-columns", "L", help: "Labels that get a column each; separated by commas, or the flag again."
  ).completing(.labelKey)
  static let noHeaders = Flag(bool: "no-headers", help: "Prints tables and custom columns without their headers.")
  static let outputWatchEvents = Flag(
    bool: "output-watch-events", help: "With --watch: says of each object what happened to it.")
  static let raw = Flag(text: "raw", help: "A path of the API to read instead of objects.")
  static let serverPrint = Flag(
    bool: "server-print", default: true, help: "Lets the server choose the columns; otherwise only name and age.")
  static let showKind = Flag(bool: "show-kind", help: "Prints the kind before each name.")
  static let showLabels = Flag(bool: "show-labels", help: "Prints all labels in the last column.")
  static let sortBy = Flag(
    text: "sort-by", help: "Sorts by a field, given as a jsonpath such as '{.metadata.name}'."
  ).completing(.fieldPath)
  static let subresource = Flag(text: "subresource", help: "Reads this subresource of the object.")
  static let watch = Flag(bool: "watch", "w", help: "Goes on printing changes after the list.")
  static let watchOnly = Flag(bool: "watch-only", help: "Prints changes, but not what is there already.")

  static let command = Command(
    "get", group: .intermediate,
    usage: "[(-o|--output=)json|yaml|kyaml|name|go-template|go-template-file|template|templatefile|jsonpath|"
      + "jsonpath-as-json|jsonpath-file|custom-columns|custom-columns-file|wide] "
      + "(TYPE[.VERSION][.GROUP] [NAME | -l label] | TYPE[.VERSION][.GROUP]/NAME ...) [flags]",
    CommandHelp(
      "Display one or many objects",
      """
      Prints a table of the most important facts about objects, of one kind or of several. A label selector narrows a \
      list; -o chooses another form, such as YAML or columns of your own.

      Objects of a namespace are only seen in the present one, unless -n names another or -A asks for all.
      """,
      examples: [
        Example("List the sets of the namespace", "kubectl get sts"),
        Example("List pods with their nodes and addresses", "kubectl get pods -o wide"),
        Example("Follow what happens to the pods of a set", "kubectl get pods -l app=web --watch"),
        Example("Print one object in full", "kubectl get sts web -o yaml"),
        Example(
          "Print two fields of each pod",
          "kubectl get pods -o custom-columns=POD:.metadata.name,NODE:.spec.nodeName"),
        Example("List several kinds at once", "kubectl get sts,pods,pvc"),
        Example("Print one field", "kubectl get sts web -o jsonpath='{.status.updateRevision}'"),
      ]),
    flags: [
      output, PrintFlags.template, PrintFlags.allowMissingKeys, PrintFlags.showManagedFields, labelColumns,
      noHeaders, outputWatchEvents, raw, serverPrint, showKind, showLabels, sortBy, subresource, watch, watchOnly,
      SelectionFlags.allNamespaces, SelectionFlags.chunkSize, SelectionFlags.fieldSelector,
      SelectionFlags.selector, SelectionFlags.ignoreNotFound,
    ] + FileFlags.all,
    arguments: .resource,
    run: { line, context in try GetCommand(line, context).run() })

  /// The formats, sorted, as a refusal lists them.
  static let formats = (PrintFlags.objectFormats + ["custom-columns", "custom-columns-file", "wide"]).sorted()
}
