// Words that say what the following commands are about: the namespace, the subject.
import ClusterAPI
import KubeCommands
import KubeKinds
import KubeObjects

extension ShellWord {
  static let ns = ShellWord(
    name: "ns", synopsis: "[NAME | -]", summary: "Work in another namespace",
    details: """
      Makes NAME the namespace of the following commands; - goes back to the one before. Without a name it prints \
      the namespace. The word - alone is short for ns -.
      """,
    example: "ns kube-system"
  ) { session, arguments in
    guard arguments.count <= 1 else {
      session.fail("ns: takes one namespace")
      return 1
    }
    guard let name = arguments.first else {
      session.context.output.write(session.context.namespace + "\n")
      return 0
    }
    return session.enter(namespace: name)
  }

  static let dash = ShellWord(
    name: "-", synopsis: "", summary: "Go back to the namespace before",
    details: "Goes back to the namespace that was worked in before the present one.", example: "-"
  ) { session, arguments in session.takesNone(arguments, "-") ? session.enter(namespace: "-") : 1 }

  static let use = ShellWord(
    name: "use", synopsis: "[TYPE/NAME | -]", summary: "Make an object the subject of commands",
    details: """
      Makes an object the subject of the following commands: those that name none are about it, as in get, \
      describe, rollout status, why and scale --replicas=5. delete is not: it always wants a name. Without an \
      argument it prints the subject, - ends it.
      """,
    example: "use sts/web"
  ) { session, arguments in session.use(arguments) }
}

extension Session {
  fileprivate func enter(namespace name: String) -> Int32 {
    guard let target = name == "-" ? previousNamespace : name else {
      fail("ns: no other namespace was worked in yet")
      return 1
    }
    guard let kind = context.api.catalog.kind(.namespace) else { return 1 }
    do throws(APIStatus) {
      _ = try context.api.get(kind, namespace: "", name: target, subresource: nil)
    } catch {
      fail("ns: \(error.message)")
      return 1
    }
    if target != context.namespace { previousNamespace = context.namespace }
    context.namespace = target
    if name == "-" { context.output.write(target + "\n") }
    return 0
  }

  fileprivate func use(_ arguments: [String]) -> Int32 {
    let arguments = arguments.count == 1 ? withRows(["get"] + arguments).suffix(1) : arguments[...]
    guard let first = arguments.first else {
      if let subject { context.output.write(subject + "\n") }
      return subject == nil ? 1 : 0
    }
    if first == "-", arguments.count == 1 {
      subject = nil
      return 0
    }
    let parts = arguments.count == 2 ? Array(arguments) : first.split(separator: "/", maxSplits: 1).map(String.init)
    guard parts.count == 2, arguments.count <= 2 else {
      fail("use: an object is needed, such as sts/web")
      return 1
    }
    guard object(parts[0], parts[1], of: "use") != nil else { return 1 }
    subject = "\(parts[0])/\(parts[1])"
    return 0
  }

  /// An object by its kind's name and its own; `nil` when it is not there, which has been said then.
  /// - Parameter word: the word that says so; `nil` when a missing object is nothing to talk about.
  func object(_ type: String, _ name: String, of word: String?) -> (kind: Kind, object: Value)? {
    do {
      let kind = try KindNames.kind(type, in: context.api.catalog)
      let namespace = kind.isNamespaced ? context.namespace : ""
      return (kind, try context.api.get(kind, namespace: namespace, name: name, subresource: nil))
    } catch let error as APIStatus {
      if let word { fail("\(word): \(error.message)") }
    } catch {
      fail("\(word ?? "advance"): \(ErrorText.plain(CommandError(error)))")
    }
    return nil
  }

  /// The words of a command with the subject in them, where it names no object itself.
  func withSubject(_ words: [String]) -> [String] {
    guard let subject, !words.contains(where: Self.namesObjects) else { return words }
    let place = CursorPlace(words: words, prefix: "", in: context)
    guard place.command.arguments == .resource || place.command.arguments == .rollout,
      !Self.wantsNames.contains(place.command.name)
    else { return words }
    let changes = place.arguments.prefix { $0.contains("=") || ($0.hasSuffix("-") && $0.count > 1) }
    guard changes.count == place.arguments.count else { return words }
    let index = changes.first.flatMap { words.firstIndex(of: $0) } ?? words.count
    return Array(words[..<index]) + [subject] + words[index...]
  }

  /// Commands that are dangerous, or about something else, without a name.
  private static let wantsNames: Set<String> = ["delete", "explain", "taint", "can-i", "port-forward"]

  private static let selections = ["-f", "-k", "-h", "--filename", "--kustomize", "--all", "--raw", "--help", "--list"]

  private static func namesObjects(_ word: String) -> Bool {
    let name = word.split(separator: "=", maxSplits: 1).first.map(String.init) ?? word
    return selections.contains(name) || (word.hasPrefix("-f") && !word.hasPrefix("--"))
  }
}
