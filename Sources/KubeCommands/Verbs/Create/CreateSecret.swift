// `kubectl create secret` and its sub-commands.
import KubeKinds
import KubeObjects

enum CreateSecret {
  static let command = Command(
    "secret", usage: "(docker-registry | generic | tls)",
    CommandHelp("Create a secret", "Creates a Secret: of any keys, of a certificate, or of the login of a registry."),
    arguments: .command, subcommands: [docker, generic, tls], .helpOnErrorsAndFail)

  // MARK: generic

  static let type = Flag(text: "type", help: "The type of the secret.")

  private static let generic = FlagCreation(
    name: "generic",
    usage: "NAME [--type=string] [--from-file=[key=]source] [--from-literal=key1=value1] "
      + "[--dry-run=server|client|none]",
    help: CommandHelp(
      "Create a secret from literals, files or directories",
      "Creates a Secret. Each file becomes a key of its name; of a directory, its files do.",
      examples: [Example("From literals", "kubectl create secret generic db --from-literal=password=s3cret")]),
    flags: [
      type, KeyedSourceFlags.files, KeyedSourceFlags.literals, KeyedSourceFlags.variables,
      KeyedSourceFlags.appendHash,
    ],
    failure: "failed to create secret "
  ) { name, line, context in
    var sources = KeyedSources(context, kind: "Secret", name: name)
    try sources.read(line)
    return secret(name, sources.entries, type: line[type], line)
  }.command

  private static func secret(
    _ name: String, _ entries: [(key: String, bytes: [UInt8])], type: String, _ line: CommandLine
  ) -> Value {
    var object = Value.object("v1", "Secret", name)
    for (key, bytes) in entries { object[.data][Key(key)] = .string(Base64.encode(bytes)) }
    if !type.isEmpty { object[.type] = .string(type) }
    if line[KeyedSourceFlags.appendHash] { NamedContentHash.append(to: &object) }
    return object
  }

  // MARK: tls

  static let certificate = Flag(text: "cert", help: "The file of the certificate, as PEM.").completing(.file)
  static let key = Flag(text: "key", help: "The file of the certificate's private key, as PEM.").completing(.file)

  private static let tls = FlagCreation(
    name: "tls",
    usage: "NAME --cert=path/to/cert/file --key=path/to/key/file [--dry-run=server|client|none]",
    help: CommandHelp(
      "Create a secret from a certificate and its key",
      "Creates a Secret of type kubernetes.io/tls from two PEM files.",
      examples: [Example("Create one", "kubectl create secret tls site --cert=site.crt --key=site.key")]),
    flags: [certificate, key, KeyedSourceFlags.appendHash], failure: "failed to create secret "
  ) { name, line, context in
    if line[key].isEmpty || line[certificate].isEmpty {
      throw CommandError.text("key and cert must be specified")
    }
    let pair = [
      ("tls.crt", try pem(line[certificate], "certificate", context)), ("tls.key", try pem(line[key], "key", context)),
    ]
    return secret(name, pair, type: "kubernetes.io/tls", line)
  }.command

  private static func pem(_ path: String, _ role: String, _ context: CommandContext) throws -> [UInt8] {
    let bytes: [UInt8]
    do throws(FileError) { bytes = try context.files.read(path) } catch {
      throw CommandError.text("Cannot read file \(path), open \(path): \(error.reason)")
    }
    if String(decoding: bytes, as: UTF8.self).contains("-----BEGIN ") { return bytes }
    throw CommandError.text("tls: failed to find any PEM data in \(role) input")
  }

  // MARK: docker-registry

  static let server = Flag(
    text: "docker-server", default: "https://index.docker.io/v1/", help: "The address of the registry.")
  static let user = Flag(text: "docker-username", help: "The user of the registry.")
  static let password = Flag(text: "docker-password", help: "The user's password.")
  static let email = Flag(text: "docker-email", help: "The user's address for mail.")

  private static let docker = FlagCreation(
    name: "docker-registry",
    usage: "NAME --docker-username=user --docker-password=password --docker-email=email [--docker-server=string] "
      + "[--from-file=[key=]source] [--dry-run=server|client|none]",
    help: CommandHelp(
      "Create a secret for use with a registry",
      "Creates a Secret of type kubernetes.io/dockerconfigjson: the login that nodes pull images with.",
      examples: [
        Example("Create one",
          "kubectl create secret docker-registry pull --docker-server=registry.example.com --docker-username=ci "
            + "--docker-password=s3cret")
      ]),
    flags: [server, user, password, email, KeyedSourceFlags.files, KeyedSourceFlags.appendHash],
    failure: "failed to create secret "
  ) { name, line, context in
    let type = "kubernetes.io/dockerconfigjson"
    var sources = KeyedSources(context, kind: "Secret", name: name)
    for file in line[KeyedSourceFlags.files] { try sources.addFile(file, usualKey: ".dockerconfigjson") }
    if !sources.entries.isEmpty { return secret(name, sources.entries, type: type, line) }
    if line[user].isEmpty || line[password].isEmpty || line[server].isEmpty {
      throw CommandError.text(
        "either --from-file or the combination of --docker-username, --docker-password and --docker-server is required")
    }
    return secret(name, [(".dockerconfigjson", login(line))], type: type, line)
  }.command

  private static func quoted(_ text: String) -> String { JSONWriter.write(.string(text)) }

  /// The fields in the order in which kubectl writes them, for the secret's bytes should be the same.
  private static func login(_ line: CommandLine) -> [UInt8] {
    var fields = [("username", line[user]), ("password", line[password])]
    if !line[email].isEmpty { fields.append(("email", line[email])) }
    fields.append(("auth", Base64.encode(Array("\(line[user]):\(line[password])".utf8))))
    let entry = fields.map { quoted($0.0) + ":" + quoted($0.1) }.joined(separator: ",")
    return Array("{\"auths\":{\(quoted(line[server])):{\(entry)}}}".utf8)
  }
}
