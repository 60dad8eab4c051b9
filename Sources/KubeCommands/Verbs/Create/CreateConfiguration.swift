// `kubectl create configmap`, `secret`, `namespace`, `serviceaccount`, `quota`, `priorityclass`
import KubeKinds
import KubeObjects

enum CreateConfigMap {
  static let command = FlagCreation(
    name: "configmap", aliases: ["cm"],
    usage: "NAME [--from-file=[key=]source] [--from-literal=key1=value1] [--dry-run=server|client|none]",
    help: CommandHelp(
      "Create a config map from literals, files or directories",
      "Creates a ConfigMap. Each file becomes a key of its name; of a directory, its files do.",
      examples: [
        Example("From literals", "kubectl create configmap app --from-literal=mode=prod --from-literal=level=3"),
        Example("From a file, under another key", "kubectl create configmap app --from-file=app.conf=./prod.conf"),
        Example("From lines KEY=VALUE", "kubectl create configmap app --from-env-file=app.env"),
      ]),
    flags: [
      KeyedSourceFlags.files, KeyedSourceFlags.literals, KeyedSourceFlags.variables, KeyedSourceFlags.appendHash,
    ],
    failure: "failed to create configmap: ", make: make
  ).command

  private static func make(_ name: String, _ line: CommandLine, _ context: CommandContext) throws -> Value {
    var sources = KeyedSources(context, kind: "ConfigMap", name: name)
    try sources.read(line)
    var object = Value.object("v1", "ConfigMap", name)
    for (key, bytes) in sources.entries {
      if let text = String(validating: bytes, as: UTF8.self) {
        object[.data][Key(key)] = .string(text)
      } else {
        object["binaryData"][Key(key)] = .string(Base64.encode(bytes))
      }
    }
    if line[KeyedSourceFlags.appendHash] { NamedContentHash.append(to: &object) }
    return object
  }
}

enum CreateNamespace {
  static let command = FlagCreation(
    name: "namespace", aliases: ["ns"], usage: "NAME [--dry-run=server|client|none]",
    help: CommandHelp(
      "Create a namespace", "Creates a namespace.", examples: [Example("Create one", "kubectl create namespace shop")]),
    flags: []
  ) { name, _, _ in
    var object = Value.object("v1", "Namespace", name)
    object[.spec] = [:]
    object[.status] = [:]
    return object
  }.command
}

enum CreateServiceAccount {
  static let command = FlagCreation(
    name: "serviceaccount", aliases: ["sa"], usage: "NAME [--dry-run=server|client|none]",
    help: CommandHelp(
      "Create a service account", "Creates a service account.",
      examples: [Example("Create one", "kubectl create serviceaccount robot")]),
    flags: [], failure: "failed to create serviceaccount: "
  ) { name, _, _ in
    Value.object("v1", "ServiceAccount", name)
  }.command
}

enum CreateQuota {
  static let hard = Flag(text: "hard", help: "The limits, as resource=quantity, separated by commas.")
  static let scopes = Flag(text: "scopes", help: "The scopes an object must have to count, separated by commas.")

  static let command = FlagCreation(
    name: "quota", aliases: ["resourcequota"],
    usage: "NAME [--hard=key1=value1,key2=value2] [--scopes=Scope1,Scope2] [--dry-run=server|client|none]",
    help: CommandHelp(
      "Create a quota", "Creates a ResourceQuota: limits on what a namespace may hold and use.",
      examples: [Example("Create one", "kubectl create quota small --hard=pods=10,requests.cpu=4")]),
    flags: [hard, scopes], failure: "failed to create quota: ", make: make
  ).command

  private static func make(_ name: String, _ line: CommandLine, _ context: CommandContext) throws -> Value {
    var object = Value.object("v1", "ResourceQuota", name)
    object[.spec] = [:]
    object[.status] = [:]
    if !line[hard].isEmpty { object[.spec]["hard"] = try ResourceAmounts.read(line[hard]) }
    if !line[scopes].isEmpty {
      let names = line[scopes].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      if names.contains("") { throw CommandError.text("invalid resource quota scope \"\"") }
      object[.spec]["scopes"] = .strings(names)
    }
    return object
  }
}

/// `cpu=100m,memory=64Mi`
enum ResourceAmounts {
  static func read(_ text: String) throws(CommandError) -> Value {
    var amounts = Object()
    for statement in text.split(separator: ",", omittingEmptySubsequences: false) {
      let parts = statement.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2 else {
        throw .text("Invalid argument syntax \(statement), expected <resource>=<value>")
      }
      do throws(QuantityError) {
        amounts[Key(parts[0])] = .string(try Quantity(parsing: parts[1]).text)
      } catch {
        throw .text(error.message)
      }
    }
    return .object(amounts)
  }
}

enum CreatePriorityClass {
  static let value = Flag(int: "value", bits: 32, help: "The priority: pods of higher priority come first.")
  static let globalDefault = Flag(bool: "global-default", help: "Pods that name no priority class have this one.")
  static let description = Flag(text: "description", help: "When this class should be used.")
  static let preemption = Flag(
    text: "preemption-policy", default: "PreemptLowerPriority",
    help: "Whether its pods make others of lower priority go."
  ).completing(.choices(["PreemptLowerPriority", "Never"]))

  static let command = FlagCreation(
    name: "priorityclass", aliases: ["pc"],
    usage: "NAME --value=VALUE --global-default=BOOL [--dry-run=server|client|none]",
    help: CommandHelp(
      "Create a priority class", "Creates a PriorityClass: a name for a priority that pods can have.",
      examples: [Example("Create one", "kubectl create priorityclass high --value=1000 --description='databases'")]),
    flags: [value, globalDefault, description, preemption], failure: "failed to create priorityclass: "
  ) { name, line, _ in
    var object = Value.object("scheduling.k8s.io/v1", "PriorityClass", name)
    object[.value] = .int(Int64(line[value]))
    if line[globalDefault] { object["globalDefault"] = true }
    if !line[description].isEmpty { object["description"] = .string(line[description]) }
    object["preemptionPolicy"] = .string(line[preemption])
    return object
  }.command
}
