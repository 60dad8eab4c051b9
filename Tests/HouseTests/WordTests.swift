// Words that the house does not use, each with what to write instead; and what every file has to say first.
import StsctlTesting
import Testing

/// A word that may not stand in code.
struct BannedWord: Sendable {
  let pattern: String
  let instead: String
  /// Targets that may use it.
  var allowedIn: Set<String> = []
  /// A line that has it.
  let canary: String

  /// Words of the outside world: only target `stsctl` touches it.
  private static let edge: Set<String> = ["stsctl"]

  static let inSources: [BannedWord] = [
    BannedWord(pattern: #"\bDate\(\)"#, instead: "the cluster's clock", canary: "let now = Date()"),
    BannedWord(pattern: #"\bUUID\(\)"#, instead: "Mint", canary: "UUID().uuidString"),
    BannedWord(
      pattern: #"\.random\(|\.shuffled\(\)|\brandomElement\("#, instead: "Chance", canary: "Int.random(in: 0..<3)"),
    BannedWord(pattern: "SystemRandomNumberGenerator", instead: "Chance", canary: "SystemRandomNumberGenerator()"),
    BannedWord(pattern: #"\bTask \{|\bDispatchQueue\b|\bThread\("#, instead: "the step loop", canary: "Task { x }"),
    BannedWord(
      pattern: #"(?<![.\w])(?<!func )print\("#, instead: "a TextSink", allowedIn: edge, canary: "print(x)"),
    BannedWord(
      pattern: #"(?<![.\w])(?<!func )(?<!case )(_?exit|abort)\("#, instead: "an exit status", allowedIn: edge,
      canary: "  exit(1)"),
    BannedWord(
      pattern: #"\b(getenv|ProcessInfo|FileManager|FileHandle|isatty)\b"#,
      instead: "CommandContext's environment, files and streams", allowedIn: edge, canary: "getenv(\"HOME\")"),
    BannedWord(pattern: #"\btry!"#, instead: "do and catch", canary: "try! x()"),
    BannedWord(pattern: #"\bas! "#, instead: "as? with a way out", canary: "x as! Int"),
    BannedWord(pattern: #"\bfatalError\("#, instead: "preconditionFailure with a sentence", canary: "fatalError()"),
    BannedWord(pattern: #"[\w\])]!(?=[\s.,)\]:;(]|$)"#, instead: "guard let", canary: "let a = b!.c"),
    BannedWord(pattern: #"\bXCTest\b"#, instead: "Swift Testing", canary: "import XCTest"),
  ]

  /// Where code has the word.
  func complaints(_ file: TreeFile) -> [Complaint] {
    if allowedIn.contains(file.target ?? "") { return [] }
    return Pattern(pattern, isMultiline: true).lines(in: file.text).map { line in
      Complaint(file, line: line, "write \(instead) for: \(file.line(line).drop { $0 == " " })")
    }
  }
}

enum WordChecks {
  private static let drawers: Set<String> = [
    "utils", "util", "utilities", "helpers", "helper", "common", "misc", "shared",
  ]

  /// A file or folder that is named after nothing.
  static func drawer(_ path: String) -> Bool {
    path.split { "/.+-_".contains($0) }.contains { drawers.contains($0.lowercased()) }
  }

  private static let leftover = Pattern(#"\b(TODO|FIXME|XXX|HACK)\b"#)

  static func leftovers(_ file: TreeFile) -> [Complaint] {
    leftover.lines(in: file.text).map { Complaint(file, line: $0, "something is left to do: \(file.line($0))") }
  }

  /// A file opens with a sentence that says what it is for.
  static func header(_ file: TreeFile) -> [Complaint] {
    let lines = file.lines.drop { $0.hasPrefix("// swift-tools-version") }
    guard let first = lines.first, first.hasPrefix("// "), first.split(separator: " ").count > 2 else {
      return [Complaint(file, "the first line does not say what the file is for")]
    }
    return []
  }

  /// Words about how the project came to be; it speaks of itself alone.
  private static let workplace = Pattern(
    #"(?i)/work/|\bsub-?agent|\bworktree\b|\bassistant\b|\bas an ai\b|\bthe brief\b"#)

  static func workplaceWords(_ file: TreeFile) -> [Complaint] {
    workplace.lines(in: file.text).map { Complaint(file, line: $0, "speaks of something outside the project: \(file.line($0))") }
  }
}

@Suite struct WordTests {
  @Test(arguments: BannedWord.inSources)
  func bannedWordsAreNotUsed(word: BannedWord) {
    let complaints = Tree.code.flatMap(word.complaints)
    expectNone(complaints)
    #expect(word.complaints(TreeFile(path: "Sources/A/B.swift", text: word.canary)).count == 1, "\(word.pattern)")
  }

  @Test func thereAreNoDrawers() {
    let drawers = Tree.paths.filter(WordChecks.drawer)
    #expect(drawers.isEmpty, "\(drawers)")
    #expect(WordChecks.drawer("Sources/A/StringUtils.swift") == false)
    #expect(WordChecks.drawer("Sources/A/Utils/B.swift") && WordChecks.drawer("Sources/A/String+Helpers.swift"))
  }

  @Test func nothingIsLeftToDo() {
    let files = (Tree.sources + Tree.tests).filter { !$0.path.hasPrefix("Tests/HouseTests/") } + Tree.documents
    let complaints = files.flatMap(WordChecks.leftovers)
    expectNone(complaints)
    #expect(WordChecks.leftovers(TreeFile(path: "a", text: "x\n// FIXME later")).map(\.place) == ["a:2"])
  }

  @Test func filesSayWhatTheyAreFor() {
    let complaints = (Tree.sources + Tree.tests).flatMap(WordChecks.header)
    expectNone(complaints)
    #expect(WordChecks.header(TreeFile(path: "a", text: "import B\n// x y")).count == 1)
  }

  @Test func theProjectSpeaksOfItselfAlone() {
    let files = (Tree.sources + Tree.tests).filter { !$0.path.hasPrefix("Tests/HouseTests/") } + Tree.documents
    let complaints = files.flatMap(WordChecks.workplaceWords)
    expectNone(complaints)
    #expect(WordChecks.workplaceWords(TreeFile(path: "a", text: "see /work/main")).count == 1)
  }

  @Test func tryOutNames() {
    let names = Tree.paths.filter { $0.contains(" ") }
    #expect(names.isEmpty, "names without spaces: \(names)")
  }
}
