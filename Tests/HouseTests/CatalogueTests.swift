// Rows of catalogues are complete: named once, sorted, explained, with an example that can be read.
import KubeCommands
import KubeKinds
import Testing

@testable import KubeShell

enum CatalogueChecks {
  /// What is wrong with a command and those below it.
  static func complaints(_ command: Command, path: String) -> [String] {
    var found = names(command.subcommands.flatMap { [$0.name] + $0.aliases }, "sub-command")
    found += names(command.flags.map(\.long), "flag") + names(command.flags.compactMap { $0.short.map(String.init) }, "flag")
    if command.help.summary.isEmpty || command.help.summary.hasSuffix(".") { found.append("its summary is no short phrase") }
    if case .run = command.action, command.help.examples.isEmpty, !command.isHidden, !withoutExample.contains(path) {
      found.append("it has no example")
    }
    for flag in command.flags where !flag.isHidden && !flag.help.hasSuffix(".") {
      found.append("the help of --\(flag.long) is no sentence: \(flag.help)")
    }
    for example in command.help.examples { found += complaints(example) }
    return found.map { "\(path): \($0)" }
      + command.subcommands.flatMap { complaints($0, path: "\(path) \($0.name)") }
  }

  /// Commands whose name alone is all there is to type.
  private static let withoutExample: Set<String> = ["kubectl help", "kubectl options"]

  private static func complaints(_ example: Example) -> [String] {
    let steps = ShellParser.steps(example.line)
    let isReadable = !steps.isEmpty && steps.allSatisfy { step in
      if case .success = step.command { true } else { false }
    }
    return isReadable && !example.purpose.isEmpty ? [] : ["its example can't be read: \(example.line)"]
  }

  /// Names that are there twice.
  static func names(_ names: [String], _ what: String) -> [String] {
    var seen: Set<String> = []
    return names.filter { !seen.insert($0).inserted }.map { "the \(what) \($0) is there twice" }
  }
}

@Suite struct CatalogueTests {
  @Test func commandsAreComplete() {
    #expect(VerbCatalog.root.subcommands.count > 10)
    let complaints = VerbCatalog.root.subcommands.flatMap { CatalogueChecks.complaints($0, path: "kubectl \($0.name)") }
      + CatalogueChecks.names(VerbCatalog.root.subcommands.flatMap { [$0.name] + $0.aliases }, "command")
    #expect(complaints.isEmpty, "\n\(complaints.joined(separator: "\n"))")
  }

  @Test func wordsAreComplete() {
    let words = ShellWordCatalog.words
    #expect(words.count > 10)
    #expect(words.map(\.name) == words.map(\.name).sorted())
    #expect(CatalogueChecks.names(words.map(\.name), "word") == [])
    for word in words {
      #expect(!word.summary.isEmpty && !word.summary.hasSuffix(".") && word.details.hasSuffix("."), "\(word.name)")
      #expect(!ShellParser.steps(word.example).isEmpty, "\(word.name)")
      #expect(VerbCatalog.root.subcommand(word.name) == nil, "\(word.name) is a command too")
    }
  }

  @Test func optionsAreComplete() {
    let options = InvocationOptionCatalog.options
    #expect(CatalogueChecks.names(options.map(\.name), "option") == [])
    #expect(CatalogueChecks.names(options.compactMap(\.shortName), "option") == [])
    for option in options { #expect(option.name.hasPrefix("--") && option.details.hasSuffix("."), "\(option.name)") }
  }

  @Test func kindsAreNamedOnce() {
    let kinds = KindCatalog.kubernetes.kinds
    #expect(kinds.count > 50)
    #expect(CatalogueChecks.names(kinds.map { "\($0.groupVersion) \($0.plural)" }, "kind") == [])
  }

  @Test func canary() {
    let twice = Flag(bool: "all", "a", help: "no sentence")
    let bad = Command(
      "bad", CommandHelp("Ends in a stop."), flags: [twice, twice],
      subcommands: [
        Command("x", CommandHelp("X", examples: [Example("Unreadable", "get 'pods")])) { _, _ in },
        Command("x", CommandHelp("X")) { _, _ in },
      ], .help)
    let complaints = CatalogueChecks.complaints(bad, path: "bad")
    for text in ["sub-command x is there twice", "flag all", "flag a", "summary", "no sentence", "can't be read", "no example"] {
      #expect(complaints.contains { $0.contains(text) }, "\(text) was not found")
    }
  }
}
