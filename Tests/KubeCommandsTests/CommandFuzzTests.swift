// Lines and documents that were mangled by chance: whatever is typed, a command ends, says what is wrong in kubectl's
// forms, and returns 0 only when nothing was wrong. With optimisation 100,000 lines, without it a sample.
import ClusterSim
import Foundation
import KubeObjects
import SimCore
import Testing

@testable import KubeCommands

@Suite struct CommandFuzzTests {
  #if DEBUG
    private static let usual = 1_500
  #else
    private static let usual = 100_000
  #endif

  /// STSCTL_FUZZ_ROUNDS asks for more, or fewer.
  private static let rounds = ProcessInfo.processInfo.environment["STSCTL_FUZZ_ROUNDS"].flatMap(Int.init) ?? usual

  /// A bench is used for so many lines: what the earlier ones made is what the later ones meet.
  private static let linesOfABench = 250

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func mangledLinesAreAnsweredInForm(seed: UInt64) {
    var fuzz = LineMangler(seed: seed)
    var bench = Self.bench(fuzz: &fuzz)
    for round in 0..<(Self.rounds / 4) {
      if round % Self.linesOfABench == 0 { bench = Self.bench(fuzz: &fuzz) }
      let words = fuzz.words()
      Self.trace("\(seed) \(round) \(words)")
      let printed = bench.run(words: words, input: fuzz.document())
      if let fault = AnswerForm.fault(printed, words) {
        Issue.record("seed \(seed), round \(round): \(words): \(fault)\n\(printed)")
      }
    }
  }

  private static func bench(fuzz: inout LineMangler) -> Bench {
    let bench = Bench(strict: fuzz.chance.below(2) == 0)
    for (name, text) in FuzzCorpus.files { bench.files.contents[name] = text }
    bench.files.contents["mangled.yaml"] = fuzz.document()
    bench.run("apply -f web.yaml")
    bench.run("create deployment front --image=nginx")
    return bench
  }

  /// With STSCTL_FUZZ_LOG files say which lines were run: a crash takes the test's own words with it.
  private static func trace(_ text: String) {
    guard let path = ProcessInfo.processInfo.environment["STSCTL_FUZZ_LOG"] else { return }
    let name = path + text.prefix(1)
    if !FileManager.default.fileExists(atPath: name) { _ = FileManager.default.createFile(atPath: name, contents: nil) }
    guard let file = FileHandle(forWritingAtPath: name) else { return }
    file.seekToEndOfFile()
    file.write(Data((text + "\n").utf8))
  }
}

/// What an answer must look like.
private enum AnswerForm {
  /// How lines of kubectl begin when something is wrong.
  private static let failures = [
    "error:", "error occurred while applying preferences", "kuberc: ", "Error from server", "Error in configuration:", "The ", "Unable to", "unable to", "the server", "Error:",
    "Unknown help topic", "error parsing ", "must build at directory", "accumulating resources",
    "A copy of your changes", "You can run", "Usage:", "Warning:", "warning:", "Flag --", "W0", "W1", "E0", "E1", "F0",
    "F1", "No resources", "Defaulted container", "Edit cancelled", "no matching resources", "timed out", "resource(s)",
    "invalid",
    "You must", "strict decoding", "a container name must", "If you don't see", "There are pending", "Examples:",
  ]

  static func fault(_ printed: Printed, _ words: [String]) -> String? {
    if printed.status == 0 {
      return printed.errors.hasPrefix("error:") || printed.errors.contains("\nerror:") && !isPartial(words)
        ? "status 0 with an error" : nil
    }
    if ![1, 2].contains(printed.status) { return "status \(printed.status)" }
    if printed.errors.isEmpty { return answersWithStatus(printed, words) ? nil : "fails without a word" }
    // Several failures stand one a line, each without `error: `.
    let isList = printed.errors.split(separator: "\n").count > 1
    let isKnown = failures.contains { printed.errors.hasPrefix($0) } || isHelp(printed.errors)
    return isKnown || isList || printed.errors.contains("\" not found") ? nil : "fails in words of its own"
  }

  /// `diff` and `auth can-i` answer with their status, and some commands fail with their help.
  private static func answersWithStatus(_ printed: Printed, _ words: [String]) -> Bool {
    words.contains("diff") || words.contains("can-i") || isHelp(printed.output)
      || printed.output.contains("Error executing template")
  }

  private static func isHelp(_ text: String) -> Bool { text.contains("Usage:\n  kubectl") }

  /// `cordon` says which nodes it could not change and goes on; `top` and plugins do so, too.
  private static func isPartial(_ words: [String]) -> Bool {
    ["cordon", "uncordon", "drain", "edit"].contains { words.contains($0) }
  }
}

/// Makes lines and documents that nobody typed.
private struct LineMangler {
  var chance: Chance

  init(seed: UInt64) { chance = Chance(seed: seed) }

  private static let oddWords = [
    "", "-", "--", "---", "=", "-=", "--=x", "*", "/", "//", "a/b/c", "-1", "0", "99999999999999999999", "1e3", "0x1F",
    "nil", "null", "true", "{", "}", "[", "{.", "{{", "{{.", "{range .x[*]}", "$(x)", "\u{0}", "é", "\u{1F600}", "\n",
    "a b", ",", ",,", ":", "x:y:z", "@", "%", "%s", "-o", "-n", "-l", "-f", "-A", "-h", "--help", "-f-", "-oyaml",
    "-ojsonpath={", "--dry-run=client", "--dry-run=server", "--dry-run=bad", "--all", "--force", "-R", "--v=9", "-it",
    "sts", "sts/web", "pods", "web-0", "all", "mangled.yaml", "web.yaml", ".", "..", "nosuch.yaml", "*.yaml",
    "--field-selector=metadata.name=web", "--selector=a in (b", "--timeout=1s", "--namespace=kube-system",
    String(repeating: "x", count: 300), "--kubeconfig=nosuch", "--context=x", "--as=ann", "--as-group=g",
  ]

  mutating func words() -> [String] {
    var words = chance.pick(FuzzCorpus.lines)
    for _ in 0...chance.below(4) { mangle(&words) }
    return words.filter { !Self.waitsLong($0) }
  }

  /// What would let cluster time pass without end is left out: it works, and takes its time.
  private static func waitsLong(_ word: String) -> Bool {
    word.hasPrefix("--timeout=") && word != "--timeout=1s" && word != "--timeout=2s" && word != "--timeout=3s"
  }

  private mutating func mangle(_ words: inout [String]) {
    let place = chance.below(words.count + 1)
    switch chance.below(8) {
    case 0: if place < words.count { words.remove(at: place) }
    case 1: words.insert(chance.pick(Self.oddWords), at: place)
    case 2: if place < words.count { words.insert(words[place], at: chance.below(words.count)) }
    case 3: if place < words.count { words.swapAt(place, chance.below(words.count)) }
    case 4: if place < words.count { words[place] = letters(words[place]) }
    case 5: if place < words.count { words[place] = chance.pick(Self.oddWords) }
    case 6: insertFlag(&words, place)
    default: if place < words.count { words[place] += chance.pick(Self.oddWords) }
    }
  }

  /// A flag that the command has, with some value.
  private mutating func insertFlag(_ words: inout [String], _ place: Int) {
    let found = CommandFinder.find(words, from: VerbCatalog.root)
    let flag = chance.pick(found.command.flags + GlobalFlags.rows)
    if flag.long == "timeout" || flag.long == "request-timeout" { return }
    let name = flag.short.map { chance.below(2) == 0 ? "-\($0)" : "--\(flag.long)" } ?? "--\(flag.long)"
    switch chance.below(3) {
    case 0: words.insert(name, at: place)
    case 1: words.insert(name + "=" + chance.pick(Self.oddWords), at: place)
    default: words.insert(contentsOf: [name, chance.pick(Self.oddWords)], at: place)
    }
  }

  private mutating func letters(_ word: String) -> String {
    var letters = Array(word)
    for _ in 0...chance.below(2) where !letters.isEmpty {
      let place = chance.below(letters.count)
      switch chance.below(4) {
      case 0: letters.remove(at: place)
      case 1: letters.insert(chance.pick(Array("=-/,.:{}[]'\"%$ \t0aZ*")), at: place)
      case 2: letters.swapAt(place, chance.below(letters.count))
      default: letters[place] = chance.pick(Array("=-/,.:{}[]'\"%$ \t0aZ*é"))
      }
    }
    return String(letters)
  }

  /// One document, or several of a stream, of which only one need be broken.
  mutating func document() -> String {
    let first = piece()
    if chance.below(3) > 0 { return first }
    let separators = ["---\n", "--- # and\n", "...\n---\n", "---\n---\n", "--- \n", "----\n", "\n", "---"]
    return first + chance.pick(separators) + piece()
  }

  private mutating func piece() -> String {
    let names = FuzzCorpus.files.keys.sorted()
    let text = FuzzCorpus.files[chance.pick(names)] ?? ""
    if text.isEmpty { return "" }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for _ in 0...chance.below(3) {
      let place = chance.below(lines.count)
      switch chance.below(6) {
      case 0: lines[place] = letters(lines[place])
      case 1: lines[place] = "  " + lines[place]
      case 2: lines.insert(lines[place], at: chance.below(lines.count))
      case 3: lines[place] += chance.pick(Self.oddWords)
      case 4: lines[place] = String(lines[place].prefix { $0 != ":" }) + ": " + chance.pick(Self.oddWords)
      default: if lines.count > 1 { lines.remove(at: place) }
      }
    }
    return lines.joined(separator: "\n")
  }
}
