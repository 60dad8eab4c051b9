// stsctl-serve(1): a cluster behind the Kubernetes API.

enum ServeManual {
  static var page: String {
    var page = ManualPage("stsctl-serve", section: 1, summary: "the Kubernetes API of a simulated cluster")
    page.synopsis(["stsctl [OPTIONS] serve [--port N] [--host ADDRESS] [--write-kubeconfig FILE] [--insecure-http]"])
    page.section("DESCRIPTION")
    page.paragraphs(description)
    page.section("OPTIONS")
    page.paragraphs(
      "Options of stsctl that say what the cluster is like (--cluster, --state, --seed, --start, --speed) may stand "
        + "before or after serve.")
    for option in ServeOptionCatalog.options { page.entry(option.title, option.details) }
    page.section("USE YOUR OWN KUBECTL")
    page.paragraphs(use)
    page.example("Serve a cluster, and use it from the same terminal", example)
    page.section("TIME")
    page.paragraphs(time)
    for (path, meaning) in paths { page.entry(path, meaning) }
    page.section("SAVED CLUSTERS")
    page.paragraphs(saved)
    page.example("Serve a cluster that stays, and use it from both sides", savedExample)
    page.section("LIMITS")
    page.paragraphs(limits)
    page.section("EXIT STATUS")
    page.paragraphs("0 after SIGINT or SIGTERM; 2 when the server can't be started.")
    page.seeAlso([("stsctl", 1), ("stsctl-cluster", 5)])
    return page.text
  }

  private static let description = """
    Answers the REST API of Kubernetes \(InvocationHelp.kubernetesVersion) for one simulated cluster, until it is \
    ended with Ctrl-C or SIGTERM. kubectl, client libraries, and what is built on them can't tell it from a real API \
    server: \
    discovery, OpenAPI, lists in pages, watches, every kind of patch, dry runs, field validation, tables.

    The server listens on this machine alone unless --host says otherwise. Every start makes a new certificate and a \
    new token, which stand in the kubeconfig that it writes; the file can be read by its owner only.
    """

  private static let use = """
    Everything that reads a kubeconfig can use the cluster. The server prints the line that makes a shell's commands \
    use it. Any kubectl does: one that is older by more than a version warns of that, and of nothing else.

    Whoever has the kubeconfig may do everything. A token of a service account (kubectl create token) is accepted, \
    too, and may do what roles allow.
    """

  private static let example = """
    stsctl serve --port 0 --write-kubeconfig ./kubeconfig &
    export KUBECONFIG=./kubeconfig
    kubectl apply -f web.yaml
    kubectl rollout status sts/web
    kill %1
    """

  private static let time = """
    The cluster's time follows the clock on the wall, times --speed: with --speed 60 a minute passes every second. \
    Programs can also move it, with kubectl get --raw and kubectl create --raw or any HTTP client.
    """

  private static let paths = [
    ("GET /stsctl/clock", "The cluster's time and its last resource version."),
    (
      "GET /stsctl/settle[?limit=10m]",
      "Lets the cluster come to rest, as the word settle does, and says whether it did."
    ),
    ("POST /stsctl/advance?by=30s", "Moves the cluster ahead; everything that happens in between happens."),
  ]

  private static let saved = """
    The cluster is forgotten when the server ends, unless --state names a saved one. What was written to that is kept, \
    however the server ends. While it is served, other stsctl processes reach it too, as guests: commands and shells. \
    reset and snapshot restore are refused meanwhile, for they would take the ground from under clients.
    """

  private static let savedExample = """
    stsctl --state demo serve --port 0 --write-kubeconfig ./kubeconfig &
    kubectl --kubeconfig ./kubeconfig create namespace shop
    stsctl --state demo get namespace shop
    """

  private static let limits = """
    Containers don't run, so exec, attach, portforward and log are refused. Requests are read as JSON, YAML and, for \
    the kinds of Kubernetes itself, protobuf; answers are JSON or YAML. A request may have 3 MiB.
    """
}
