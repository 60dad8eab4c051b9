// What probably was meant, when a command failed at a terminal. kubectl's own words stay as they are; the hint comes
// after them. Scripts never see one.
import ClusterAPI
import KubeCommands
import KubeKinds
import KubeObjects

struct Hints {
  private let session: Session
  private let words: [String]

  init(_ session: Session) {
    self.session = session
    words = session.lastWords
  }

  private var context: CommandContext { session.context }
  private var root: Command { VerbCatalog.root(for: context) }
  private var place: CursorPlace { CursorPlace(words: words, prefix: "", in: context) }

  /// A sentence that helps, for the command that ran last; `nil` when there is none.
  func hint() -> String? {
    guard let failure = context.failure else { return session.status == 0 ? missingNamespace : nil }
    return hint(for: failure)
  }

  private func hint(for failure: CommandError) -> String? {
    switch failure {
    case .usage(let error): return hint(for: error)
    case .text(let text): return hint(forText: text)
    case .status(let status): return hint(for: status)
    case .several(let failures): return failures.lazy.compactMap(hint).first
    case .failing(_, let inner): return hint(for: inner)
    case .exit: return nil
    }
  }

  // MARK: The line

  private func hint(for error: UsageError) -> String? {
    switch error.fault {
    case .unknownCommand(let word, _): return command(like: word)
    case .unknownFlag(let name):
      return Self.meant(Likeness.best(name, among: place.openFlags.map(\.long)).map { "--" + $0 })
    default: return nil
    }
  }

  private func command(like word: String) -> String? {
    let program = session.systemShell?.has(word) == true ? "!\(word) runs this machine's \(word)" : nil
    if let known = Self.programs[word] { return known + (program.map { "; " + $0 } ?? "") }
    if kind(word) != nil { return "`\(word)` is a kind: get \(word)" }
    if let program { return program }
    let known = root.subcommands.filter { !$0.isHidden }.map(\.name) + session.words.map(\.name)
    guard let best = Likeness.best(word, among: known, limit: 1).first else { return nil }
    let line = words.map { $0 == word ? best : $0 }.joined(separator: " ")
    return "did you mean: \(line)"
  }

  /// Programs that people try, and what there is in their place.
  private static let programs = [
    "ls": "get pods lists pods, api-resources the kinds there are", "cd": "ns NAME goes to another namespace",
    "top": "top nodes", "vi": "edit TYPE/NAME", "vim": "edit TYPE/NAME", "k": "kubectl may be left out: get pods",
    "kubens": "ns NAME", "kubectx": "config use-context NAME", "man": "help TOPIC", "info": "help TOPIC",
    "learn": "leave this shell, and start stsctl learn", "test": "leave this shell, and start stsctl test FILE.md",
    "serve": "leave this shell, and start stsctl serve",
  ]

  private func hint(forText text: String) -> String? {
    if let match = text.firstMatch(of: /the server doesn't have a resource type "([^"]+)"/) {
      let names = context.api.catalog.kinds.flatMap { [$0.plural, $0.singular] + $0.shortNames }
      return Self.meant(Likeness.best(String(match.1), among: names))
    }
    return unknownField(text)
  }

  private static func meant(_ names: [String]) -> String? {
    names.isEmpty ? nil : "did you mean \(names.map { "`\($0)`" }.joined(separator: " or "))?"
  }

  // MARK: Objects

  private func hint(for status: APIStatus) -> String? {
    switch status.reason {
    case .notFound: return missingObject(status.message)
    case .invalid where status.message.contains("updates to statefulset spec for fields other than"):
      return "other fields change with a new set over the same pods: kubectl delete sts \(status.name) "
        + "--cascade=orphan, and apply again"
    default: return unknownField(status.message)
    }
  }

  private func missingObject(_ message: String) -> String? {
    guard let match = message.firstMatch(of: /^([a-z0-9.\-]+) "([^"]+)" not found/),
      let kind = kind(String(match.1))
    else { return nil }
    let name = String(match.2)
    let namespace = place.namespace ?? context.namespace
    if kind.isNamespaced {
      if let missing = missingNamespace { return missing }
      if let other = objects(kind, nil).first(where: { $0[.metadata][.name].text == name }) {
        let there = other[.metadata][.namespace].text
        return "\(name) is in namespace \(there): add -n \(there), or go there: ns \(there)"
      }
    }
    let names = objects(kind, kind.isNamespaced ? namespace : nil).map { $0[.metadata][.name].text }
    if let meant = Self.meant(Likeness.best(name, among: names)) { return meant }
    if names.isEmpty { return "there are no \(kind.plural)\(kind.isNamespaced ? " in namespace \(namespace)" : "")" }
    let shown = names.prefix(5).joined(separator: ", ")
    return "there \(names.count == 1 ? "is" : "are") \(shown)\(names.count > 5 ? " and \(names.count - 5) more" : "")"
  }

  /// A namespace that was named and is not there.
  private var missingNamespace: String? {
    guard let name = place.namespace, !name.isEmpty, let kind = context.api.catalog.kind(.namespace) else { return nil }
    let names = objects(kind, nil).map { $0[.metadata][.name].text }
    if names.contains(name) { return nil }
    return "there is no namespace \(name)" + (Self.meant(Likeness.best(name, among: names)).map { "; " + $0 } ?? "")
  }

  private func kind(_ word: String) -> Kind? {
    do throws(CommandError) { return try KindNames.kind(word, in: context.api.catalog) } catch { return nil }
  }

  private func objects(_ kind: Kind, _ namespace: String?) -> [Value] {
    do throws(APIStatus) {
      return try context.api.list(kind, namespace: namespace, ListOptions()).items
    } catch {
      return []
    }
  }

  // MARK: Fields

  /// `StatefulSet in version "v1" cannot be handled ...: unknown field "spec.replicass"`
  private func unknownField(_ message: String) -> String? {
    guard let match = message.firstMatch(of: /(\w+) in version "[^"]*" cannot.*?unknown field "([^"]+)"/),
      let kind = context.api.catalog.kinds.first(where: { $0.name == String(match.1) })
    else { return nil }
    let path = match.2.replacing(/\[\d+\]/, with: "").split(separator: ".").map(String.init)
    let paths = FieldPaths(context.api.schema)
    guard let last = path.last else { return nil }
    return Self.meant(Likeness.best(last, among: paths.fields(of: kind, at: path.dropLast()).map(\.name)))
  }
}
