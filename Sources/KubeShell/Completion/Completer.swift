// Answers the Tab key: what may stand at the cursor, and what of it can be typed at once.
import ClusterAPI
import KubeCommands

/// Completes lines of a session.
public final class Completer {
  private let session: Session

  private let lessons: () -> [Candidate]

  /// - Parameter lessons: the lessons there are, asked for when they are needed.
  public init(_ session: Session, lessons: @escaping () -> [Candidate] = { [] }) {
    self.session = session
    self.lessons = lessons
  }

  /// What may stand between `before` and `after`, the two parts of a line around its cursor.
  public func answer(before: String, after: String = "") -> CompletionAnswer {
    let line = CursorLine(before)
    let (typed, candidates) = candidates(line, later: CursorLine(after + " ").words)
    var answer = CompletionAnswer(candidates: candidates)
    guard let first = candidates.first else { return answer }
    if candidates.count == 1 {
      let rest = String(first.text.dropFirst(typed.count))
      if !(rest.isEmpty && first.isOpen) { answer.insertion = line.typed(rest, isWhole: !first.isOpen) }
    } else {
      let shared = Self.sharedPrefix(candidates)
      if shared.count > typed.count {
        answer.insertion = line.typed(String(shared.dropFirst(typed.count)), isWhole: false)
      }
      answer.hidden = Self.hidden(shared)
    }
    return answer
  }

  /// What all candidates begin with: what the least and the greatest of them do.
  private static func sharedPrefix(_ candidates: [Candidate]) -> String {
    var least = candidates[0].text
    var greatest = least
    for candidate in candidates {
      if candidate.text < least { least = candidate.text }
      if candidate.text > greatest { greatest = candidate.text }
    }
    return String(zip(least, greatest).prefix { $0 == $1 }.map(\.0))
  }

  /// Long paths are listed by their last part, as files and fields are read.
  private static func hidden(_ shared: String) -> Int {
    guard let end = shared.lastIndex(where: { $0 == "." || $0 == "/" }), shared.count > 12 else { return 0 }
    return shared.distance(from: shared.startIndex, to: end) + 1
  }

  /// What may stand at the end of a command line of another shell, which begins with the program's name: whole words,
  /// one a line, each with a tab and what it is.
  public func words(_ text: String) -> String {
    var line = CursorLine(text)
    if let program = line.words.first?.split(separator: "/").last, ["stsctl", "kubectl"].contains(program) {
      line = CursorLine(words: Array(line.words.dropFirst()), prefix: line.prefix)
    }
    // kubectl has none of stsctl's options, but it has `completion`.
    let program = text.split(separator: " ").first?.split(separator: "/").last
    let isKubectl = program == "kubectl" && line.words.first != "completion"
    let (typed, candidates) = isKubectl ? self.candidates(line, later: []) : outsideCandidates(line)
    let head = line.prefix.dropLast(typed.count)
    return candidates.map { "\(head)\($0.text)\t\($0.summary)\n" }.joined()
  }

  /// Outside, stsctl's own options may come before the command.
  private func outsideCandidates(_ line: CursorLine) -> (String, [Candidate]) {
    var rest = line.words[...]
    while let word = rest.first, let option = InvocationOptionCatalog.option(word) {
      rest.removeFirst()
      guard option.valueName != nil, !word.contains("=") else { continue }
      if rest.isEmpty { return (line.prefix, Self.beginning(line.prefix, values(of: option, line.prefix))) }
      rest.removeFirst()
    }
    if let word = rest.first, let verb = InvocationVerb.all.first(where: { $0.name == word }) {
      let values = programValues(verb, Array(rest.dropFirst()), line.prefix)
      return (line.prefix, Self.beginning(line.prefix, values))
    }
    guard rest.isEmpty else { return verbCandidates(Array(rest), line.prefix, later: []) }
    let options = InvocationOptionCatalog.options.filter { !$0.isHidden }.map { Candidate($0.name, $0.details) }
    let isScript = line.words.contains { InvocationOptionCatalog.option($0)?.name == "--file" }
    let root = VerbCatalog.root(for: session.context)
    let verbs = root.subcommands.filter { !$0.isHidden && !isScript }.map { Candidate($0.name, $0.help.summary) }
    let programs = isScript ? [] : InvocationVerb.all.filter { root.subcommand($0.name) == nil }
      .map { Candidate($0.name, $0.summary) }
    let words = (verbs + programs).sorted { $0.text < $1.text }
    return (line.prefix, Self.beginning(line.prefix, line.prefix.hasPrefix("-") ? options : words))
  }

  private func programValues(_ verb: InvocationVerb, _ words: [String], _ prefix: String) -> [Candidate] {
    switch verb.name {
    case "completion":
      if words.isEmpty { return CompletionScripts.shells.map { Candidate($0) } }
      return words.count == 1 ? [Candidate("--alias", "another name of the program")] : []
    case "learn":
      let options = [Candidate("--list", "show all lessons"), Candidate("--reset", "forget what is done")]
      if prefix.hasPrefix("-") { return options }
      let files = FileCandidates.files(prefix, in: session.context.files)
      return lessons() + files.filter { $0.isOpen || $0.text.hasSuffix(".md") }
    case "serve": return serveValues(words.last, prefix)
    default: return FileCandidates.files(prefix, in: session.context.files)
    }
  }

  private func serveValues(_ last: String?, _ prefix: String) -> [Candidate] {
    if let option = last.flatMap(ServeOptionCatalog.option), option.valueName != nil {
      return values(of: option, prefix)
    }
    return ServeOptionCatalog.all.map { Candidate($0.name, $0.details) }
  }

  private func values(of option: InvocationOption, _ prefix: String) -> [Candidate] {
    switch option.valueKind {
    case .file: FileCandidates.files(prefix, in: session.context.files)
    case .choices(let choices): choices.map { Candidate($0) }
    case .text: []
    }
  }

  /// What was typed of the word that the candidates are for, and the candidates that begin so.
  private func candidates(_ line: CursorLine, later: [String]) -> (String, [Candidate]) {
    if line.prefix.hasPrefix("$"), line.quoting == .none { return (line.prefix, rowNames(line.prefix)) }
    let root = VerbCatalog.root(for: session.context)
    guard let first = line.words.first else {
      if line.prefix.hasPrefix("-") { return verbCandidates([], line.prefix, later: later) }
      return (line.prefix, Self.beginning(line.prefix, firstWords(root)))
    }
    if session.word(first) != nil, root.subcommand(first) == nil || first == "help" {
      return shellWordCandidates(first, line, later)
    }
    return verbCandidates(line.words, line.prefix, later: later)
  }

  private func verbCandidates(_ words: [String], _ prefix: String, later: [String]) -> (String, [Candidate]) {
    let place = CursorPlace(words: words, prefix: prefix, later: later, in: session.context)
    let source = CandidateSource(context: session.context, place: place, subject: session.subject)
    return (source.prefix, Self.beginning(source.prefix, source.candidates()))
  }

  private func firstWords(_ root: Command) -> [Candidate] {
    let verbs = root.subcommands.filter { !$0.isHidden }.map { Candidate($0.name, $0.help.summary) }
    let words = session.words.filter { $0.name.first?.isLetter == true }.map { Candidate($0.name, $0.summary) }
    return (verbs + words + [Candidate("kubectl", "What commands may begin with")]).sorted { $0.text < $1.text }
  }

  /// `$1`: the names in the rows printed last.
  private func rowNames(_ prefix: String) -> [Candidate] {
    let names = session.variables.compactMap { name, value in Int(name).map { ($0, value) } }.sorted { $0.0 < $1.0 }
    return Self.beginning(prefix, names.map { Candidate("$\($0.0)", $0.1) })
  }

  // MARK: Words of the shell

  /// What the words of the shell take: names, files, or a command of their own.
  private func shellWordCandidates(
    _ word: String, _ line: CursorLine, _ later: [String]
  ) -> (String, [Candidate]) {
    let rest = Array(line.words.dropFirst())
    func list(_ candidates: [Candidate]) -> (String, [Candidate]) {
      (line.prefix, Self.beginning(line.prefix, candidates))
    }
    switch word {
    case "expect", "watch": return nested(rest, line, later)
    case "cat": return (line.prefix, FileCandidates.files(line.prefix, in: session.context.files))
    case "cd": return (line.prefix, rest.isEmpty ? folders(line.prefix) : [])
    case "ns": return rest.isEmpty ? verbCandidates(["get", "ns"], line.prefix, later: []) : list([])
    case "use": return verbCandidates(["get"] + rest, line.prefix, later: [])
    case "advance":
      if rest.isEmpty { return list([Candidate("until", "the moment when something is true")]) }
      if rest == ["until"] { return verbCandidates(["get"], line.prefix, later: []) }
      return list(rest.count == 2 ? [Candidate("gone"), Candidate("ready")] : [])
    case "kill": return list(session.workbench?.jobs.jobs.map { Candidate("%\($0.number)", $0.text) } ?? [])
    case "help": return rest.isEmpty ? list(helpTopics) : verbCandidates(rest, line.prefix, later: [])
    default: return list([])
    }
  }

  private func folders(_ prefix: String) -> [Candidate] {
    FileCandidates.files(prefix, in: session.context.files).filter(\.isOpen)
  }

  private var helpTopics: [Candidate] {
    let topics = ManualTopics.names.map { Candidate($0, "A manual page") }
    return (firstWords(VerbCatalog.root(for: session.context)) + topics).sorted { $0.text < $1.text }
  }

  /// A word that holds a command: the command begins at the first word that is one.
  private func nested(_ rest: [String], _ line: CursorLine, _ later: [String]) -> (String, [Candidate]) {
    let root = VerbCatalog.root(for: session.context)
    guard let start = rest.firstIndex(where: { root.subcommand($0) != nil }) else {
      return (line.prefix, Self.beginning(line.prefix, firstWords(root)))
    }
    return verbCandidates(Array(rest[start...]), line.prefix, later: later)
  }

  private static func beginning(_ prefix: String, _ candidates: [Candidate]) -> [Candidate] {
    candidates.filter { $0.text.utf8.starts(with: prefix.utf8) }
  }
}
