// The shell's language: what is one step, what is one word, and what is no command at all.
import Testing

@testable import KubeShell

/// The arguments of the first simple command of a step, unexpanded pieces in brackets.
private func words(_ text: String) -> [String] {
  guard case .success(.simple(let command)) = ShellParser.steps(text).first?.command else { return ["<no command>"] }
  return command.words.map { word in
    word.pieces.map { piece in
      switch piece {
      case .text(let text, _): text
      case .parameter(let parameter, _): "{\(parameter.name)}"
      case .output: "{()}"
      case .arithmetic: "{(())}"
      case .home: "{~}"
      }
    }.joined()
  }
}

@Suite struct ParserTests {
  @Test(arguments: [
    ("get pods", ["get", "pods"]),
    ("$ kubectl get pods", ["kubectl", "get", "pods"]),
    ("  kubectl   get\tpods  # all of them", ["kubectl", "get", "pods"]),
    ("get pods \\\n  -o \\\n  wide", ["get", "pods", "-o", "wide"]),
    (#"patch sts web -p '{"spec":{"replicas":3}}'"#, ["patch", "sts", "web", "-p", #"{"spec":{"replicas":3}}"#]),
    (#"get sts -o jsonpath="{.a[?(@.n!='w')]}""#, ["get", "sts", "-o", "jsonpath={.a[?(@.n!='w')]}"]),
    (#"get sts -o jsonpath='{"\n"}'"#, ["get", "sts", "-o", #"jsonpath={"\n"}"#]),
    (#"a "x\"y\\z\n\$H""#, ["a", #"x"y\z\n$H"#]),
    (#"a\ b 'it'\''s' """#, ["a b", "it's", ""]),
    ("label node a=b# c", ["label", "node", "a=b#", "c"]),
    ("get sts {.status}", ["get", "sts", "{.status}"]),
    ("a $x ${y} $(b) `c` $((1+2)) ~/d", ["a", "{x}", "{y}", "{()}", "{()}", "{(())}", "{~}/d"]),
    ("a $ $. 5$", ["a", "$", "$.", "5$"]),
    ("创建 '第一个 集合'", ["创建", "第一个 集合"]),
    ("@nosettle kubectl delete pod web-0", ["kubectl", "delete", "pod", "web-0"]),
    ("get pods\r\nget sts\r\n", ["get", "pods"]),
  ])
  func wordsAreSplit(text: String, expected: [String]) { #expect(words(text) == expected) }

  @Test func stepsKnowTheirLines() {
    let steps = ShellParser.steps("# about\n\nget pods\n# why\n# because\nget sts; get pvc\n\napply -f - <<EOF\na\nEOF\nx\n")
    #expect(steps.map(\.line) == [3, 6, 8, 11])
    #expect(steps.map(\.source) == ["get pods", "get sts; get pvc", "apply -f - <<EOF\na\nEOF", "x"])
    #expect(steps.map(\.comments) == [[], ["# why", "# because"], [], []])
  }

  @Test func annotationsAndPromptsAreNoPartOfTheCommand() {
    let steps = ShellParser.steps("@nosettle $ kubectl get pods\nget sts")
    #expect(steps.map(\.settles) == [false, true])
    #expect(steps.map(\.source) == ["kubectl get pods", "get sts"])
  }

  @Test(arguments: [
    ("get 'pods", "a quote ' is not closed", true), ("get \"pods", "a quote \" is not closed", true),
    ("a | ", "a command is missing after |", true), ("a &&", "a command is missing after &&", true),
    ("a \\", "a line ends with \\ and none follows", true),
    ("a <<EOF\nx\n", "the here-document that ends with EOF is not closed", true),
    ("a $(b", "a closing bracket is missing", true), ("for i in a; do b", "`done` is missing", true),
    ("if a; then b", "`fi` is missing", true), ("a ${x", "${ is not closed", true),
    ("a & b", "a command can't run in the background here (&)", false), ("a; ; b", "unexpected `;`", false),
    ("a )", "unexpected `)`", false), ("| a", "unexpected `|`", false), ("done", "`done` stands where a command is expected", false),
    ("case x in y) ;; esac", "`case` is not understood here", false), ("a > ", "a word is missing after >", false),
    ("for 1x in a; do b; done", "`for` needs a name", false),
  ] as [(String, String, Bool)])
  func mistakesAreNamed(text: String, message: String, isIncomplete: Bool) {
    guard case .failure(let error) = ShellParser.steps(text).first?.command else {
      Issue.record("\(text) was understood")
      return
    }
    #expect(error.message == message)
    #expect(error.isIncomplete == isIncomplete)
  }

  @Test func aMistakeLeavesTheOtherStepsReadable() {
    let steps = ShellParser.steps("a\nb 'c\nd\ne | | f\ng")
    #expect(steps.map(\.source) == ["a", "b 'c", "d", "e | | f", "g"])
    let areRight = steps.map { step in if case .success = step.command { true } else { false } }
    #expect(areRight == [true, false, true, false, true])
  }
}
