// `kubectl config set-context`, `set-cluster`, `set-credentials`
import KubeKinds
import KubeObjects

enum ConfigSetting {
  // MARK: set-context

  static let current = Flag(bool: "current", help: "The present context.")
  static let cluster = Flag(text: "cluster", help: "The cluster of the context.").completing(.kubeCluster)
  static let user = Flag(text: "user", help: "The user of the context.").completing(.kubeUser)
  static let namespace = Flag(text: "namespace", "n", help: "The namespace of the context.")
    .completing(.namespace)

  static let setContext = Command(
    "set-context",
    usage: "[NAME | --current] [--cluster=cluster_nickname] [--user=user_nickname] [--namespace=namespace]",
    CommandHelp(
      "Set fields of a context", "Makes a context, or changes those of its fields that are named.",
      examples: [
        Example("Work in another namespace", "kubectl config set-context --current --namespace=shop")
      ]),
    flags: [current, cluster, user, namespace], arguments: .kubeContext
  ) { line, context in
    if line.arguments.count > 1 { throw Config.refuse(line, context) }
    var config = try KubeConfig.load(line, context)
    if line[current], !line.arguments.isEmpty {
      throw CommandError.text("you cannot specify both a context name and --current")
    }
    if !line[current], line.arguments.isEmpty {
      throw CommandError.text("you must specify a non-empty context name or --current")
    }
    let name = line.arguments.first ?? config.current
    if name.isEmpty { throw CommandError.text("no current context is set") }
    let present = config.entry(.contexts, name)
    var entry = present ?? ["cluster": "", "user": ""]
    for (flag, key) in [(cluster, Key("cluster")), (user, "user"), (namespace, .namespace)] where line.isSet(flag) {
      entry[key] = .string(line[flag])
    }
    if entry[.namespace].text.isEmpty { entry.remove(.namespace) }
    config.set(.contexts, name, entry)
    try config.save(context)
    context.output.write("Context \(GoText.quoted(name)) \(present == nil ? "created" : "modified").\n")
  }

  // MARK: set-cluster

  static let server = Flag(text: "server", help: "The address of the cluster.")
  static let authority = Flag(text: "certificate-authority", help: "The certificate to trust.").completing(.file)
  static let insecure = Flag(bool: "insecure-skip-tls-verify", help: "Does not check the server's certificate.")
  static let tlsName = Flag(text: "tls-server-name", help: "The name the server's certificate must have.")
  static let proxy = Flag(text: "proxy-url", help: "The proxy to go through.")
  static let embed = Flag(bool: "embed-certs", help: "Keeps certificates in the file, not only their paths.")

  static let setCluster = Command(
    "set-cluster",
    usage: "NAME [--server=server] [--certificate-authority=path/to/certificate/authority] "
      + "[--insecure-skip-tls-verify=true] [--tls-server-name=example.com]",
    CommandHelp(
      "Set fields of a cluster", "Makes a cluster's entry, or changes those of its fields that are named.",
      examples: [Example("Set the address", "kubectl config set-cluster prod --server=https://prod.example.com:6443")]),
    flags: [server, authority, insecure, tlsName, proxy, embed], arguments: .kubeCluster
  ) { line, context in
    guard line.arguments.count == 1 else { throw Config.refuse(line, context) }
    var config = try KubeConfig.load(line, context)
    var entry = config.entry(.clusters, line.arguments[0]) ?? ["server": ""]
    for (flag, key) in [(server, Key("server")), (tlsName, "tls-server-name"), (proxy, "proxy-url")]
    where line.isSet(flag) { entry[key] = .string(line[flag]) }
    if line.isSet(insecure) {
      entry.set("insecure-skip-tls-verify", line[insecure] ? true : nil)
      if line[insecure] { entry.remove("certificate-authority") }
    }
    if line[insecure], !line[authority].isEmpty {
      throw CommandError.text("you cannot specify a certificate authority and insecure mode at the same time")
    }
    try setFile(line, authority, "certificate-authority", &entry, context)
    config.set(.clusters, line.arguments[0], entry)
    try config.save(context)
    context.output.write("Cluster \(GoText.quoted(line.arguments[0])) set.\n")
  }

  // MARK: set-credentials

  static let certificate = Flag(text: "client-certificate", help: "The user's certificate.").completing(.file)
  static let key = Flag(text: "client-key", help: "The key of the user's certificate.").completing(.file)
  static let token = Flag(text: "token", help: "The user's bearer token.")
  static let username = Flag(text: "username", help: "The user's name, for basic authentication.")
  static let password = Flag(text: "password", help: "The user's password, for basic authentication.")

  static let setCredentials = Command(
    "set-credentials",
    usage: "NAME [--client-certificate=path/to/certfile] [--client-key=path/to/keyfile] [--token=bearer_token] "
      + "[--username=basic_user] [--password=basic_password] [--auth-provider=provider_name] "
      + "[--auth-provider-arg=key=value] [--exec-command=exec_command] [--exec-api-version=exec_api_version] "
      + "[--exec-arg=arg] [--exec-env=key=value]",
    CommandHelp(
      "Set fields of a user", "Makes a user's entry, or changes those of its fields that are named.",
      examples: [Example("Set a token", "kubectl config set-credentials ann --token=s3cret")]),
    flags: [
      certificate, key, token, username, password, embed, ExecFlags.provider, ExecFlags.providerArguments,
    ] + ExecFlags.all, arguments: .kubeUser
  ) { line, context in
    guard line.arguments.count == 1 else { throw Config.refuse(line, context, word: "unexpected") }
    if !line[token].isEmpty, !line[username].isEmpty || !line[password].isEmpty {
      throw CommandError.text(
        "you cannot specify more than one authentication method at the same time: --token, --username/--password")
    }
    try ExecFlags.check(line, context)
    var config = try KubeConfig.load(line, context)
    var entry = config.entry(.users, line.arguments[0]) ?? [:]
    // One way to say who one is takes the place of another.
    let isBasic = line.isSet(username) || line.isSet(password)
    if isBasic { entry.remove("token") }
    if line.isSet(token) { for key: Key in ["username", "password"] { entry.remove(key) } }
    for (flag, key) in [(token, Key("token")), (username, "username"), (password, "password")] where line.isSet(flag) {
      entry[key] = .string(line[flag])
    }
    try setFile(line, certificate, "client-certificate", &entry, context)
    try setFile(line, key, "client-key", &entry, context)
    ExecFlags.set(line, &entry)
    config.set(.users, line.arguments[0], entry)
    try config.save(context)
    context.output.write("User \(GoText.quoted(line.arguments[0])) set.\n")
  }

  /// Sets the path of a file, or its content where it is to be embedded.
  private static func setFile(
    _ line: CommandLine, _ flag: Flag<String>, _ field: String, _ entry: inout Value, _ context: CommandContext
  ) throws {
    guard line.isSet(flag) else { return }
    let data = Key("\(field)-data")
    guard line[embed] else {
      entry[Key(field)] = .string(line[flag])
      entry.remove(data)
      return
    }
    let bytes: [UInt8]
    do throws(FileError) { bytes = try context.files.read(line[flag]) } catch {
      throw CommandError.text("could not stat \(field) file \(line[flag]): stat \(line[flag]): \(error.reason)")
    }
    entry[data] = .string(Base64.encode(bytes))
    entry.remove(Key(field))
  }
}

/// The program that gives a user credentials.
private enum ExecFlags {
  static let provider = Flag(text: "auth-provider", help: "The provider of the user's credentials.")
  static let providerArguments = Flag(list: "auth-provider-arg", help: "An argument of the provider, as key=value.")
  static let command = Flag(text: "exec-command", help: "The program that gives credentials.")
  static let version = Flag(text: "exec-api-version", help: "The version of the API of that program.")
  static let arguments = Flag(list: "exec-arg", help: "An argument of that program.")
  static let variables = Flag(list: "exec-env", help: "A variable of that program, as key=value.")
  static let mode = Flag(text: "exec-interactive-mode", help: "Whether that program may ask for input.")
  static let info = Flag(bool: "exec-provide-cluster-info", help: "Tells that program of the cluster.")

  static let all: [any AnyFlag] = [command, version, arguments, variables, mode, info]

  /// Refuses pairs that are none, after the help of the command.
  static func check(_ line: CommandLine, _ context: CommandContext) throws(CommandError) {
    for (name, values) in [("auth-provider-arg", line[providerArguments]), ("exec-env", line[variables])] {
      guard let wrong = values.first(where: { !$0.contains("=") && !$0.hasSuffix("-") }) else { continue }
      context.output.write(HelpText.page(line.command, path: line.path))
      throw .text("invalid \(name) format: \(wrong)")
    }
  }

  static func set(_ line: CommandLine, _ entry: inout Value) {
    if line.isSet(provider) { entry["auth-provider"][.name] = .string(line[provider]) }
    for pair in line[providerArguments] {
      let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
      if parts.count == 2 { entry["auth-provider"]["config"][Key(parts[0])] = .string(parts[1]) }
    }
    if line.isSet(command) { entry["exec"]["command"] = .string(line[command]) }
    if line.isSet(version) { entry["exec"][.apiVersion] = .string(line[version]) }
    if line.isSet(arguments) { entry["exec"]["args"] = .strings(line[arguments]) }
    for pair in line[variables] {
      let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
      if parts.count == 2 { entry["exec"]["env"].append(["name": .string(parts[0]), "value": .string(parts[1])]) }
    }
    if line.isSet(mode) { entry["exec"]["interactiveMode"] = .string(line[mode]) }
    if line.isSet(info) { entry["exec"]["provideClusterInfo"] = .bool(line[info]) }
  }
}
