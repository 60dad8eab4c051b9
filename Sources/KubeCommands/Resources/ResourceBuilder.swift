// Which objects a command is about: kinds and names, selectors, files. The behaviour is that of kubectl's resource
// builder (k8s.io/cli-runtime pkg/resource): what may be combined, in which order things fail, and in which words.
import ClusterAPI
import KubeKinds
import KubeObjects

/// What was asked for, as plain options; `visit` and `infos` then look.
public struct ResourceBuilder {
  let context: CommandContext
  /// The namespace of the request; nothing for all of them.
  public var namespace: String
  /// `-f`
  public var filenames: [String] = []
  /// `-R`
  public var isRecursive = false
  /// `-k`
  public var kustomization = ""
  /// A text instead of files, and what refusals call it.
  public var text: (bytes: [UInt8], name: String)?
  /// Kinds and names: `sts web`, `sts/web svc/web`, `sts,svc`.
  public var arguments: [String] = []
  /// `-l`
  public var labelSelector = ""
  /// `--field-selector`
  public var fieldSelector = ""
  /// `--all`
  public var selectsAll = false
  /// `-A`
  public var isAllNamespaces = false
  /// A kind without a name means all its objects.
  public var allowsEmptySelector = false
  /// Objects from files must agree with the namespace that was named.
  public var requiresNamespace = false
  /// Goes on with the other objects when one fails.
  public var continuesOnError = false
  /// Fetches what was only named before it is visited.
  public var fetches = true
  /// Fetches what was read from files anew.
  public var fetchesLatest = false
  /// What fails among the items of a list stays one failure.
  public var joinsFailures = false
  /// Visits the items of a list, and not the list.
  public var flattensLists = true
  /// Reads objects as kubectl's own types, which are those of the built-in kinds.
  public var readsTypes = false
  /// What was fetched for a file's object comes as a table, which has no labels to select by.
  public var fetchesTables = false
  /// Refuses more than one kind.
  public var needsSingleKind = false
  /// Asks the server nothing.
  public var isLocal = false
  /// Refuses documents that say no kind or version before anything else.
  public var checksDocuments = false
  public var subresource: Kind.Subresource?
  /// Names of which each is `TYPE/NAME`, or of this kind.
  public var typedNames: (kind: String, names: [String])?

  public init(_ context: CommandContext, namespace: String) {
    self.context = context
    self.namespace = namespace
  }

  /// A builder that takes its files, and the namespace that objects must agree with, from the usual flags.
  public init(_ line: CommandLine, _ context: CommandContext) {
    self.init(context, namespace: line.namespace(in: context))
    filenames = line[FileFlags.filename]
    isRecursive = line[FileFlags.recursive]
    kustomization = line[FileFlags.kustomize]
    requiresNamespace = line.namesNamespace
  }

  /// Takes objects by their labels and fields, in one namespace or in all: `-l`, `--field-selector`, `-A`.
  mutating func select(by line: CommandLine) {
    labelSelector = line[SelectionFlags.selector]
    fieldSelector = line[SelectionFlags.fieldSelector]
    isAllNamespaces = line[SelectionFlags.allNamespaces]
    if isAllNamespaces { namespace = "" }
  }

  /// Calls `body` for each object.
  ///
  /// - Throws: the first failure; with `continuesOnError` all failures together, after everything was visited.
  public func visit(_ body: (ResourceInfo) throws -> Void) throws {
    let plan = try planned()
    let failures = FailureList()
    // What could not be read from files or fetched for them belongs together, where other work failed too.
    let reading = FailureList()
    for source in plan.sources {
      if continuesOnError {
        let list = joinsFailures && source.isRead ? reading : failures
        try list.collect { try visit(source) { info in try failures.collect { try body(info) } } }
      } else {
        try visit(source, body)
      }
    }
    if failures.isEmpty { try reading.throwIfAny() }
    failures.add(together: reading)
    try failures.throwIfAny()
  }

  /// The objects found, and what failed on the way: with `continuesOnError` there may be both.
  public func infos() throws -> (found: [ResourceInfo], failures: FailureList) {
    var found: [ResourceInfo] = []
    let failures = FailureList()
    try failures.collect { try visit { found.append($0) } }
    return (found, failures)
  }

  /// Whether one object was named, so that it is printed alone and not as a list.
  public func namesSingleObject() throws -> Bool { try planned().isSingle }
}
