// `kubectl kustomize`
import KubeKinds
import KubeObjects
import Kustomize

enum KustomizeVerb {
  static let output = Flag(text: "output", "o", help: "A file to write to, or a directory: one file an object.")
    .completing(.file)

  static let restrictor = Flag(
    text: "load-restrictor", default: "LoadRestrictionsRootOnly",
    help: "LoadRestrictionsNone lets kustomizations read files outside of their directories."
  ).completing(.choices(restrictions))
  private static let restrictions = ["LoadRestrictionsRootOnly", "LoadRestrictionsNone"]

  static let command = Command(
    "kustomize", group: .advanced, usage: "DIR",
    CommandHelp(
      "Build a kustomization",
      """
      Prints the objects that the kustomization.yaml in a directory builds: resources, bases and components with \
      generated ConfigMaps and Secrets, changed by namespaces, prefixes, labels, images, counts and patches, with \
      references to renamed objects rewritten. Nothing is fetched from elsewhere.
      """,
      examples: [
        Example("Build the current directory", "kubectl kustomize"),
        Example("See what `apply -k` would apply", "kubectl kustomize overlays/prod"),
        Example("Write it to a file", "kubectl kustomize overlays/prod -o prod.yaml"),
      ]),
    flags: [
      output,
      Flag(bool: "as-current-user", help: "Runs functions in containers as the current user; there are none here."),
      Flag(bool: "enable-alpha-plugins", help: "Allows plugins; there are none here."),
      Flag(bool: "enable-helm", help: "Allows Helm charts; they can't be rendered here."),
      Flag(list: "env", "e", help: "Environment variables of functions in containers."),
      Flag(list: "helm-api-versions", help: "API versions that Helm charts see."),
      Flag(text: "helm-command", default: "helm", help: "The program that renders Helm charts."),
      Flag(bool: "helm-debug", help: "Debugging output of Helm."),
      Flag(text: "helm-kube-version", help: "The version of Kubernetes that Helm charts see."),
      restrictor,
      Flag(list: "mount", help: "What functions in containers may read."),
      Flag(bool: "network", help: "Allows functions in containers the network."),
      Flag(text: "network-name", default: "bridge", help: "The network of functions in containers."),
    ],
    arguments: .directory
  ) { line, context in
    do {
      try run(line, context)
    } catch {
      KlogLine.failure(ErrorText.unadorned(CommandError(error)), in: context)
      throw CommandError.exit(ExitStatus.failure)
    }
  }

  private static func run(_ line: CommandLine, _ context: CommandContext) throws {
    if line.arguments.count > 1 { throw CommandError.text("specify one path to kustomization.yaml") }
    if !restrictions.contains(line[restrictor]) {
      throw CommandError.text(
        "illegal flag value --load-restrictor \(line[restrictor]); legal values: "
          + "[\(restrictions.joined(separator: " "))]")
    }
    let result = try Kustomization.built(
      line.arguments.first ?? ".", context, isRestricted: line[restrictor] == restrictions[0])
    let path = line[output]
    if path.isEmpty { return context.output.write(result.yaml) }
    guard ((try? context.files.entries(path)) ?? nil) != nil else {
      return try context.files.write(path, Array(result.yaml.utf8))
    }
    for object in result.objects {
      try context.files.write("\(path)/\(fileName(object))", Array(YAMLWriter.write(object).utf8))
    }
  }

  /// `apps_v1_statefulset_web.yaml`
  private static func fileName(_ object: Value) -> String {
    let version = object[.apiVersion].text.split(separator: "/").joined(separator: "_")
    let parts = [
      object[.metadata][.namespace].text, version, object[.kind].text, object[.metadata][.name].text,
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: "_").lowercased() + ".yaml"
  }
}
