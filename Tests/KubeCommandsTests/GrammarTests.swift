// The grammar alone: words in, flags and arguments or a refusal out. The refusals were read off kubectl.
import SimCore
import Testing

@testable import KubeCommands

/// A small tree with every shape of flag.
private enum Sample {
  static let replicas = Flag(int: "replicas", help: "How many.")
  static let output = Flag(text: "output", "o", help: "Format.")
  static let watch = Flag(bool: "watch", "w", help: "Watch.")
  static let follow = Flag(bool: "follow", "f", help: "Follow.")
  static let columns = Flag(list: "label-columns", "L", help: "Columns.")
  static let literals = Flag(each: "from-literal", help: "Literals.")
  static let timeout = Flag(duration: "timeout", help: "How long.")
  static let dryRun = Flag(text: "dry-run", default: "none", bare: "unchanged", help: "Dry.")
  static let port = Flag(int: "port", bits: 32, help: "Port.").required
  static let old = Flag(bool: "record", help: "Old.").deprecated("--record will be removed in the future")

  static let get = Command(
    "get", usage: "TYPE", CommandHelp("Display objects"),
    flags: [replicas, output, watch, follow, columns, literals, timeout, dryRun, old]
  ) { _, _ in }
  static let status = Command("status", CommandHelp("Show"), flags: [watch]) { _, _ in }
  static let rollout = Command(
    "rollout", usage: "SUBCOMMAND", CommandHelp("Manage"), subcommands: [status], .helpAndFail)
  static let expose = Command(
    "expose", aliases: ["ex"], CommandHelp("Expose"), flags: [port, watch, follow],
    exclusive: [["watch", "follow"]]
  ) { _, _ in }
  static let root = Command("kubectl", CommandHelp("Root"), subcommands: [get, rollout, expose], .help)
}

private func parse(_ text: String) throws -> CommandLine {
  try Grammar.parse(text.split(separator: " ").map(String.init), as: Sample.root)
}

private func refusal(_ words: [String]) -> String? {
  do {
    _ = try Grammar.parse(words, as: Sample.root)
    return nil
  } catch { return error.message }
}

@Suite struct GrammarTests {
  @Test(arguments: [
    ("get pods web-0", ["pods", "web-0"]),
    ("get -n x pods", ["pods"]),
    ("-n x get pods", ["pods"]),
    ("--namespace x get pods", ["pods"]),
    ("--namespace=x get pods -w", ["pods"]),
    ("get pods -- -x --y", ["pods", "-x", "--y"]),
    ("get - pods", ["-", "pods"]),
    ("get pods -owide svc", ["pods", "svc"]),
    ("get pods -w svc", ["pods", "svc"]),
  ])
  func argumentsAreWhatIsLeft(_ text: String, _ arguments: [String]) throws {
    #expect(try parse(text).arguments == arguments)
  }

  @Test(arguments: [
    "-o wide", "-owide", "-o=wide", "--output wide", "--output=wide", "-wo wide", "-fwowide", "-wo=wide",
  ])
  func oneFlagInAllItsForms(_ text: String) throws {
    #expect(try parse("get \(text)")[Sample.output] == "wide")
    #expect(try parse("get pods \(text) web")[Sample.output] == "wide")
  }

  @Test(arguments: [
    ("-w", true), ("--watch", true), ("-w=false", false), ("--watch=0", false), ("--watch=T", true), ("-fw", true),
  ])
  func switches(_ text: String, _ value: Bool) throws {
    let line = try parse("get \(text)")
    #expect(line[Sample.watch] == value)
    #expect(line.isSet(Sample.watch))
    #expect(!line.isSet(Sample.replicas))
  }

  @Test func aSwitchTakesNoNextWord() throws {
    let line = try parse("get -w false --dry-run client")
    #expect(line[Sample.watch])
    #expect(line[Sample.dryRun] == "unchanged")
    #expect(line.arguments == ["false", "client"])
  }

  @Test func listsGrowAndSplit() throws {
    let line = try Grammar.parse(
      ["get", "-La,b", "-L", #"c,"d,e""#, "--from-literal=a=1,2", "--from-literal", "b=3"], as: Sample.root)
    #expect(line[Sample.columns] == ["a", "b", "c", "d,e"])
    #expect(line[Sample.literals] == ["a=1,2", "b=3"])
  }

  @Test(arguments: [
    ("12", 12), ("-1", -1), ("0x10", 16), ("0b11", 3), ("017", 15), ("1_000", 1000), ("+7", 7), ("0_1", 1),
  ])
  func numbersInGoNotation(_ text: String, _ value: Int) throws {
    #expect(try parse("get --replicas=\(text)")[Sample.replicas] == value)
  }

  @Test func underscoresStandForDashes() throws {
    #expect(try parse("get --dry_run=client")[Sample.dryRun] == "client")
    #expect(try parse("get --timeout=1m30s")[Sample.timeout] == .seconds(90))
  }

  @Test func dashesSeparateTheProgram() throws {
    let line = try parse("get web -w -- sh -c ls")
    #expect(line.arguments == ["web", "sh", "-c", "ls"])
    #expect(line.argumentsBeforeDashes == 1)
    #expect(try parse("get web").argumentsBeforeDashes == nil)
  }

  @Test func subcommandsAreFoundBehindFlags() throws {
    #expect(try parse("-n x rollout --context c status sts/web").path == "kubectl rollout status")
    #expect(try parse("rollout sttus sts/web").arguments == ["sttus", "sts/web"])
    #expect(try parse("ex --port 1").path == "kubectl expose")
  }

  @Test(arguments: ["get -h", "get --help", "get pods -wh", "expose --help", "get --help=true"])
  func helpIsAskedFor(_ text: String) throws { #expect(try parse(text).wantsHelp) }

  @Test func deprecatedFlagsSaySo() throws {
    let notice = "Flag --record has been deprecated, --record will be removed in the future"
    #expect(try parse("get --record").notices == [notice])
  }

  static let pointer = "\nSee 'kubectl get --help' for usage."

  @Test(arguments: [
    (["get", "--lables=app=web"], "unknown flag: --lables" + pointer),
    (["get", "-x"], "unknown shorthand flag: 'x' in -x" + pointer),
    (["get", "-wxo"], "unknown shorthand flag: 'x' in -xo" + pointer),
    (["get", "pods", "-=x"], "unknown shorthand flag: '=' in -=x" + pointer),
    (["get", "--output"], "flag needs an argument: --output" + pointer),
    (["get", "-o"], "flag needs an argument: 'o' in -o" + pointer),
    (["get", "-wo"], "flag needs an argument: 'o' in -o" + pointer),
    (["get", "---x"], "bad flag syntax: ---x" + pointer),
    (["get", "--=x"], "bad flag syntax: --=x" + pointer),
    (
      ["get", "--watch=maybe"],
      "invalid argument \"maybe\" for \"-w, --watch\" flag: strconv.ParseBool: parsing \"maybe\": invalid syntax"
        + pointer
    ),
    (
      ["get", "--replicas=two"],
      "invalid argument \"two\" for \"--replicas\" flag: strconv.ParseInt: parsing \"two\": invalid syntax" + pointer
    ),
    (
      ["get", "--replicas=99999999999999999999"],
      "invalid argument \"99999999999999999999\" for \"--replicas\" flag: strconv.ParseInt: parsing "
        + "\"99999999999999999999\": value out of range" + pointer
    ),
    (
      ["get", "--timeout=5"],
      "invalid argument \"5\" for \"--timeout\" flag: time: missing unit in duration \"5\"" + pointer
    ),
    (
      ["get", "--timeout=5x"],
      "invalid argument \"5x\" for \"--timeout\" flag: time: unknown unit \"x\" in duration \"5x\"" + pointer
    ),
    (
      ["get", "--timeout", "soon"],
      "invalid argument \"soon\" for \"--timeout\" flag: time: invalid duration \"soon\"" + pointer
    ),
    (
      ["get", "-La\"b"],
      "invalid argument \"a\\\"b\" for \"-L, --label-columns\" flag: parse error on line 1, column 2: bare \" in "
        + "non-quoted-field" + pointer
    ),
    (["--foo"], "unknown flag: --foo\nSee 'kubectl --help' for usage."),
    (["gte", "pods"], "unknown command \"gte\" for \"kubectl\"\n\nDid you mean this?\n\tget\n"),
    (["frobnicate"], "unknown command \"frobnicate\" for \"kubectl\""),
    (["expose"], "required flag(s) \"port\" not set"),
    (
      ["expose", "--port", "1", "-wf"],
      "if any flags in the group [watch follow] are set none of the others can be; [follow watch] were all set"
    ),
  ])
  func refusals(_ words: [String], _ message: String) { #expect(refusal(words) == message) }

  @Test(arguments: [("gte", "get", 2), ("", "abc", 3), ("rolout", "rollout", 1), ("same", "same", 0)])
  func distances(_ a: String, _ b: String, _ distance: Int) { #expect(Suggestions.distance(a, b) == distance) }
}

@Suite struct CursorPlaceTests {
  private func place(_ words: String, _ prefix: String, later: [String] = []) -> CursorPlace {
    CursorPlace(
      words: words.split(separator: " ").map(String.init), prefix: prefix, later: later, root: Sample.root)
  }

  private func expected(_ place: CursorPlace) -> String {
    switch place.expected {
    case .word: "word"
    case .flag: "flag"
    case .value(let flag): "value of \(flag.long)"
    case .programWord: "program"
    }
  }

  @Test(arguments: [
    ("", "ge", "word", "ge"), ("get pods", "", "word", ""), ("get pods", "-", "flag", "-"),
    ("get", "--la", "flag", "--la"), ("get -o", "wi", "value of output", "wi"),
    ("get", "-owi", "value of output", "wi"), ("get", "--output=wi", "value of output", "wi"),
    ("get -w", "po", "word", "po"), ("get -wo", "", "value of output", ""), ("get x --", "-l", "program", "-l"),
    ("get --nosuch", "po", "word", "po"), ("get -n", "kube-", "value of namespace", "kube-"),
  ])
  func whatMayStandThere(_ words: String, _ prefix: String, _ what: String, _ rest: String) {
    let place = place(words, prefix)
    #expect(expected(place) == what)
    #expect(place.prefix == rest)
  }

  @Test func theNamespaceMayComeLater() {
    #expect(place("get pods", "we", later: ["-n", "shop"]).namespace == "shop")
    #expect(place("get -n=shop pods", "we").namespace == "shop")
    #expect(place("get pods", "we").namespace == nil)
  }

  @Test func flagsThatWereGivenAreNotOffered() {
    let open = place("get -w -La pods", "-").openFlags.map(\.long)
    #expect(!open.contains("watch"))
    #expect(open.contains("label-columns"))
    #expect(open.contains("namespace"))
    #expect(!open.contains("record"))
  }
}
