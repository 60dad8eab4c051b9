// `kubectl cp`, `port-forward`, `proxy`, `debug`: what needs a process in a container or a socket of the cluster.
import ClusterAPI
import KubeKinds
import KubeObjects
import SimCore

enum Copy {
  static let command = Command(
    "cp", group: .troubleshooting, usage: "<file-spec-src> <file-spec-dest>",
    CommandHelp(
      "Copy files from and to containers", "Copies files and directories between the disk and a container.",
      examples: [Example("Copy a file out of a pod", "kubectl cp web-0:/etc/nginx.conf ./nginx.conf")]),
    flags: [
      Exec.container, Flag(bool: "no-preserve", help: "Does not keep owners and permissions."),
      Flag(int: "retries", help: "How often to try again; 0 never, negative without end."),
    ], arguments: .file, run: run)

  private static func run(_ line: CommandLine, _ context: CommandContext) throws {
    guard line.arguments.count == 2 else { throw CommandError.text("source and destination are required") }
    let source = try FileSpec(line.arguments[0])
    let destination = try FileSpec(line.arguments[1])
    if source.isRemote, destination.isRemote {
      throw CommandError.text("one of src or dest must be a local file specification")
    }
    if !source.isRemote, !destination.isRemote {
      throw CommandError.text("one of src or dest must be a remote file specification")
    }
    if source.path.isEmpty || destination.path.isEmpty { throw CommandError.text("filepath can not be empty") }
    if !source.isRemote, !context.files.exists(source.path) {
      throw CommandError.text("\(source.path) doesn't exist in local filesystem")
    }
    let remote = source.isRemote ? source : destination
    guard let kind = context.api.catalog.kind(.pod) else { return }
    let namespace = remote.namespace.isEmpty ? line.namespace(in: context) : remote.namespace
    let pod = ResourceInfo(kind: kind, namespace: namespace, name: remote.pod)
    let target = ContainerTarget(pod: pod, object: try pod.fetched(context.api))
    _ = try target.container(line[Exec.container], context)
    throw ContainerTarget.unsupported("copying files")
  }
}

/// `path`, `pod:path`, `namespace/pod:path`
private struct FileSpec {
  var namespace = ""
  var pod = ""
  var path: String

  var isRemote: Bool { !pod.isEmpty }

  init(_ text: String) throws(CommandError) {
    guard let colon = text.firstIndex(of: ":") else {
      path = text
      return
    }
    path = String(text[text.index(after: colon)...])
    let parts = text[..<colon].split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    switch parts.count {
    case 1 where !parts[0].isEmpty: pod = parts[0]
    case 2 where !parts[0].isEmpty && !parts[1].isEmpty: (namespace, pod) = (parts[0], parts[1])
    default: throw .text("filespec must match the canonical format: [[namespace/]pod:]file/path")
    }
  }
}

enum PortForward {
  static let command = Command(
    "port-forward", group: .troubleshooting,
    usage: "TYPE/NAME [options] [LOCAL_PORT:]REMOTE_PORT [...[LOCAL_PORT_N:]REMOTE_PORT_N]",
    CommandHelp(
      "Forward local ports to a pod", "Leads local ports to ports of a pod.",
      examples: [Example("Reach a database from here", "kubectl port-forward pod/db-0 5432")]),
    flags: [
      Flag(list: "address", default: ["localhost"], help: "The addresses to listen on, separated by commas."),
      Exec.runningTimeout,
    ], arguments: .resource
  ) { line, context in
    if line.arguments.count < 2 {
      throw line.usageError("TYPE/NAME and list of ports are required for port-forward")
    }
    let target = try ContainerTarget.find(line.arguments[0], line, context)
    for word in line.arguments.dropFirst() {
      try checkPort(String(word.split(separator: ":", omittingEmptySubsequences: false).last ?? ""), target)
    }
    let phase = target.object[.status][.phase].text
    if phase != "Running" {
      throw CommandError.text("unable to forward port because pod is not running. Current status=\(phase)")
    }
    throw ContainerTarget.unsupported("forwarding ports")
  }
}

extension PortForward {
  /// A port is a number, or the name of one of the pod's.
  private static func checkPort(_ text: String, _ target: ContainerTarget) throws(CommandError) {
    if UInt16(text) != nil { return }
    let names = target.object[.spec][.containers].elements.flatMap { $0[.ports].elements }.map { $0[.name].text }
    if !names.contains(text) { throw .text("Pod '\(target.pod.name)' does not have a named port '\(text)'") }
  }
}

enum Proxy {
  static let command = Command(
    "proxy", group: .troubleshooting,
    usage: "[--port=PORT] [--www=static-dir] [--www-prefix=prefix] [--api-prefix=prefix]",
    CommandHelp(
      "Run a proxy to the API server", "Serves the API on a local port.",
      examples: [Example("On port 8001", "kubectl proxy")]),
    flags: [
      Flag(int: "port", "p", default: 8001, help: "The port; 0 for any."),
      Flag(text: "address", default: "127.0.0.1", help: "The address to listen on."),
      Flag(text: "accept-hosts", default: "^localhost$,^127\\.0\\.0\\.1$,^\\[::1\\]$", help: "Hosts that may ask."),
      Flag(text: "accept-paths", default: "^.*", help: "Paths that may be asked for."),
      Flag(text: "api-prefix", default: "/", help: "The path below which the API is."),
      Flag(bool: "append-server-path", help: "Appends the path of the context's server to each request."),
      Flag(bool: "disable-filter", help: "Lets everything through."),
      Flag(duration: "keepalive", help: "How long connections are kept; 0 not at all."),
      Flag(text: "reject-methods", default: "^$", help: "Methods that are refused."),
      Flag(
        text: "reject-paths", default: "^/api/.*/pods/.*/exec,^/api/.*/pods/.*/attach",
        help: "Paths that are refused."),
      Flag(text: "unix-socket", "u", help: "The socket to listen on instead.").completing(.file),
      Flag(text: "www", "w", help: "A directory whose files are served, too.").completing(.directory),
      Flag(text: "www-prefix", "P", default: "/static/", help: "The path below which those files are."),
    ]
  ) { _, _ in
    throw CommandError.text("a simulated cluster has no API server to be a proxy of")
  }
}

enum Debug {
  static let image = Flag(text: "image", help: "The image of the container to debug with.")
  static let copyTo = Flag(text: "copy-to", help: "Debugs a copy of the pod, of this name.")

  static let command = Command(
    "debug", group: .troubleshooting, usage: "(POD | TYPE[[.VERSION].GROUP]/NAME) [ -- COMMAND [args...] ]",
    CommandHelp(
      "Debug a pod or a node", "Starts a container beside those of a pod, or in a copy of it, to look around.",
      examples: [Example("Look around in a pod", "kubectl debug web-0 -it --image=busybox")]),
    flags: [
      image, copyTo, Exec.stdin, Exec.tty, Flag(bool: "quiet", "q", help: "Prints only what the program prints."),
      Flag(text: "container", "c", help: "The name of the new container."),
      Flag(bool: "arguments-only", help: "What follows -- are arguments, not the command."),
      Flag(bool: "attach", help: "Attaches to the container once it runs; so does -i."),
      Flag(text: "custom", help: "A file with a partial container to add.").completing(.file),
      Flag(pairs: "env", help: "A variable of the container, as NAME=value."),
      Flag(text: "image-pull-policy", help: "When the image is pulled."),
      Flag(bool: "keep-annotations", help: "With --copy-to: keeps the pod's annotations."),
      Flag(bool: "keep-init-containers", default: true, help: "With --copy-to: keeps init containers."),
      Flag(bool: "keep-labels", help: "With --copy-to: keeps the pod's labels."),
      Flag(bool: "keep-liveness", help: "With --copy-to: keeps liveness probes."),
      Flag(bool: "keep-readiness", help: "With --copy-to: keeps readiness probes."),
      Flag(bool: "keep-startup", help: "With --copy-to: keeps startup probes."),
      Flag(text: "profile", default: "general", help: "What the container may do.")
        .completing(.choices(["general", "baseline", "restricted", "netadmin", "sysadmin", "legacy"])),
      Flag(bool: "replace", help: "With --copy-to: deletes the pod."),
      Flag(bool: "same-node", help: "With --copy-to: places the copy on the pod's node."),
      Flag(pairs: "set-image", help: "With --copy-to: images of containers, as name=image."),
      Flag(bool: "share-processes", default: true, help: "With --copy-to: lets containers see each other's processes."),
      Flag(text: "target", help: "The container whose processes are to be seen."), FileFlags.filename,
    ], arguments: .names(of: "pods")
  ) { line, context in
    if line[image].isEmpty, line[copyTo].isEmpty {
      throw CommandError.text("you must specify --image when not using --copy-to.")
    }
    guard let word = line.arguments.first else {
      throw line.usageError("NAME or TYPE/NAME is required for debug")
    }
    _ = try ContainerTarget.find(word, line, context)
    throw ContainerTarget.unsupported("debugging")
  }
}
