// A kubeconfig: the file that is named, or the one a simulated cluster has of its own.
import ClusterAPI
import KubeKinds
import KubeObjects
import SimCore

/// The three kinds of entries of a kubeconfig.
enum KubeConfigSection: String, CaseIterable {
  case clusters, contexts, users

  /// `cluster`, `context`, `user`: the field of an entry that holds its content.
  var singular: Key { Key(rawValue.dropLast()) }

  var key: Key { Key(rawValue) }
}

struct KubeConfig {
  static let currentContext: Key = "current-context"

  var value: Value
  /// The file it is kept in; `nil` for the simulated cluster's own.
  let path: String?
  /// What the file held.
  private var kept: Value?

  private init(value: Value, path: String?, kept: Value? = nil) {
    self.value = value
    self.path = path
    self.kept = kept
  }

  /// The kubeconfig that `--kubeconfig` or the environment names, or the cluster's own.
  static func load(_ line: CommandLine, _ context: CommandContext) throws -> KubeConfig {
    let typed = line[GlobalFlags.kubeconfig]
    let named = typed.isEmpty ? context.environment["KUBECONFIG"] ?? "" : typed
    guard !named.isEmpty else {
      return KubeConfig(value: context.kubeConfig ?? OwnKubeConfig(context).value, path: nil)
    }
    if !context.files.exists(named) { return KubeConfig(value: empty, path: named) }
    let bytes = try context.files.read(named)
    do {
      let value = try YAMLReader.read(bytes: bytes)
      try check(value, named)
      return KubeConfig(value: value.isNull ? empty : value, path: named, kept: value)
    } catch let error as YAMLError {
      throw CommandError.text("error loading config file \(GoText.quoted(named)): \(error.message)")
    }
  }

  /// Refuses what is of another kind.
  private static func check(_ value: Value, _ name: String) throws(CommandError) {
    let (version, kind) = (value[.apiVersion].text, value[.kind].text)
    if version.isEmpty || version == "v1", kind.isEmpty || kind == "Config" { return }
    throw .text(
      "error loading config file \(GoText.quoted(name)): no kind \(GoText.quoted(kind)) is registered for version "
        + "\(GoText.quoted(version)) in scheme \"k8s.io/client-go/tools/clientcmd/api/latest/latest.go:50\"")
  }

  private static let empty: Value = ["apiVersion": "v1", "kind": "Config"]

  /// How messages name it.
  var name: String { path ?? "the simulated cluster's kubeconfig" }

  // MARK: Entries

  /// The names of a section's entries, sorted.
  func names(_ section: KubeConfigSection) -> [String] {
    value[section.key].elements.map { $0[.name].text }.sorted()
  }

  /// The content of an entry; `nil` where there is none of that name.
  func entry(_ section: KubeConfigSection, _ name: String) -> Value? {
    value[section.key].first(where: .name, is: name).map { $0[section.singular] }
  }

  /// Sets the content of an entry, or takes it away. Entries stay sorted by name.
  mutating func set(_ section: KubeConfigSection, _ name: String, _ content: Value?) {
    var entries = value[section.key].elements.filter { $0[.name].text != name }
    if let content {
      entries.append(.object(Object([(.name, .string(name)), (section.singular, content)])))
    }
    entries.sort { $0[.name].text < $1[.name].text }
    value.set(section.key, .array(entries))
  }

  var current: String {
    get { value[Self.currentContext].text }
    set { value[Self.currentContext] = .string(newValue) }
  }

  // MARK: Keeping

  /// Keeps the kubeconfig: in its file, or for the rest of the session. The namespace of the cluster's own present
  /// context is the one commands use from now on.
  func save(_ context: CommandContext) throws(CommandError) {
    guard let path else {
      context.kubeConfig = value
      let namespace = entry(.contexts, current)?[.namespace].text ?? ""
      context.namespace = namespace.isEmpty ? "default" : namespace
      return
    }
    // A file whose content would mean the same is left alone.
    if let kept, KubeConfig(value: kept, path: path).normalised == normalised { return }
    do throws(FileError) {
      try context.files.write(path, Array(YAMLWriter.write(normalised).utf8))
    } catch {
      throw .text("open \(path): \(error.reason)")
    }
  }

  /// As kubectl writes it: sections that are empty are `null`, entries stand by name.
  var normalised: Value {
    var result = value
    for section in KubeConfigSection.allCases {
      let entries = value[section.key].elements.sorted { $0[.name].text < $1[.name].text }
      result[section.key] = entries.isEmpty ? .null : .array(entries.map { Self.written($0, section) })
    }
    result[.apiVersion] = "v1"
    result[.kind] = "Config"
    result[Self.currentContext] = .string(current)
    if result["preferences"].isEmpty { result.remove("preferences") }
    return result
  }

  /// An entry as kubectl's types write it: what is false is left out, the fields of a program are not.
  private static func written(_ entry: Value, _ section: KubeConfigSection) -> Value {
    var entry = entry
    entry.amend(section.singular) { content in
      for key: Key in ["insecure-skip-tls-verify", "disable-compression"] where content[key] == false {
        content.remove(key)
      }
      guard content["exec"].object != nil else { return }
      for key: Key in ["args", "env"] where content["exec"][key].isNull { content["exec"].set(key, .null) }
      if content["exec"]["provideClusterInfo"].isNull { content["exec"]["provideClusterInfo"] = false }
    }
    return entry
  }
}
