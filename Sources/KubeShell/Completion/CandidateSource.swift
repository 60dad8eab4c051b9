// Where candidates come from: the rows of the grammar, the catalogue of kinds, the objects that live in the cluster.
import ClusterAPI
import KubeCommands
import KubeKinds
import KubeObjects

/// The candidates for one place in a line of kubectl's.
struct CandidateSource {
  let context: CommandContext
  let place: CursorPlace
  /// The object that commands are about which name none.
  var subject: String?

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
      return arguments()
    }
  }

  private func arguments() -> [Candidate] {
    switch place.command.name {
    case "explain": return explained()
    case "image" where namedObject != nil: return images()
    case "label" where namedObject != nil: return changes(of: .labels)
    case "annotate" where namedObject != nil: return changes(of: .annotations)
    default: return values(place.command.arguments)
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
    case .nothing, .kubeCluster, .kubeUser: []
    case .kubeContext: contexts()
    case .file: FileCandidates.files(prefix, in: context.files)
    case .directory: FileCandidates.files(prefix, in: context.files).filter(\.isOpen)
    case .choices(let choices): choices.map { Candidate($0) }
    case .namespace: names(of: "namespaces", in: "")
    case .kind: kinds()
    case .names(let plural): names(of: plural)
    case .resource: resources(of: nil)
    case .rollout: resources(of: ["deployments", "daemonsets", "statefulsets"])
    case .container: containers().map { Candidate($0) }
    case .labelSelector: labels()
    case .labelKey: labelKeys()
    case .fieldSelector: Self.fieldSelectors.map { Candidate($0, isOpen: true) }
    case .fieldPath: FieldPathCandidates(context.api.schema).paths(prefix, of: mainKind)
    case .outputFormat: outputFormats()
    case .waitCondition: Self.waitConditions
    case .revision: revisions()
    case .command: commands()
    }
  }

  private static let fieldSelectors = [
    "metadata.name=", "metadata.namespace=", "spec.nodeName=", "status.phase=",
  ]

  private static let waitConditions: [Candidate] = [
    Candidate("condition=Available"), Candidate("condition=Complete"), Candidate("condition=Ready"),
    Candidate("create", "until it exists"), Candidate("delete", "until it is gone"),
    Candidate("jsonpath=", "until a field has a value", isOpen: true),
  ]

  private static let formats: [Candidate] =
    ["custom-columns=", "custom-columns-file=", "go-template=", "go-template-file="].map { Candidate($0, isOpen: true) }
    + [Candidate("json")] + ["jsonpath=", "jsonpath-as-json=", "jsonpath-file="].map { Candidate($0, isOpen: true) }
    + ["kyaml", "name", "wide", "yaml"].map { Candidate($0) }

  /// Formats, and what is inside those that hold paths of fields.
  private func outputFormats() -> [Candidate] {
    let paths = FieldPathCandidates(context.api.schema)
    let isList = place.arguments.count < 2 && place.arguments.first?.contains("/") != true
    if prefix.hasPrefix("jsonpath"), prefix.contains("=") {
      return paths.jsonPath(prefix, of: mainKind, isList: isList)
    }
    return prefix.hasPrefix("custom-columns=") ? paths.columns(prefix, of: mainKind) : Self.formats
  }

  private func commands() -> [Candidate] {
    let found = place.arguments.reduce(VerbCatalog.root(for: context)) { $0.subcommand($1) ?? $0 }
    return found.subcommands.filter { !$0.isHidden }.map { Candidate($0.name, $0.help.summary) }
  }

  private func contexts() -> [Candidate] {
    var config = context.kubeConfig ?? OwnKubeConfig(context).value
    if let file = context.environment["KUBECONFIG"], !file.isEmpty {
      do { config = try YAMLReader.read(bytes: try context.files.read(file)) } catch { return [] }
    }
    return config["contexts"].elements.map { Candidate($0[.name].text) }
  }

  private func explained() -> [Candidate] {
    guard let dot = prefix.firstIndex(of: ".") else { return kinds() }
    guard place.arguments.isEmpty else { return [] }
    return FieldPathCandidates(context.api.schema).explained(prefix, of: kind(String(prefix[..<dot])))
  }
}

// MARK: Kinds and names

extension CandidateSource {
  private var namespace: String { place.namespace ?? context.namespace }

  /// The kind that the line is about.
  private var mainKind: Kind? {
    let word = place.arguments.first ?? subject
    return word.flatMap { $0.split(separator: "/").first.map(String.init) }.flatMap(kind)
  }

  /// `TYPE NAME...` or `TYPE/NAME...`; only of some kinds where `plurals` names them.
  private func resources(of plurals: [String]?) -> [Candidate] {
    if let slash = prefix.firstIndex(of: "/") {
      let kind = String(prefix[..<slash])
      let begun = String(prefix[prefix.index(after: slash)...])
      return objectNames(of: kind, beginning: begun).map { Candidate("\(kind)/\($0)") }.filter(isOpen)
    }
    guard let first = place.arguments.first else {
      return kinds().filter { candidate in plurals.map { isOne(candidate.text, of: $0) } ?? true }
    }
    if first.contains("/") { return kinds().map { Candidate($0.text + "/", $0.summary, isOpen: true) } }
    return names(of: first)
  }

  private func isOpen(_ candidate: Candidate) -> Bool { !place.arguments.contains(candidate.text) }

  private func isOne(_ word: String, of plurals: [String]) -> Bool {
    guard let kind = kind(word) else { return false }
    return plurals.contains(kind.plural)
  }

  /// Kinds by all names people use; after a comma those of another kind.
  private func kinds() -> [Candidate] {
    let before = prefix.lastIndex(of: ",").map { String(prefix[...$0]) } ?? ""
    var seen: Set<String> = []
    return context.api.catalog.kinds.filter { $0.verbs.contains("get") }.flatMap { kind in
      [Candidate(before + kind.plural, kind.name)] + kind.shortNames.map { Candidate(before + $0, kind.plural) }
    }.filter { seen.insert($0.text).inserted }.sorted { $0.text < $1.text }
  }

  func kind(_ word: String) -> Kind? {
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
    objectNames(of: word, in: namespace, beginning: prefix).map { Candidate($0) }.filter(isOpen)
  }

  /// The names of a kind's objects that begin so.
  private func objectNames(of word: String, in namespace: String? = nil, beginning prefix: String) -> [String] {
    guard let kind = kind(word) else { return [] }
    return objects(kind, in: namespace ?? self.namespace).compactMap { object in
      let name = object[.metadata][.name].text
      return name.utf8.starts(with: prefix.utf8) ? name : nil
    }
  }

  /// The object that the arguments name, or else the subject.
  private var namedObject: Value? {
    let first = place.arguments.first ?? subject ?? ""
    let words = first.split(separator: "/").map(String.init)
    let (type, name) = words.count == 2 ? (words[0], words[1])
      : place.arguments.count > 1 ? (place.arguments[0], place.arguments[1]) : ("pods", words.first ?? "")
    guard let kind = kind(type), !name.isEmpty else { return nil }
    do throws(APIStatus) {
      let namespace = kind.isNamespaced ? namespace : ""
      return try context.api.get(kind, namespace: namespace, name: name, subresource: nil)
    } catch {
      return nil
    }
  }

  /// The containers of the object that is named, with those of its template where it has one.
  private func containers() -> [String] { containerObjects.map { $0[.name].text } }

  private var containerObjects: [Value] {
    guard let object = namedObject else { return [] }
    let spec = object[.spec][.template].isNull ? object[.spec] : object[.spec][.template][.spec]
    return spec[.initContainers].elements + spec[.containers].elements
  }

  /// `nginx=`, and after that the image there is, to be changed.
  private func images() -> [Candidate] {
    containerObjects.map { container in
      let name = container[.name].text
      let image = container[.image].text
      return prefix.hasPrefix(name + "=") ? Candidate("\(name)=\(image)", isOpen: true)
        : Candidate("\(name)=", image, isOpen: true)
    }
  }

  /// The keys that an object has, for changing or taking away.
  private func changes(of field: Key) -> [Candidate] {
    guard let object = namedObject, place.arguments.count > 1 || place.arguments.first?.contains("/") == true else {
      return values(place.command.arguments)
    }
    return object[.metadata][field].fields.flatMap { entry in
      [Candidate("\(entry.key.text)=", entry.value.text, isOpen: true), Candidate("\(entry.key.text)-", "take it away")]
    }
  }
}

// MARK: Labels and revisions

extension CandidateSource {
  /// The labels of objects of the kind whose keys begin so: keys, each with the values it has.
  private func labelValues(beginning typed: Substring) -> [(key: String, values: Set<String>)] {
    guard let kind = mainKind ?? kind("pods") else { return [] }
    var found: [Key: Set<String>] = [:]
    let wanted = typed.utf8.prefix { $0 != UInt8(ascii: "=") }
    var known: [Key: Bool] = [:]
    for object in objects(kind, in: namespace) {
      for label in object[.metadata][.labels].fields {
        let isWanted = known[label.key] ?? label.key.text.utf8.starts(with: wanted)
        known[label.key] = isWanted
        if isWanted { found[label.key, default: []].insert(label.value.text) }
      }
    }
    return found.map { ($0.key.text, $0.value) }.sorted { $0.0 < $1.0 }
  }

  /// `key=value` for labels with few values, `key=` for the others.
  private func labels() -> [Candidate] {
    let before = prefix.lastIndex(of: ",").map { String(prefix[...$0]) } ?? ""
    let typed = prefix.dropFirst(before.count)
    return labelValues(beginning: typed).flatMap { key, values in
      values.count <= 3 || typed.hasPrefix(key + "=") ? values.sorted().map { Candidate("\(before)\(key)=\($0)") }
        : [Candidate("\(before)\(key)=", "\(values.count) values", isOpen: true)]
    }
  }

  private func labelKeys() -> [Candidate] {
    let before = prefix.lastIndex(of: ",").map { String(prefix[...$0]) } ?? ""
    return labelValues(beginning: prefix.dropFirst(before.count)).map { Candidate(before + $0.key) }
  }

  /// The revisions of the set that is named.
  private func revisions() -> [Candidate] {
    guard let owner = namedObject?[.metadata][.uid].text, let kind = kind("controllerrevisions") else { return [] }
    return objects(kind, in: namespace).filter { revision in
      revision[.metadata][.ownerReferences].elements.contains { $0[.uid].text == owner }
    }.map { ($0["revision"].number, $0[.metadata][.name].text) }.sorted { $0.0 < $1.0 }
      .map { Candidate(String($0.0), $0.1) }
  }
}
