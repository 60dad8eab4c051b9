// From options to sources: what may not be combined is refused here, before anything is asked or read.
import ClusterAPI
import KubeKinds
import KubeObjects

extension ResourceBuilder {
  /// Where objects come from.
  enum Source {
    case named(ResourceInfo)
    case selected(Kind, namespace: String)
    case file(String)
    case standardInput
    case text([UInt8], name: String)
    case kustomization(String)

    /// Whether objects are read from it, not named on the line.
    var isRead: Bool {
      switch self {
      case .named, .selected: false
      case .file, .standardInput, .text, .kustomization: true
      }
    }
  }

  struct Plan {
    var sources: [Source]
    var isSingle: Bool
  }

  /// What the arguments say.
  private struct Words {
    var kinds: [String] = []
    var names: [String] = []
    var pairs: [(kind: String, name: String)] = []
  }

  func planned() throws(CommandError) -> Plan {
    if let text { return Plan(sources: [.text(text.bytes, name: text.name)], isSingle: false) }
    let failures = FailureList()
    let paths = expandedFiles(failures)
    var words = Words()
    refuseSelectors(failures)
    do throws(CommandError) { words = try understood() } catch { failures.add(error) }
    try failures.throwIfAny()
    if !paths.sources.isEmpty {
      try refuseBesideFiles(words)
      _ = try ownSelector()
      return paths
    }
    if usesSelector(words) { return try selection(words) }
    if !words.pairs.isEmpty { return try pairs(words) }
    if !words.names.isEmpty { return try names(words) }
    for word in words.kinds { _ = try kind(word) }
    if !words.kinds.isEmpty { throw .text("resource(s) were provided, but no name was specified") }
    throw Self.nothingNamed
  }

  /// The refusal when no object was named in any way.
  public static let nothingNamed = CommandError.text(
    """
    You must provide one or more resources by argument or filename.
    Example resource specifications include:
       '-f rsrc.yaml'
       '--filename=rsrc.json'
       '<resource> <name>'
       '<resource>'
    """)

  func kind(_ word: String) throws(CommandError) -> Kind {
    let kind = try KindNames.kind(word, in: context.api.catalog)
    if let warning = KindNames.warning(word, kind, in: context.api.catalog) { context.warn([warning]) }
    return kind
  }

  // MARK: Words

  private func understood() throws(CommandError) -> Words {
    var words = Words()
    for name in typedNames?.names ?? [] {
      if let pair = try Self.pair(name) {
        words.pairs.append(pair)
      } else if let kind = typedNames?.kind, !kind.isEmpty {
        words.pairs.append((kind, name))
      } else {
        throw .text("the argument \(GoText.quoted(name)) must be RESOURCE/NAME")
      }
    }
    let arguments = Self.combined(arguments)
    let slashes = arguments.count { $0.contains("/") }
    if slashes > 0, slashes < arguments.count {
      throw .text(
        "there is no need to specify a resource type as a separate argument when passing arguments in resource/name "
          + "form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource "
          + "resource/<resource_name>'")
    }
    if slashes > 0 {
      for argument in arguments { if let pair = try Self.pair(argument) { words.pairs.append(pair) } }
    } else if let first = arguments.first {
      words.kinds = KindNames.words(first, in: context.api.catalog)
      words.names = Array(arguments.dropFirst())
    }
    return words
  }

  /// `sts,deploy web` means `sts/web deploy/web`.
  static func combined(_ arguments: [String]) -> [String] {
    guard arguments.count > 1 else { return arguments }
    let kinds = KindNames.split(arguments[0])
    guard kinds.count > 1 else { return arguments }
    return kinds.flatMap { kind in arguments.dropFirst().map { "\(kind)/\($0)" } }
  }

  private static func pair(_ word: String) throws(CommandError) -> (kind: String, name: String)? {
    guard word.contains("/") else { return nil }
    let parts = word.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 else {
      throw .text("arguments in resource/name form may not have more than one slash")
    }
    guard !parts[0].isEmpty, !parts[1].isEmpty, KindNames.split(parts[0]).count == 1 else {
      throw .text("arguments in resource/name form must have a single resource and name")
    }
    return (parts[0], parts[1])
  }

  // MARK: Selectors

  private var hasSelector: Bool { !labelSelector.isEmpty || !fieldSelector.isEmpty }

  private func refuseSelectors(_ failures: FailureList) {
    guard selectsAll, hasSelector else { return }
    failures.add(CommandError.text("setting 'all' parameter but found a non empty selector. "))
  }

  private func usesSelector(_ words: Words) -> Bool {
    let isBare = words.kinds.count > 0 && words.names.isEmpty && words.pairs.isEmpty
    return hasSelector || selectsAll || (allowsEmptySelector && isBare)
  }

  private func selection(_ words: Words) throws(CommandError) -> Plan {
    if !words.names.isEmpty { throw .text("name cannot be provided when a selector is specified") }
    if !words.pairs.isEmpty {
      throw .text("selectors and the all flag cannot be used when passing resource/name arguments")
    }
    if words.kinds.isEmpty { throw .text("at least one resource must be specified to use a selector") }
    if subresource != nil { throw .text("subresource cannot be used when bulk resources are specified") }
    let kinds = try distinctKinds(words.kinds)
    let sources = kinds.map { Source.selected($0, namespace: $0.isNamespaced ? namespace : "") }
    return Plan(sources: sources, isSingle: false)
  }

  private func distinctKinds(_ words: [String]) throws(CommandError) -> [Kind] {
    if words.count > 1, needsSingleKind { throw .text("you may only specify a single resource type") }
    var kinds: [Kind] = []
    for word in words {
      let kind = try kind(word)
      if !kinds.contains(where: { $0 === kind }) { kinds.append(kind) }
    }
    return kinds
  }

  // MARK: Names

  private func pairs(_ words: Words) throws(CommandError) -> Plan {
    if !words.kinds.isEmpty {
      throw .text("you may not specify individual resources and bulk resources in the same call")
    }
    var infos: [ResourceInfo] = []
    for pair in words.pairs { infos.append(try named(try kind(pair.kind), pair.name)) }
    if needsSingleKind, infos.contains(where: { $0.kind !== infos[0].kind }) {
      throw .text("you may only specify a single resource type")
    }
    return Plan(sources: infos.map(Source.named), isSingle: infos.count == 1)
  }

  private func names(_ words: Words) throws(CommandError) -> Plan {
    if words.kinds.isEmpty { throw .text("you must provide a resource and a resource name together") }
    if words.kinds.count > 1 { throw .text("you must specify only one resource") }
    let kind = try kind(words.kinds[0])
    var sources: [Source] = []
    for name in words.names { sources.append(.named(try named(kind, name))) }
    return Plan(sources: sources, isSingle: sources.count == 1)
  }

  private func named(_ kind: Kind, _ name: String) throws(CommandError) -> ResourceInfo {
    if kind.isNamespaced, isAllNamespaces {
      throw .text("a resource cannot be retrieved by name across all namespaces")
    }
    return ResourceInfo(
      kind: kind, namespace: kind.isNamespaced ? namespace : "", name: name, subresource: subresource)
  }

  // MARK: Files

  private func refuseBesideFiles(_ words: Words) throws(CommandError) {
    if !words.kinds.isEmpty {
      throw .text(
        "when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well")
    }
    if !words.names.isEmpty { throw .text("name cannot be provided when a path is specified") }
    if !words.pairs.isEmpty {
      throw .text("resource/name arguments cannot be provided when a path is specified")
    }
  }

  /// The files that `-f` names, directories expanded.
  private func expandedFiles(_ failures: FailureList) -> Plan {
    if !kustomization.isEmpty, !filenames.isEmpty || isRecursive {
      if !filenames.isEmpty { failures.add(CommandError.text("only one of -f or -k can be specified")) }
      if isRecursive { failures.add(CommandError.text("the -k flag can't be used with -f or -R")) }
      return Plan(sources: [], isSingle: false)
    }
    var plan = Plan(sources: [], isSingle: true)
    for path in filenames {
      do throws(CommandError) {
        try add(path, to: &plan, isFirst: plan.sources.isEmpty && failures.isEmpty)
      } catch {
        failures.add(error)
      }
    }
    if !kustomization.isEmpty { plan.sources.append(.kustomization(kustomization)) }
    plan.isSingle = plan.isSingle && plan.sources.count == 1
    return plan
  }

  private func add(_ path: String, to plan: inout Plan, isFirst: Bool) throws(CommandError) {
    if path == "-" {
      if plan.sources.contains(where: { if case .standardInput = $0 { true } else { false } }) {
        throw .text("standard input cannot be used for multiple arguments")
      }
      plan.isSingle = false
      return plan.sources.append(.standardInput)
    }
    if path.hasPrefix("http://") || path.hasPrefix("https://") {
      throw .text("unable to read URL \(GoText.quoted(path)): only files and directories can be read here")
    }
    let files = ManifestFiles(files: context.files, isRecursive: isRecursive)
    let matches = try files.matches(path)
    var found: [String] = []
    for match in matches { found += try files.manifests(at: match) }
    if found.isEmpty, isFirst { throw ManifestFiles.nothingReadable(matches) }
    if found.count > 1 { plan.isSingle = false }
    plan.sources += found.map(Source.file)
  }
}
