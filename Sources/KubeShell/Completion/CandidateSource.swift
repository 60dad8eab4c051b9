// Where candidates come from: the rows of the grammar, the catalogue of kinds, the objects that live in the cluster.
import ClusterAPI
import KubeCommands
import KubeKinds
import KubeObjects

/// The candidates for one place in a line of kubectl's.
struct CandidateSource {
  let context: CommandContext
  let place: CursorPlace

  /// What was typed of the word that candidates are compared with.
  var prefix: String { place.prefix }

  func candidates() -> [Candidate] {
    switch place.expected {
    case .flag: return flags()
    case .value(let flag): return values(flag.completion)
    case .programWord: return []
    case .word:
      let commands = place.command.subcommands.filter { !$0.isHidden }
      if !commands.isEmpty, place.arguments.isEmpty {
        return commands.map { Candidate($0.name, $0.help.summary) }.sorted { $0.text < $1.text }
      }
      return values(place.command.arguments)
    }
  }

  /// The command's own flags; those that every command takes only when more than dashes was typed.
  private func flags() -> [Candidate] {
    let own = Set(place.command.flags.map(\.long) + ["namespace"])
    return place.openFlags.filter { prefix.count > 2 || own.contains($0.long) }.map { flag in
      let needsValue = flag.kind != .bool
      return Candidate("--\(flag.long)\(needsValue ? "=" : "")", flag.help, isOpen: needsValue)
    }.sorted { $0.text < $1.text }
  }

  private func values(_ completion: Completion) -> [Candidate] {
    switch completion {
    case .nothing, .kubeContext, .kubeCluster, .kubeUser, .fieldPath: []
    case .file: FileCandidates.files(prefix, in: context.files)
    case .directory: FileCandidates.files(prefix, in: context.files).filter(\.isOpen)
    case .choices(let choices): choices.map { Candidate($0) }
    case .namespace: names(of: "namespaces", in: "")
    case .kind: kinds()
    case .names(let plural): names(of: plural).filter { !place.arguments.contains($0.text) }
    case .resource: resources(of: nil)
    case .rollout: resources(of: ["deployments", "daemonsets", "statefulsets"])
    case .container: containers()
    case .labelSelector: labels()
    case .fieldSelector: Self.fieldSelectors.map { Candidate($0, isOpen: true) }
    case .outputFormat: Self.outputFormats
    case .command: commands()
    }
  }

  private static let fieldSelectors = [
    "metadata.name=", "metadata.namespace=", "spec.nodeName=", "status.phase=",
  ]

  private static let outputFormats: [Candidate] =
    ["custom-columns=", "custom-columns-file=", "go-template=", "go-template-file="].map { Candidate($0, isOpen: true) }
    + [Candidate("json")] + ["jsonpath=", "jsonpath-as-json=", "jsonpath-file="].map { Candidate($0, isOpen: true) }
    + ["kyaml", "name", "wide", "yaml"].map { Candidate($0) }

  private func commands() -> [Candidate] {
    let found = place.arguments.reduce(VerbCatalog.root(for: context)) { $0.subcommand($1) ?? $0 }
    return found.subcommands.filter { !$0.isHidden }.map { Candidate($0.name, $0.help.summary) }
  }
}

// MARK: Kinds and names

extension CandidateSource {
  private var namespace: String { place.namespace ?? context.namespace }

  /// `TYPE NAME...` or `TYPE/NAME...`; only of some kinds where `plurals` names them.
  private func resources(of plurals: [String]?) -> [Candidate] {
    if let slash = prefix.firstIndex(of: "/") {
      let kind = prefix[..<slash]
      return names(of: String(kind)).map { Candidate("\(kind)/\($0.text)", $0.summary) }
        .filter { !place.arguments.contains($0.text) }
    }
    guard let first = place.arguments.first else {
      return kinds().filter { candidate in plurals.map { isOne(candidate.text, of: $0) } ?? true }
    }
    if first.contains("/") { return kinds().map { Candidate($0.text + "/", isOpen: true) } }
    return names(of: first).filter { !place.arguments.contains($0.text) }
  }

  private func isOne(_ word: String, of plurals: [String]) -> Bool {
    guard let kind = kind(word) else { return false }
    return plurals.contains(kind.plural)
  }

  /// Kinds by all names people use; after a comma those of another kind.
  private func kinds() -> [Candidate] {
    let before = prefix.lastIndex(of: ",").map { String(prefix[...$0]) } ?? ""
    var seen: Set<String> = []
    return context.api.catalog.kinds.flatMap { [$0.plural] + $0.shortNames }
      .filter { seen.insert($0).inserted }.sorted().map { Candidate(before + $0) }
  }

  private func kind(_ word: String) -> Kind? {
    let last = word.split(separator: ",").last.map(String.init) ?? word
    do throws(CommandError) { return try KindNames.kind(last, in: context.api.catalog) } catch { return nil }
  }

  private func objects(_ kind: Kind, in namespace: String) -> [Value] {
    do throws(APIStatus) {
      return try context.api.list(kind, namespace: namespace, ListOptions()).items
    } catch {
      return []
    }
  }

  private func names(of word: String, in namespace: String? = nil) -> [Candidate] {
    guard let kind = kind(word) else { return [] }
    return objects(kind, in: namespace ?? self.namespace).map { Candidate($0[.metadata][.name].text) }
  }

  /// Containers of the object that the arguments name, with those of its template where it has one.
  private func containers() -> [Candidate] {
    let words = place.arguments.first?.split(separator: "/").map(String.init) ?? []
    let (type, name) = words.count == 2 ? (words[0], words[1])
      : place.arguments.count > 1 ? (place.arguments[0], place.arguments[1]) : ("pods", words.first ?? "")
    guard let kind = kind(type),
      let object = objects(kind, in: namespace).first(where: { $0[.metadata][.name].text == name })
    else { return [] }
    let spec = object[.spec][.template].isNull ? object[.spec] : object[.spec][.template][.spec]
    return (spec[.initContainers].elements + spec[.containers].elements).map { Candidate($0[.name].text) }
  }

  /// `key=value` for the labels that objects of the kind carry.
  private func labels() -> [Candidate] {
    guard let kind = place.arguments.first.flatMap(kind) else { return [] }
    let before = prefix.lastIndex(of: ",").map { String(prefix[...$0]) } ?? ""
    let labels = objects(kind, in: namespace).flatMap { object in
      object[.metadata][.labels].fields.map { "\($0.key.text)=\($0.value.text)" }
    }
    return Set(labels).sorted().map { Candidate(before + $0) }
  }
}

/// Files and folders.
enum FileCandidates {
  /// What a path may become; folders end in a slash and stay open.
  static func files(_ prefix: String, in files: any FileAccess) -> [Candidate] {
    let folder = prefix.lastIndex(of: "/").map { String(prefix[...$0]) } ?? ""
    let begun = prefix.dropFirst(folder.count)
    let names = names(folder.isEmpty ? "." : folder, files)
    return names.filter { $0.hasPrefix(begun) && (!$0.hasPrefix(".") || begun.hasPrefix(".")) }.map { name in
      let path = folder + name
      return isFolder(path, files) ? Candidate(path + "/", isOpen: true) : Candidate(path)
    }
  }

  private static func names(_ folder: String, _ files: any FileAccess) -> [String] {
    do throws(FileError) { return try files.entries(folder) ?? [] } catch { return [] }
  }

  private static func isFolder(_ path: String, _ files: any FileAccess) -> Bool {
    do throws(FileError) { return try files.entries(path) != nil } catch { return false }
  }
}
